import { fail } from '../../core/error.js';
import { Dynamics } from '../../nn/index.js';
import { environ, showValue, type ModuleOptions, type Size } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions, isSameDt } from '../checks.js';

/** Numbers in a list. */
type Numbers = readonly number[] | Int32Array | Float32Array | Float64Array | Quantity<'one'>;

/** Ways to make a time a step. */
export type TimeAsStep = 'round' | 'floor' | 'ceil' | ((steps: Quantity<'one'>) => Quantity<'one'>);

/** Options of {@link SpikeTime}. */
export interface SpikeTimeOptions extends ModuleOptions {
  /** The neuron of each spike. */
  indices: Numbers;
  /** The time of each spike, in any order. */
  times: Quantity<'time'>;
  /** The number that stands for a spike: one for all, or one for each. 1 unless given. */
  weights?: number | Numbers | undefined;
  /** How a time becomes a step of the simulation. 'round', to the nearest, unless given. */
  timeAsStep?: TimeAsStep | undefined;
}

/** The step that a {@link SpikeTime} is asked for; what the environment says unless given. */
export interface SpikeTimeStep {
  /** The number of the step. */
  index?: number | Quantity<'one'> | undefined;
  /** The time of the step. */
  time?: Quantity<'time'> | undefined;
}

const roundings: Readonly<Record<string, (x: Quantity<'one'>) => Quantity<'one'>>> = {
  round: (x) => math.round(x),
  floor: (x) => math.floor(x),
  ceil: (x) => math.ceil(x),
};

/**
 * Neurons that spike at given times.
 *
 * Each step gives the weights of its spikes, 0 where there is none; spikes of one neuron in one step add up. The step is
 * that of `index`, else of `time`, else of `i` of the environment, else of its `t`.
 *
 * @example
 * // Neuron 0 spikes at 10 and 30 ms, neuron 1 at 20 ms.
 * const input = new SpikeTime(2, { indices: [0, 1, 0], times: ms([10, 20, 30]) });
 * environ.context({ t: ms(10) }, () => input.step()); // [1, 0]
 *
 * @throws when the lists differ in length, an index is none of its neurons, a time is before 0, the size is no single
 * row, or the time step is another than the one it was made with
 */
export class SpikeTime extends Dynamics {
  static override readonly name: string = 'SpikeTime';

  /** How many spikes there are. */
  readonly numTimes: number;
  private readonly __dt: Quantity<'time'>;
  private readonly __rounding: (x: Quantity<'one'>) => Quantity<'one'>;
  private readonly __table: Table | undefined;

  constructor(inSize: Size, options: SpikeTimeOptions) {
    super(inSize, typeof options === 'object' ? { name: options.name } : {});
    checkOptions('SpikeTime', options, ['indices', 'times', 'weights', 'timeAsStep', 'name']);
    const { timeAsStep = 'round' } = options;
    if (this.varshape.length !== 1) fail('input/size', { shape: showValue(this.varshape) });
    const rounding = typeof timeAsStep === 'function' ? timeAsStep : Object.hasOwn(roundings, timeAsStep) ? roundings[timeAsStep] : undefined;
    this.__rounding = rounding ?? fail('input/rounding', { value: showValue(timeAsStep), known: Object.keys(roundings) });
    this.__dt = environ.getDt();
    const spikes = spikesOf(options, this.varshape[0], (time) => this.stepOf(time));
    this.numTimes = spikes.length;
    this.__table = spikes.length === 0 ? undefined : tableOf(spikes);
  }

  override update({ index, time }: SpikeTimeStep = {}): Quantity<'one'> {
    if (!isSameDt(this.__dt)) fail('input/dt', { made: showValue(this.__dt), now: showValue(environ.getDt()) });
    const silence = math.zeros(this.varshape, unitless, environ.floatDType());
    if (this.__table === undefined) return silence;
    const { rowOf, neurons, weights } = this.__table;
    const step = this.present(index, time);
    const steps = rowOf.shape[0];
    const row = math.where(step.ge(0).and(step.lt(steps)), rowOf.get(math.clip(step, 0, steps - 1)), new Quantity(0, unitless).astype('int32'));
    return silence.addAt(neurons.get(row), weights.get(row).astype(environ.floatDType()));
  }

  /** The number of the present step. */
  private present(index: SpikeTimeStep['index'], time: SpikeTimeStep['time']): Quantity<'one'> {
    const given: unknown = index ?? (time === undefined ? environ.get('i', undefined) : undefined);
    if (given instanceof Quantity) return (given as Quantity<'one'>).astype('int32');
    if (typeof given === 'number') return new Quantity(given, unitless).astype('int32');
    return this.stepOf(time ?? environ.get('t'));
  }

  private stepOf(time: Quantity<'time'>): Quantity<'one'> {
    return this.__rounding(time.div(this.__dt)).astype('int32');
  }
}

interface Spike {
  readonly step: number;
  readonly neuron: number;
  readonly weight: number;
}

/** Rows of spikes, one for each step that has any, filled up with weights of 0; row 0 is that of silence. */
interface Table {
  /** int32 [steps]: the row of each step. */
  readonly rowOf: Quantity<'one'>;
  /** int32 [rows, most spikes in one step] */
  readonly neurons: Quantity<'one'>;
  readonly weights: Quantity<'one'>;
}

function spikesOf(options: SpikeTimeOptions, size: number, stepOf: (time: Quantity<'time'>) => Quantity<'one'>): readonly Spike[] {
  const { times, weights = 1 } = options;
  const indices = listOf(options.indices);
  if (!(times instanceof Quantity) || (times as AnyQuantity).dim !== 'time') fail('input/time', { value: showValue(times) });
  const each = typeof weights === 'number' ? undefined : listOf(weights);
  const count = times.ndim === 0 ? 1 : times.size;
  if (indices.length !== count || (each !== undefined && each.length !== count)) {
    fail('input/lengths', { indices: indices.length, times: count, weights: each?.length });
  }
  const steps = count === 0 ? [] : listOf(stepOf(times));
  return Array.from(indices, (neuron, k) => {
    if (!Number.isInteger(neuron) || neuron < 0 || neuron >= size) fail('input/index', { value: neuron, size });
    if (!(steps[k] >= 0)) fail('input/time', { value: showValue(times.reshape([-1]).get(k)) });
    return { step: steps[k], neuron, weight: each === undefined ? (weights as number) : each[k] };
  });
}

function tableOf(spikes: readonly Spike[]): Table {
  const rows = new Map<number, Spike[]>();
  for (const spike of spikes) rows.set(spike.step, [...(rows.get(spike.step) ?? []), spike]);
  const width = Math.max(...[...rows.values()].map((row) => row.length));
  const rowOf = new Int32Array(Math.max(...rows.keys()) + 1);
  const neurons = new Int32Array((rows.size + 1) * width);
  const weights = new Float64Array((rows.size + 1) * width);
  [...rows].forEach(([step, row], at) => {
    rowOf[step] = at + 1;
    row.forEach(({ neuron, weight }, k) => {
      neurons[(at + 1) * width + k] = neuron;
      weights[(at + 1) * width + k] = weight;
    });
  });
  return {
    rowOf: new Quantity(rowOf),
    neurons: new Quantity(neurons).reshape([rows.size + 1, width]),
    weights: new Quantity(Array.from(weights), unitless).reshape([rows.size + 1, width]),
  };
}

function listOf(x: Numbers): ArrayLike<number> {
  return x instanceof Quantity ? x.toTypedArray() : x;
}
