import { allocate, type DType, type TypedArray } from './dtype.js';
import { NDArray } from './ndarray.js';
import { sizeOf, type Shape } from './shape.js';

/** An array whose elements are worked out when somebody reads them. */
abstract class LateArray extends NDArray {
  #dense: TypedArray | undefined;

  constructor(shape: Shape, dtype: DType) {
    super(shape, dtype, NOTHING);
    // The elements are a field of every array; here they are a reading.
    Object.defineProperty(this, 'data', { get: () => (this.#dense ??= this.dense()), enumerable: true });
  }

  /** All elements, made anew. */
  abstract dense(): TypedArray;
}

const NOTHING = new Uint8Array(0);

/**
 * Spikes of a run, [steps, ...neurons], of which only the events are kept: memory goes by how many there are. It is an
 * array of zeros and ones as any other to whoever reads its elements.
 */
export class EventArray extends LateArray {
  /**
   * @param ends - for each step, how many events there are up to its end
   * @param neurons - the neuron of each event, counted in row-major order; those of one step ascend
   */
  constructor(
    shape: Shape,
    dtype: DType,
    readonly ends: Int32Array,
    readonly neurons: Int32Array,
  ) {
    super(shape, dtype);
  }

  override dense(): TypedArray {
    const data = allocate(this.dtype, sizeOf(this.shape));
    const width = sizeOf(this.shape.slice(1));
    let event = 0;
    for (let step = 0; step < this.ends.length; step++) {
      for (const end = this.ends[step]; event < end; event++) data[step * width + this.neurons[event]] = 1;
    }
    return data;
  }

  /** How many spikes there are, of each step or of each neuron, or (undefined) in all. */
  count(each?: 'step' | 'neuron'): Int32Array {
    if (each === undefined) return Int32Array.of(this.neurons.length);
    if (each === 'step') return this.ends.map((end, step) => (step === 0 ? end : end - this.ends[step - 1]));
    const counts = new Int32Array(sizeOf(this.shape.slice(1)));
    for (const neuron of this.neurons) counts[neuron]++;
    return counts;
  }

  /** The same spikes as bits. */
  toBits(): BitArray {
    return new BitArray(this.shape, this.dtype, packed(this.ends, this.neurons, sizeOf(this.shape.slice(1))));
  }

  /** The step of each event. */
  steps(): Int32Array {
    const steps = new Int32Array(this.neurons.length);
    this.ends.forEach((end, step) => steps.fill(step, step === 0 ? 0 : this.ends[step - 1], end));
    return steps;
  }
}

/** Spikes of a run, [steps, ...neurons], of which a bit each is kept; as `EventArray` otherwise. */
export class BitArray extends LateArray {
  /** @param bytes - for each step the bits of its neurons from the lowest of the first byte on, in whole bytes */
  constructor(
    shape: Shape,
    dtype: DType,
    readonly bytes: Uint8Array,
  ) {
    super(shape, dtype);
  }

  /** The same spikes as events. */
  toEvents(): EventArray {
    const width = sizeOf(this.shape.slice(1));
    const stride = Math.ceil(width / 8);
    const ends = new Int32Array(this.shape[0]);
    const neurons: number[] = [];
    for (let step = 0; step < ends.length; step++) {
      for (let i = 0; i < width; i++) {
        if (((this.bytes[step * stride + (i >> 3)] >> (i & 7)) & 1) !== 0) neurons.push(i);
      }
      ends[step] = neurons.length;
    }
    return new EventArray(this.shape, this.dtype, ends, Int32Array.from(neurons));
  }

  override dense(): TypedArray {
    const data = allocate(this.dtype, sizeOf(this.shape));
    const width = sizeOf(this.shape.slice(1));
    const stride = Math.ceil(width / 8);
    for (let step = 0; step < this.shape[0]; step++) {
      for (let i = 0; i < width; i++) {
        if (((this.bytes[step * stride + (i >> 3)] >> (i & 7)) & 1) !== 0) data[step * width + i] = 1;
      }
    }
    return data;
  }
}

/** A bit for each neuron of each step, in whole bytes: `width` neurons, of which those that fire are given as events. */
export function packed(ends: Int32Array, neurons: Int32Array, width: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const bytes = new Uint8Array(ends.length * stride);
  let event = 0;
  for (let step = 0; step < ends.length; step++) {
    for (const end = ends[step]; event < end; event++) bytes[step * stride + (neurons[event] >> 3)] |= 1 << (neurons[event] & 7);
  }
  return bytes;
}

/** The elements of an array in memory of their own. Spikes are spelled out for this reading alone, and not kept. */
export function elementsOf(x: NDArray): TypedArray {
  return x instanceof LateArray ? x.dense() : x.data.slice();
}
