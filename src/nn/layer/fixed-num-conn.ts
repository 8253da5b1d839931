import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { NDArray, toNDArray, type TypedArray } from '../../engine/index.js';
import { defaultRandom, Module, ParamState, RandomState, showValue, type ModuleOptions, type Size } from '../../state/index.js';
import { jit } from '../../state/transform/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { Quantity, type AnyQuantity, type Mul, type SparseMatrix } from '../../unit/index.js';
import * as sparse from '../../unit/sparse.js';
import { checkLayerInput } from './input.js';
import { layerSizes } from './sizes.js';

/** Options of {@link FixedNumConn}. */
export interface FixedNumConnOptions extends ModuleOptions {
  /** The share of presynaptic neurons that have targets at all, from 0 to 1. 1 unless given. */
  afferentRatio?: number | undefined;
  /** Whether a neuron may have two synapses on the same target. True unless given. */
  allowMultiConn?: boolean | undefined;
  /** A seed for the targets. They are drawn from the shared source unless given. */
  seed?: number | undefined;
}

/**
 * Every presynaptic neuron has the same number of targets, drawn at random; with `allowMultiConn`, as by default, they are
 * drawn one by one, so a target may come twice.
 *
 * @param connNum - the number of targets of each neuron; a fraction below 1 is a share of the postsynaptic neurons
 * @param weight - one weight for all synapses, or a rule that is asked for [pre, connNum]
 *
 * @example
 * const comm = new nn.FixedNumConn(3200, 4000, 0.02, mS(0.6)); // 80 targets each
 * comm.step(rates); // Quantity<'conductance'> of shape [4000]
 *
 * @throws when the number of targets is not from 1 to the number of neurons
 */
export class FixedNumConn<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'FixedNumConn';

  /** How many targets each neuron has. */
  readonly connNum: number;
  readonly allowMultiConn: boolean;
  /** The synapses; their weights are those of `weight`. */
  readonly conn: SparseMatrix<W>;
  /** One weight for all, or one for each synapse. */
  readonly weight: ParamState<Quantity<W>>;

  constructor(inSize: Size, outSize: Size, connNum: number, weight: Init<W>, options: FixedNumConnOptions = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['afferentRatio', 'allowMultiConn', 'seed', 'name']);
    const name = this.constructor.name;
    const { into, out, inShape, outShape } = layerSizes(name, inSize, outSize);
    const { afferentRatio = 1, allowMultiConn = true, seed } = options;
    if (!(afferentRatio >= 0 && afferentRatio <= 1)) fail('nn/ratio', { layer: name, value: showValue(afferentRatio) });
    this._inSize = inShape;
    this._outSize = outShape;
    this.connNum = connectionNumber(name, connNum, out, allowMultiConn);
    this.allowMultiConn = allowMultiConn;
    const random = seed === undefined ? defaultRandom() : new RandomState(seed);
    const targets = allowMultiConn ? anyTargets(into, this.connNum, out, random) : distinctTargets(into, this.connNum, out, random);
    if (afferentRatio === 1) {
      const data = param(weight, [into, this.connNum], { name: `${name}: weight` });
      this.conn = sparse.fixedOut({ data, indices: targets.reshape([into, this.connNum]), shape: [into, out] });
    } else {
      const rows = numbersOf(random.uniform({ size: into }).lt(afferentRatio));
      const { indices, indptr } = rowsKept(numbersOf(targets), rows, this.connNum);
      const data = param(weight, [indices.length], { name: `${name}: weight` });
      this.conn = sparse.csr({ data, indices, indptr, shape: [into, out] });
    }
    this.weight = new ParamState(this.conn.data);
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    return this.conn.withData(this.weight.value).vecmat(x);
  }
}

/**
 * {@link FixedNumConn} for spikes: whatever is not zero is an event, and its weights are added whatever its value. The cost
 * is in proportion to the events.
 *
 * @example
 * const comm = new nn.EventFixedProb(3200, 4000, 0.02, mS(0.6));
 * comm.step(spikes); // Quantity<'conductance'> of shape [4000]
 */
export class EventFixedNumConn<in out W = 'one'> extends FixedNumConn<W> {
  static override readonly name: string = 'EventFixedNumConn';

  override update(spikes: Quantity<'one'>): Quantity<Mul<'one', W>> {
    checkLayerInput(this.constructor.name, spikes, this.inSize.at(-1)!);
    return this.conn.withData(this.weight.value).eventVecmat(spikes) as AnyQuantity;
  }

  /**
   * As `update`, with the weights of each neuron multiplied by its amount: what its spike releases, under short-term
   * plasticity.
   */
  updateByValue(amounts: Quantity<'one'>): Quantity<Mul<'one', W>> {
    checkLayerInput(this.constructor.name, amounts, this.inSize.at(-1)!);
    return this.conn.withData(this.weight.value).mostlyZeroVecmat(amounts) as AnyQuantity;
  }
}

function connectionNumber(layer: string, connNum: number, out: number, allowMultiConn: boolean): number {
  const count = connNum > 0 && connNum < 1 ? Math.trunc(out * connNum) : connNum;
  const most = allowMultiConn ? Infinity : out;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= most) return count;
  return fail('nn/connections', { layer, connNum: showValue(connNum), count: showValue(count), out, most });
}

/** So many draws are made at once: they need room of their own beside what is made of them. */
const DRAWS = 2 ** 18;

/**
 * Draws for so many rows, as many of them at a time as make a block: `take` gets the draws of rows, and which the first is.
 * Compiled: a large network has many millions of synapses.
 */
function forRows(
  rows: number,
  each: number,
  draw: (size: number) => AnyQuantity,
  take: (draws: TypedArray, first: number) => void,
): void {
  const most = Math.min(rows, Math.max(1, Math.floor(DRAWS / each)));
  const block = jit(() => draw(most * each));
  let first = 0;
  for (; first + most <= rows; first += most) take(numbersOf(block()), first);
  const rest = rows - first;
  if (rest > 0) take(numbersOf(jit(() => draw(rest * each))()), first);
}

/** `each` targets for every row, drawn one by one. */
function anyTargets(rows: number, each: number, out: number, random: RandomState): Quantity<'one'> {
  const targets = new Int32Array(rows * each);
  const draw = (size: number): Quantity<'one'> => random.randint(out, undefined, { size: [size] });
  forRows(rows, each, draw, (draws, first) => targets.set(draws, first * each));
  return owned(targets);
}

/** `each` different targets for every row: the beginning of a shuffle of all of them. */
function distinctTargets(rows: number, each: number, out: number, random: RandomState): Quantity<'one'> {
  const targets = new Int32Array(rows * each);
  const moved = new Map<number, number>();
  const draw = (size: number): Quantity<'one'> => random.uniform({ size: [size] });
  forRows(rows, each, draw, (draws, first) => {
    for (let from = 0, at = first * each; from < draws.length; from += each) {
      moved.clear();
      for (let i = 0; i < each; i++) {
        const j = i + Math.min(out - i - 1, Math.floor(draws[from + i] * (out - i)));
        targets[at++] = moved.get(j) ?? j;
        moved.set(j, moved.get(i) ?? i);
      }
    }
  });
  return owned(targets);
}

/** Numbers that nobody else has, without a copy of them. */
function owned(numbers: Int32Array): Quantity<'one'> {
  return new Quantity(new NDArray([numbers.length], 'int32', numbers));
}

/** The targets of the rows that have any. */
function rowsKept(targets: ArrayLike<number>, kept: ArrayLike<number>, each: number): { indices: Int32Array; indptr: Int32Array } {
  const indptr = new Int32Array(kept.length + 1);
  for (let row = 0; row < kept.length; row++) indptr[row + 1] = indptr[row] + (kept[row] === 0 ? 0 : each);
  const indices = new Int32Array(indptr[kept.length]);
  for (let row = 0; row < kept.length; row++) {
    for (let i = indptr[row], k = 0; i < indptr[row + 1]; i++, k++) indices[i] = targets[row * each + k];
  }
  return { indices, indptr };
}

function numbersOf(x: AnyQuantity): TypedArray {
  return toNDArray(x.mantissa).data;
}
