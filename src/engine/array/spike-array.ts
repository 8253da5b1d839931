import { allocate, type DType, type TypedArray } from './dtype.js';
import { NDArray } from './ndarray.js';
import { sizeOf, type Shape } from './shape.js';

/** Positions along an axis: `size` of them from `start` on, `step` apart. */
export interface Stretch {
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

/** Spikes of a run, [steps, ...neurons], the elements of which are worked out when somebody reads them. */
export abstract class SpikeArray extends NDArray {
  #dense: TypedArray | undefined;

  constructor(shape: Shape, dtype: DType) {
    super(shape, dtype, NOTHING);
    // The elements are a field of every array; here they are a reading.
    Object.defineProperty(this, 'data', { get: () => (this.#dense ??= this.dense()), enumerable: true });
  }

  /** All elements, made anew. */
  abstract dense(): TypedArray;

  /** Tells of each spike of one step, in the order of the neurons. */
  abstract visit(step: number, spike: (neuron: number) => void): void;

  /** The same spikes as an array of another dtype. */
  abstract astype(dtype: DType): SpikeArray;

  /**
   * The spikes of some steps and neurons.
   *
   * @param shape - what the result has: steps, neurons
   * @param places - where each neuron is in it, -1 for one that is not; undefined if all are where they were
   */
  abstract part(shape: Shape, steps: Stretch, places: Int32Array | undefined): SpikeArray;

  /** How many spikes there are at each of `size` places: a spike is at `step * perStep + places[neuron]`. */
  count(size: number, perStep: number, places: Int32Array): Int32Array {
    const counts = new Int32Array(size);
    for (let step = 0; step < this.shape[0]; step++) {
      const first = step * perStep;
      this.visit(step, (neuron) => counts[first + places[neuron]]++);
    }
    return counts;
  }
}

const NOTHING = new Uint8Array(0);

/**
 * Spikes of a run, [steps, ...neurons], of which only the events are kept: memory goes by how many there are. It is an
 * array of zeros and ones as any other to whoever reads its elements.
 */
export class EventArray extends SpikeArray {
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

  override visit(step: number, spike: (neuron: number) => void): void {
    for (let event = this.#first(step); event < this.ends[step]; event++) spike(this.neurons[event]);
  }

  override astype(dtype: DType): EventArray {
    return new EventArray(this.shape, dtype, this.ends, this.neurons);
  }

  override part(shape: Shape, { start, size, step }: Stretch, places: Int32Array | undefined): EventArray {
    if (places === undefined && step === 1 && size > 0) {
      const first = this.#first(start);
      const last = start + size - 1;
      const ends = this.ends.slice(start, start + size).map((end) => end - first);
      return new EventArray(shape, this.dtype, ends, this.neurons.subarray(first, this.ends[last]));
    }
    const ends = new Int32Array(size);
    const neurons = new Int32Array(this.neurons.length);
    let found = 0;
    for (let i = 0; i < size; i++) {
      const first = found;
      let ascend = true;
      this.visit(start + i * step, (neuron) => {
        const place = places === undefined ? neuron : places[neuron];
        if (place < 0) return;
        if (found > first && place < neurons[found - 1]) ascend = false;
        neurons[found++] = place;
      });
      // Not where an axis is taken backwards.
      if (!ascend) neurons.subarray(first, found).sort();
      ends[i] = found;
    }
    return new EventArray(shape, this.dtype, ends, neurons.slice(0, found));
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

  /** The first event of a step. */
  #first(step: number): number {
    return step === 0 ? 0 : this.ends[step - 1];
  }
}

/** Spikes of a run, [steps, ...neurons], of which a bit each is kept; as `EventArray` otherwise. */
export class BitArray extends SpikeArray {
  /** @param bytes - for each step the bits of its neurons from the lowest of the first byte on, in whole bytes */
  constructor(
    shape: Shape,
    dtype: DType,
    readonly bytes: Uint8Array,
  ) {
    super(shape, dtype);
  }

  override visit(step: number, spike: (neuron: number) => void): void {
    const stride = this.#stride;
    for (let byte = 0; byte < stride; byte++) {
      for (let bits = this.bytes[step * stride + byte], bit = 0; bits !== 0; bits >>= 1, bit++) {
        if ((bits & 1) !== 0) spike(8 * byte + bit);
      }
    }
  }

  override astype(dtype: DType): BitArray {
    return new BitArray(this.shape, dtype, this.bytes);
  }

  override part(shape: Shape, { start, size, step }: Stretch, places: Int32Array | undefined): BitArray {
    const from = this.#stride;
    const to = bytesFor(shape);
    if (places === undefined && step === 1) return new BitArray(shape, this.dtype, this.bytes.subarray(start * from, (start + size) * from));
    const bytes = new Uint8Array(size * to);
    for (let i = 0; i < size; i++) {
      this.visit(start + i * step, (neuron) => {
        const place = places === undefined ? neuron : places[neuron];
        if (place >= 0) bytes[i * to + (place >> 3)] |= 1 << (place & 7);
      });
    }
    return new BitArray(shape, this.dtype, bytes);
  }

  /** The same spikes as events. */
  toEvents(): EventArray {
    const ends = new Int32Array(this.shape[0]);
    const neurons: number[] = [];
    for (let step = 0; step < ends.length; step++) {
      this.visit(step, (neuron) => neurons.push(neuron));
      ends[step] = neurons.length;
    }
    return new EventArray(this.shape, this.dtype, ends, Int32Array.from(neurons));
  }

  override dense(): TypedArray {
    const data = allocate(this.dtype, sizeOf(this.shape));
    const width = sizeOf(this.shape.slice(1));
    for (let step = 0; step < this.shape[0]; step++) this.visit(step, (neuron) => (data[step * width + neuron] = 1));
    return data;
  }

  /** Bytes of one step. */
  get #stride(): number {
    return bytesFor(this.shape);
  }
}

function bytesFor(shape: Shape): number {
  return Math.ceil(sizeOf(shape.slice(1)) / 8);
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
  return x instanceof SpikeArray ? x.dense() : x.data.slice();
}
