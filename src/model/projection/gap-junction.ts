import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { Dynamics } from '../../nn/index.js';
import { getUniqueName, knownNumbers, ParamState, showValue, State } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions } from '../checks.js';
import { Projection } from './projection.js';

/** Positions of neurons along the last axis. */
type Positions = Int32Array | readonly number[] | Quantity<'one'>;

/** Tells which neurons are coupled, from the sizes of both populations: the positions of both ends of each junction. */
export type JunctionRule = (preSize: readonly number[], postSize: readonly number[]) => readonly [Positions, Positions];

/** What is common to the options of both kinds. */
interface Ends {
  readonly pre: Dynamics;
  readonly post: Dynamics;
  readonly preState: string;
  readonly postState: string;
  readonly conn: JunctionRule;
}

/** Electrical coupling of the neurons of two populations, or of one: what both kinds share. */
abstract class GapJunction extends Projection {
  static override readonly name: string = 'GapJunction';

  readonly preState: string;
  readonly postState: string;
  readonly pre: Dynamics;
  readonly post: Dynamics;
  /** The presynaptic end of each junction. */
  readonly preIds: Int32Array;
  /** The postsynaptic end of each junction. */
  readonly postIds: Int32Array;
  private readonly __keys: readonly [post: string, pre: string];

  constructor({ pre, post, preState, postState, conn }: Ends) {
    super();
    const model = this.constructor.name;
    if (!(pre instanceof Dynamics)) fail('projection/post', { model, option: 'pre', value: showValue(pre) });
    if (!(post instanceof Dynamics)) fail('projection/post', { model, option: 'post', value: showValue(post) });
    for (const name of [preState, postState]) if (typeof name !== 'string') fail('gap/states', { model, value: showValue(name) });
    if (typeof conn !== 'function') fail('gap/conn', { model, value: showValue(conn) });
    const ends: unknown = conn(pre.outSize, post.outSize);
    if (!Array.isArray(ends) || ends.length !== 2) fail('gap/conn', { model, value: showValue(ends) });
    this.preState = preState;
    this.postState = postState;
    this.pre = pre;
    this.post = post;
    this.preIds = positions(model, 'pre', ends[0] as Positions, pre);
    this.postIds = positions(model, 'post', ends[1] as Positions, post);
    if (this.preIds.length !== this.postIds.length) {
      fail('gap/ends', { model, pre: this.preIds.length, post: this.postIds.length });
    }
    this.__keys = [getUniqueName('gap_junction_post'), getUniqueName('gap_junction_pre')];
  }

  /** The difference of potential along each junction. */
  protected difference(): AnyQuantity {
    const V = stateOf(this.pre, this.preState);
    const W = stateOf(this.post, this.postState);
    return at(V, this.preIds).sub(at(W, this.postIds));
  }

  /**
   * Adds currents to both populations at their next step: what flows into the postsynaptic end of each junction, and what
   * flows out of the presynaptic one.
   *
   * @returns the current that leaves each presynaptic neuron
   */
  protected couple(into: AnyQuantity, outOf: AnyQuantity): AnyQuantity {
    const post = summed(into, this.postIds, stateOf(this.post, this.postState));
    const pre = summed(outOf, this.preIds, stateOf(this.pre, this.preState));
    this.post.addCurrentInput(this.__keys[0], post);
    this.pre.addCurrentInput(this.__keys[1], pre.neg());
    return pre;
  }
}

/** Options of {@link SymmetryGapJunction}. */
export interface SymmetryGapJunctionOptions<W> {
  /** Both populations, or one whose neurons are coupled with each other. */
  couples: Dynamics | readonly [pre: Dynamics, post: Dynamics];
  /** The name of the State that is the potential, or one name for each population. */
  states: string | readonly [pre: string, post: string];
  /** Which neurons are coupled. */
  conn: JunctionRule;
  /** Conductance: one for all junctions, or a rule for or an array of one for each. */
  weight: Init<W>;
}

/**
 * Gap junctions that conduct alike in both directions. At the next step of both populations
 *
 *     I_post = w (V_pre - V_post),   I_pre = -I_post
 *
 * along each junction.
 *
 * @typeParam W - the dimension of the weights
 *
 * @example
 * const ring = new SymmetryGapJunction({
 *   couples: neurons,
 *   states: 'V',
 *   conn: () => [[0, 1, 2, 3], [1, 2, 3, 0]],
 *   weight: mS(0.1),
 * });
 * ring.step(); // and then neurons.step()
 *
 * @throws when a position is none of a population's, both lists differ in length, a State does not exist, the weights are not
 * one for all or one for each, or one is negative
 *
 * Bennett & Zukin (2004), Electrical coupling and neuronal synchronization in the mammalian brain, Neuron 41(4).
 */
export class SymmetryGapJunction<in out W = 'conductance'> extends GapJunction {
  static override readonly name: string = 'SymmetryGapJunction';

  /** Conductance, for all junctions or for each. */
  readonly weight: ParamState<Quantity<W>>;

  constructor(options: SymmetryGapJunctionOptions<W>) {
    checkOptions('SymmetryGapJunction', options, ['couples', 'states', 'conn', 'weight']);
    const { couples, states, conn, weight } = options;
    const [pre, post] = couples instanceof Dynamics ? [couples, couples] : couples;
    const [preState, postState] = typeof states === 'string' ? [states, states] : states;
    super({ pre, post, preState, postState, conn });
    const value = param(weight, [this.preIds.length], { name: 'SymmetryGapJunction: weight' });
    checkConductance('SymmetryGapJunction', value as AnyQuantity);
    this.weight = new ParamState(value);
  }

  /** Couples both populations at their next step. */
  override update(): AnyQuantity {
    const current = this.difference().mul(this.weight.value) as AnyQuantity;
    return this.couple(current, current);
  }
}

/** Options of {@link AsymmetryGapJunction}. */
export interface AsymmetryGapJunctionOptions<W> {
  /** The presynaptic population. */
  pre: Dynamics;
  /** The name of its State that is the potential. */
  preState: string;
  /** The postsynaptic population. */
  post: Dynamics;
  /** The name of its State that is the potential. */
  postState: string;
  /** Which neurons are coupled. */
  conn: JunctionRule;
  /** Conductance towards the postsynaptic and towards the presynaptic end: [2], or [junctions, 2]. */
  weight: Init<W>;
}

/**
 * Gap junctions that conduct differently in both directions. At the next step of both populations
 *
 *     I_post = w_0 (V_pre - V_post),   I_pre = -w_1 (V_pre - V_post)
 *
 * along each junction.
 *
 * @typeParam W - the dimension of the weights
 *
 * @example
 * new AsymmetryGapJunction({ pre, preState: 'V', post, postState: 'V', conn: () => [[0, 1], [1, 0]], weight: mS([0.2, 0.1]) });
 *
 * @throws as {@link SymmetryGapJunction}
 *
 * Phelan (2005), Innexins: members of an evolutionarily conserved family of gap-junction proteins, Biochimica et
 * Biophysica Acta 1711(2).
 */
export class AsymmetryGapJunction<in out W = 'conductance'> extends GapJunction {
  static override readonly name: string = 'AsymmetryGapJunction';

  /** Conductance towards the postsynaptic and towards the presynaptic end. */
  readonly weight: ParamState<Quantity<W>>;

  constructor(options: AsymmetryGapJunctionOptions<W>) {
    checkOptions('AsymmetryGapJunction', options, ['pre', 'preState', 'post', 'postState', 'conn', 'weight']);
    const { weight, ...ends } = options;
    super(ends);
    const wants = [this.preIds.length, 2];
    const value = param(weight, wants, { name: 'AsymmetryGapJunction: weight' });
    if (showShape(value.shape) !== showShape([2]) && showShape(value.shape) !== showShape(wants)) {
      fail('gap/weight', { model: 'AsymmetryGapJunction', shape: showShape(value.shape), wants: `(2,) or ${showShape(wants)}` });
    }
    checkConductance('AsymmetryGapJunction', value as AnyQuantity);
    this.weight = new ParamState(value);
  }

  /** Couples both populations at their next step. */
  override update(): AnyQuantity {
    const difference = this.difference();
    const [towardsPost, towardsPre] = [0, 1].map((side) => math.take(this.weight.value as AnyQuantity, side, -1));
    return this.couple(difference.mul(towardsPost), difference.mul(towardsPre));
  }
}

/** A junction lets current through, whatever its direction: it makes none. */
function checkConductance(model: string, weight: AnyQuantity): void {
  if (knownNumbers(weight).some((x) => x < 0)) fail('model/not-negative', { model, option: 'weight', value: showValue(weight) });
}

function positions(model: string, side: string, given: Positions, population: Dynamics): Int32Array {
  const data = given instanceof Quantity ? given.toTypedArray() : given;
  const size = population.varshape.at(-1)!;
  for (const x of data) {
    if (!Number.isInteger(x) || x < 0 || x >= size) fail('gap/position', { model, side, value: x, size });
  }
  return Int32Array.from(data);
}

function stateOf(population: Dynamics, name: string): AnyQuantity {
  const state = (population as unknown as Record<string, unknown>)[name];
  if (state instanceof State) return state.value as AnyQuantity;
  return fail('nn/prefetch', { module: population.constructor.name, item: name, value: showValue(state) });
}

/** The elements at these positions along the last axis. */
function at(x: AnyQuantity, ids: Int32Array): AnyQuantity {
  return math.moveaxis(math.moveaxis(x, -1, 0).get(ids), 0, -1);
}

/** What comes together at each neuron. */
function summed(x: AnyQuantity, ids: Int32Array, like: AnyQuantity): AnyQuantity {
  const front = math.moveaxis(x, -1, 0);
  const neurons = like.shape.at(-1)!;
  const zeros = math.zeros([neurons, ...front.shape.slice(1)], x.unit as AnyUnit, x.dtype as 'float32') as AnyQuantity;
  return math.moveaxis(zeros.addAt(ids, front), 0, -1);
}
