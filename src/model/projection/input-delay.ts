import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { Delay, type DelayTime } from '../../nn/index.js';
import { aDimension, environ, knownNumbers, Module, showValue, toShape, type ModuleOptions, type Size } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions } from '../checks.js';

/** Options of {@link InputDelay}. */
export interface InputDelayOptions extends ModuleOptions {
  /** One delay for all, one for each presynaptic neuron, or, with `indices`, one for each synapse. */
  delay: DelayTime;
  /** The presynaptic neuron of each synapse. None unless given. */
  indices?: Int32Array | readonly number[] | undefined;
}

/**
 * A delay line for what comes into the connections of a projection: spikes, for most. A delay need not be a whole number of
 * time steps: what came in is interpolated between two of them, so that of a spike with a delay of 1.5 steps one half
 * arrives after one step and the other half after two. Connections behind such a delay weigh a spike by the share that
 * arrives. Before the first step there was nothing.
 *
 * Shapes: x [..., pre] gives [..., pre]; with `indices` it gives one element for each synapse, [..., synapses].
 *
 * @typeParam D - the dimension of what comes in; none unless told
 *
 * @param inSize - the number of presynaptic neurons, or a tuple for a grid of them, which have one delay
 *
 * @example
 * const proj = new AlignPostProj(new InputDelay(3, { delay: ms([1, 1.55, 2]) }), { comm, syn, out, post });
 *
 * @example
 * // Four synapses: the presynaptic neuron and the delay of each.
 * const each = new InputDelay(3, { delay: ms([1, 2, 0.5, 3]), indices: [0, 0, 1, 2] });
 *
 * @throws when a delay is no time, negative, not finite, or above zero and shorter than the time step; when there is not
 * one delay for each neuron or index, an index is none of the neurons, or the time step is another than the one it was
 * made with
 */
export class InputDelay<in out D = 'one'> extends Module {
  static override readonly name: string = 'InputDelay';

  /** One delay for all, for each presynaptic neuron, or for each synapse. */
  readonly delay: DelayTime;
  /** The presynaptic neuron of each synapse, or null. */
  readonly indices: Int32Array | null;
  /** What came in lately, as plain numbers. */
  readonly buffer: Delay;
  /** The slot before the place of each delay, and how far behind that the place is; null where all are slots. */
  private readonly __steps: number | Quantity<'one'>;
  private readonly __rest: Quantity<'one'> | null;
  private readonly __index: readonly Int32Array[];
  /** The unit of what comes in: that of the first time. */
  private __unit: AnyUnit | null = null;

  constructor(inSize: Size, options: InputDelayOptions) {
    super(typeof options === 'object' ? options : {});
    checkOptions('InputDelay', options, ['delay', 'indices', 'name']);
    const shape = toShape(inSize, 'InputDelay');
    const { delay, indices } = options;
    this._inSize = shape;
    this.buffer = new Delay<AnyQuantity>(math.zeros(shape, unitless, environ.floatDType()), { time: delay });
    this.delay = delay;
    this.indices = indices === undefined ? null : Int32Array.from(indices);
    checkCounts(shape, delay, this.indices, indices);
    this._outSize = this.indices === null ? shape : [this.indices.length];
    const { steps, rest } = split(delay);
    const isOne = delay.ndim === 0;
    this.__steps = isOne ? steps[0] : new Quantity(Int32Array.from(steps));
    this.__rest = rest.every((x) => x === 0) ? null : new Quantity(isOne ? rest[0] : [...rest], unitless);
    this.__index = this.indices !== null ? [this.indices] : isOne ? [] : [Int32Array.from(steps, (_, i) => i)];
  }

  /** Whether a delay is no whole number of time steps, so that a spike arrives in two shares. */
  get isFractional(): boolean {
    return this.__rest !== null;
  }

  /** Takes what comes in now, and gives what is due. */
  override update(x: Quantity<D>): Quantity<D> {
    if (!(x instanceof Quantity)) fail('nn/delay-value', { owner: 'InputDelay', value: showValue(x) });
    const unit = (this.__unit ??= (x as AnyQuantity).unit as AnyUnit);
    if ((x as AnyQuantity).dim !== unit.dim) {
      fail('projection/delay-dimension', { wants: aDimension(String(unit.dim)), value: showValue(x) });
    }
    this.buffer.update(unit.isUnitless ? x : ((x as AnyQuantity).in(unit).div(unit) as AnyQuantity));
    const due = this.due();
    return (unit.isUnitless ? due : due.mul(unit)) as Quantity<D>;
  }

  private due(): AnyQuantity {
    const [steps, rest, index] = [this.__steps, this.__rest, this.__index];
    const after = this.buffer.retrieveAtStep(steps, ...index);
    if (rest === null) return after;
    // Where nothing is left of a delay, its slot is read twice: there may be none before it.
    const before = this.buffer.retrieveAtStep(typeof steps === 'number' ? steps + 1 : steps.add(rest.gt(0).astype('int32')), ...index);
    const share = rest.astype(after.dtype);
    return after.mul(unitless(1).sub(share)).add(before.mul(share));
  }
}

/** The delay line that a projection has for its option `delay`, before connections that say how much they take. */
export function delayLine<D>(model: string, comm: unknown, delay: DelayTime | undefined): InputDelay<D> | null {
  if (delay === undefined) return null;
  const size = comm instanceof Module ? (comm as unknown as { readonly _inSize: readonly number[] | null })._inSize : null;
  return size === null ? fail('projection/delay-comm', { model, comm: showValue(comm) }) : new InputDelay<D>(size, { delay });
}

function checkCounts(shape: readonly number[], delay: DelayTime, own: Int32Array | null, given: InputDelayOptions['indices']): void {
  const [size] = shape;
  if (own !== null) {
    if (shape.length !== 1) fail('projection/delay-size', { shape: showShape(shape), got: showShape(delay.shape) });
    const odd = Array.from(given!).find((i) => !Number.isInteger(i) || i < 0 || i >= size);
    if (odd !== undefined) fail('projection/delay-index', { value: odd, size });
    if (delay.ndim !== 1 || delay.shape[0] !== own.length) {
      fail('projection/delay-indices', { delays: showShape(delay.shape), indices: own.length });
    }
  } else if (delay.ndim > 0 && (shape.length !== 1 || delay.ndim !== 1 || delay.shape[0] !== size)) {
    fail('projection/delay-size', { shape: showShape(shape), got: showShape(delay.shape) });
  }
}

/** Times are float32, and so are their ratios: what is this close to a whole number is one. */
const TOLERANCE = 1e-5;

/** Delays as slots of a buffer and what is left. */
function split(delay: DelayTime): { steps: readonly number[]; rest: readonly number[] } {
  const ratios = Array.from(knownNumbers(delay.div(environ.getDt()) as AnyQuantity), (ratio) => {
    const nearest = Math.round(ratio);
    return Math.abs(ratio - nearest) <= TOLERANCE * Math.max(1, nearest) ? nearest : ratio;
  });
  const steps = ratios.map(Math.floor);
  return { steps, rest: ratios.map((ratio, i) => ratio - steps[i]) };
}
