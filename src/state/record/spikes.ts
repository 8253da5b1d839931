import { fail } from '../../core/error.js';
import { describe, inspect, showShape, type Described } from '../../core/print.js';
import {
  BitArray,
  Builder,
  EventArray,
  isSpike,
  isTraced,
  NDArray,
  sizeOf,
  type Operand,
  type Recording,
  type Shape,
  type Var,
} from '../../engine/index.js';
import { Quantity, unitless, type AnyUnit } from '../../unit/index.js';
import { showValue } from '../show-value.js';
import { Recorded } from './recorded.js';

/** Spikes of a run in a form that takes less room than one number for each neuron and step. */
abstract class Spikes<A extends NDArray> extends Recorded implements Described {
  static override readonly name: string = 'Spikes';
  protected abstract readonly operation: string;
  readonly #found: A | undefined;

  /** @internal */
  constructor(spikes: Quantity<'one'>, recording: Recording, found?: A) {
    super(spikes, recording);
    this.#found = found;
  }

  /** Steps, then the shape of the neurons. */
  get shape(): Shape {
    return this.found.shape;
  }

  /** The spikes as an array of zeros and ones, [steps, ...neurons]. */
  toDense(): Quantity<'one'> {
    return new Quantity(this.found, unitless);
  }

  override ofAll(): never {
    return fail('record/nested', { operation: this.operation });
  }

  /** What a run has recorded; inside the step there is nothing yet. */
  protected get found(): A {
    return this.#found ?? fail('record/later', { operation: this.operation });
  }

  [describe](): string {
    if (this.#found === undefined) return `${this.constructor.name}(of a step)`;
    return `${this.constructor.name}(${this.summary()}, shape=${showShape(this.shape)})`;
  }

  override toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  protected abstract summary(): string;
}

/** The spikes of a run as events: which neuron in which step, in the order of the steps. */
export class Events extends Spikes<EventArray> {
  static override readonly name: string = 'Events';
  protected override readonly operation = 'record.events';

  /** The step of each event: int32, counted from 0. */
  get steps(): Quantity<'one'> {
    return list(this.found.steps());
  }

  /** The neuron of each event: int32, counted in row-major order from 0. */
  get neurons(): Quantity<'one'> {
    return list(this.found.neurons);
  }

  /** How many events there are. */
  get count(): number {
    return this.found.neurons.length;
  }

  /** Goes through the events as pairs of step and neuron. */
  *[Symbol.iterator](): Generator<[step: number, neuron: number], undefined> {
    const { ends, neurons } = this.found;
    let event = 0;
    for (let step = 0; step < ends.length; step++) for (; event < ends[step]; event++) yield [step, neurons[event]];
  }

  override finished(recorded: Operand): unknown {
    return new Events(this.traced, this.recording, recorded as EventArray);
  }

  protected override summary(): string {
    return `count=${this.count}`;
  }
}

/** The spikes of a run as bits, eight neurons to a byte. */
export class Bits extends Spikes<BitArray> {
  static override readonly name: string = 'Bits';
  protected override readonly operation = 'record.bits';

  /**
   * For each step the bits of its neurons in row-major order, in whole bytes, from the lowest bit of the first byte on: as
   * numpy's `unpackbits(bytes, axis=-1, bitorder='little')` reads them. A copy.
   */
  get bytes(): Uint8Array {
    return this.found.bytes.slice();
  }

  /** Bytes of one step. */
  get bytesPerStep(): number {
    return Math.ceil(sizeOf(this.shape.slice(1)) / 8);
  }

  /** Whether a neuron, counted in row-major order, fired in a step. */
  has(step: number, neuron: number): boolean {
    const [steps, ...neurons] = this.shape;
    const inside = (i: number, n: number): boolean => Number.isInteger(i) && i >= 0 && i < n;
    const width = sizeOf(neurons);
    if (!inside(step, steps) || !inside(neuron, width)) fail('record/position', { step, neuron, steps, neurons: width });
    return ((this.found.bytes[step * this.bytesPerStep + (neuron >> 3)] >> (neuron & 7)) & 1) !== 0;
  }

  override finished(recorded: Operand): unknown {
    return new Bits(this.traced, this.recording, recorded as BitArray);
  }

  protected override summary(): string {
    return `bytes=${this.found.bytes.length}`;
  }
}

/**
 * The events of a spike output: pairs of step and neuron. Return it from a step in the place of the spikes; or give it what
 * a run has returned for them. Only what the spike function gives is a spike output, cast or reshaped at most: what is
 * computed from spikes is not.
 *
 * @throws when `spikes` is not a spike output; in a loop inside a traced function, where spikes are dense
 *
 * @example
 * const [events] = transform.forLoop((t) => environ.context({ t }, () => [record.events(neuron.step(mA(25)))]), times);
 * events.neurons.toTypedArray(); // Int32Array
 * for (const [step, neuron] of events) console.log(step, neuron);
 */
export function events(spikes: Quantity<'one'>): Events {
  const mantissa = spikeOutput(spikes, 'record.events');
  const recording = { kind: 'events' } as const;
  if (mantissa instanceof EventArray) return new Events(spikes, recording, mantissa);
  if (mantissa instanceof BitArray) return new Events(spikes, recording, mantissa.toEvents());
  return new Events(spikes, recording);
}

/**
 * The spikes of a spike output as packed bits, which take less room than events where more than one neuron in 32 fires in a
 * step. Otherwise as `record.events`.
 *
 * @throws as `record.events` does
 */
export function bits(spikes: Quantity<'one'>): Bits {
  const mantissa = spikeOutput(spikes, 'record.bits');
  const recording = { kind: 'bits' } as const;
  if (mantissa instanceof EventArray) return new Bits(spikes, recording, mantissa.toBits());
  if (mantissa instanceof BitArray) return new Bits(spikes, recording, mantissa);
  return new Bits(spikes, recording);
}

/** The traced value, or the events or bits behind a spike output; refuses anything else. */
function spikeOutput(spikes: Quantity<'one'>, operation: string): EventArray | BitArray | Var {
  if (!(spikes instanceof Quantity)) fail('record/quantity', { operation, value: showValue(spikes) });
  const { mantissa } = spikes;
  if (mantissa instanceof EventArray || mantissa instanceof BitArray) return mantissa;
  if (isTraced(mantissa) && mantissa.scope instanceof Builder && isSpike(mantissa, mantissa.scope.equations)) return mantissa;
  return fail('record/spikes', { operation, value: showValue(spikes) });
}

function list(positions: Int32Array): Quantity<'one'> {
  return new Quantity(new NDArray([positions.length], 'int32', positions.slice()), unitless as AnyUnit);
}
