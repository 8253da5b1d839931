import { fail } from '../../core/error.js';
import { EventSparseLinear, FixedNumConn } from '../../nn/index.js';
import {
  aDimension,
  HiddenState,
  knownNumbers,
  LongTermState,
  Module,
  showValue,
  type InitOptions,
  type ModuleOptions,
} from '../../state/index.js';
import { connectionMatrix, type Connections } from '../../tools/conn/connection-matrix.js';
import { Constant, param } from '../../tools/init/index.js';
import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { ms, Quantity, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { SparseMatrix } from '../../unit/sparse.js';
import { checkOptions, positiveOption } from '../checks.js';
import type { Neuron } from '../neuron/index.js';
import { checkSpikes } from '../synapse/synapse.js';

/** Options of {@link STDP}. */
export interface STDPOptions<W> extends ModuleOptions {
  /** The largest weight. */
  w_max: Quantity<W>;
  /** The smallest weight, below the largest. 0 unless given. */
  w_min?: Quantity<W> | undefined;
  /** Time constant of the presynaptic trace, above zero. 20 ms unless given. */
  tau_pre?: Quantity<'time'> | undefined;
  /** Time constant of the postsynaptic trace, above zero. 20 ms unless given. */
  tau_post?: Quantity<'time'> | undefined;
  /** What a presynaptic spike adds to its trace. 0.01 w_max unless given. */
  A_pre?: Quantity<W> | undefined;
  /** What a postsynaptic spike adds to its trace. -1.05 A_pre tau_pre / tau_post unless given. */
  A_post?: Quantity<W> | undefined;
  /** The postsynaptic neurons, whose spikes are those of their last step. Needed unless `step` is given spikes. */
  post?: Neuron | undefined;
}

const OPTIONS = ['w_max', 'w_min', 'tau_pre', 'tau_post', 'A_pre', 'A_post', 'post', 'name'];

/**
 * Spike-timing-dependent plasticity of pairs: connections whose weights follow the spikes on both sides. It stands where a
 * projection has its connections, and gives what the presynaptic spikes bring, by the weights before they change.
 *
 *     tau_pre da_pre/dt = -a_pre,     a_pre += A_pre at a presynaptic spike
 *     tau_post da_post/dt = -a_post,  a_post += A_post at a postsynaptic spike
 *     at a presynaptic spike   w += a_post   (depression, with a negative A_post)
 *     at a postsynaptic spike  w += a_pre    (potentiation)
 *
 * w stays within w_min and w_max. All pairs of spikes count. Spikes of one step are taken in this order: the weights bring
 * their input; the presynaptic spikes change weights by the postsynaptic traces, and raise their own; the postsynaptic
 * spikes raise their traces, and change weights by the presynaptic ones, of which those just raised are part. So a pair in
 * one step is potentiated. A delay before the connections, an axonal one, acts on the presynaptic side: the trace is
 * raised when the spike arrives.
 *
 * The cost of a step is in proportion to the connections of the neurons that spike. There is one set of weights, so no
 * batch; under `vmap` each lane has its own. Weights have no derivative.
 *
 * @typeParam W - the dimension of the weights
 *
 * @param connections - a layer, a matrix or the result of a rule, with a weight for each, or one that all start from
 *
 * @example
 * const comm = new STDP(new nn.EventFixedProb(1000, 100, 0.1, mS(0.05)), { w_max: mS(0.1), post: neurons });
 * const proj = new AlignPostProj({ comm, syn: Expon.desc(100, { tau: ms(5) }), out: COBA.desc({ E: mV(0) }), post: neurons });
 * proj.step(spikes);
 * neurons.step(mA(0));
 * comm.weight.value; // one for each connection
 *
 * @throws when a weight is not within w_min and w_max or w_min is not below w_max, a time constant is zero or less, an
 * option has another dimension than the weights, sizes do not match, or a batch is asked for
 *
 * Song, Miller & Abbott (2000), Competitive Hebbian learning through spike-timing-dependent synaptic plasticity, Nature
 * Neuroscience 3(9). Morrison, Diesmann & Gerstner (2008), Phenomenological models of synaptic plasticity based on spike
 * timing, Biological Cybernetics 98(6).
 */
export class STDP<in out W = 'conductance'> extends Module {
  static override readonly name: string = 'STDP';
  static override readonly states = ['preTrace', 'postTrace'];

  /** The smallest weight. */
  readonly w_min: Quantity<W>;
  /** The largest weight. */
  readonly w_max: Quantity<W>;
  /** Time constant of the presynaptic trace. */
  readonly tau_pre: Quantity<'time'>;
  /** Time constant of the postsynaptic trace. */
  readonly tau_post: Quantity<'time'>;
  /** What a presynaptic spike adds to its trace. */
  readonly A_pre: Quantity<W>;
  /** What a postsynaptic spike adds to its trace. */
  readonly A_post: Quantity<W>;
  /** Which neurons are connected. Its weights are those of `weight`. */
  readonly connections: SparseMatrix<W>;
  /** One weight for each connection. It is made once: `initAllStates` leaves it as it is. */
  readonly weight: LongTermState<Quantity<W>>;
  /** The trace of each presynaptic neuron. */
  declare preTrace: HiddenState<Quantity<W>>;
  /** The trace of each postsynaptic neuron. */
  declare postTrace: HiddenState<Quantity<W>>;
  private readonly __post: Neuron | undefined;

  constructor(connections: Connections<W> | FixedNumConn<W> | EventSparseLinear<W>, options: STDPOptions<W>) {
    super(typeof options === 'object' ? options : {});
    checkOptions('STDP', options, OPTIONS);
    const isLayer = connections instanceof FixedNumConn || connections instanceof EventSparseLinear;
    const matrix = isLayer ? connections.conn.withData(connections.weight.value) : connectionMatrix('STDP', connections);
    if (matrix.entryShape === undefined) {
      fail('plasticity/connections', { model: 'STDP', value: showValue(matrix) });
    }
    const [nPre, nPost] = matrix.shape;
    this._inSize = [nPre];
    this._outSize = [nPost];
    const zero = new Quantity<W>(0, matrix.unit);
    this.w_max = bound('w_max', options.w_max, zero);
    this.w_min = bound('w_min', options.w_min ?? zero, zero);
    checkBounds(this.w_min, this.w_max);
    this.tau_pre = positiveOption('STDP', 'tau_pre', options.tau_pre, ms(20), [1]);
    this.tau_post = positiveOption('STDP', 'tau_post', options.tau_post, ms(20), [1]);
    this.A_pre = bound('A_pre', options.A_pre ?? this.w_max.mul(0.01), zero);
    const balance = this.tau_pre.div(this.tau_post).mul(-1.05);
    this.A_post = bound('A_post', options.A_post ?? ((this.A_pre as AnyQuantity).mul(balance) as Quantity<W>), zero);
    this.connections = matrix;
    const weights = math.broadcastTo(matrix.data as AnyQuantity, matrix.entryShape) as Quantity<W>;
    checkWeights(weights, this.w_min, this.w_max);
    this.weight = new LongTermState(weights);
    this.__post = options.post;
  }

  override initState({ batchSize }: InitOptions = {}): void {
    if (batchSize !== undefined) fail('plasticity/batch', { model: 'STDP', batchSize });
    const none = (size: readonly number[]): Quantity<W> => param(new Constant(this.w_max.mul(0)), size);
    this.preTrace = new HiddenState(none(this.inSize));
    this.postTrace = new HiddenState(none(this.outSize));
  }

  /**
   * One step.
   *
   * @param preSpikes - [pre]
   * @param postSpikes - [post]; those of the last step of `post` unless given
   * @returns what the presynaptic spikes bring to each postsynaptic neuron
   */
  override update(preSpikes: Quantity<'one'>, postSpikes?: Quantity<'one'>): Quantity<W> {
    return this.learn(preSpikes, postSpikes, (weights) => weights.eventVecmat(preSpikes));
  }

  /**
   * As `update`, with what the presynaptic spikes bring multiplied by what each of them releases, under short-term
   * plasticity. Weights change by the spikes alone: whatever is not 0 is one.
   */
  updateByValue(amounts: Quantity<'one'>, postSpikes?: Quantity<'one'>): Quantity<W> {
    return this.learn(amounts, postSpikes, (weights) => weights.mostlyZeroVecmat(amounts) as AnyQuantity);
  }

  private learn(
    preSpikes: Quantity<'one'>,
    postSpikes: Quantity<'one'> | undefined,
    bring: (weights: SparseMatrix<W>) => Quantity<W>,
  ): Quantity<W> {
    const after = postSpikes ?? this.__post?.getSpike() ?? fail('plasticity/post', { model: 'STDP' });
    const pre = decayed(this.preTrace.value, this.tau_pre);
    const post = decayed(this.postTrace.value, this.tau_post);
    checkSpikes(this, preSpikes, pre.shape);
    checkSpikes(this, after, post.shape);
    const { w_min, w_max } = this;
    const before = this.connections.withData(this.weight.value);
    const brought = bring(before);
    const depressed = before.updateOnPre(preSpikes, post, w_min, w_max);
    const raised = pre.add(amounts(preSpikes, this.A_pre, pre));
    this.preTrace.value = raised;
    this.postTrace.value = post.add(amounts(after, this.A_post, post));
    this.weight.value = depressed.updateOnPost(raised, after, w_min, w_max).data;
    return brought;
  }
}

function decayed<W>(trace: Quantity<W>, tau: Quantity<'time'>): Quantity<W> {
  return expEulerStep((a: Quantity<W>) => a.neg().div(tau), trace);
}

/** An amount for each neuron that spikes, once, whatever the number that stands for the spike. */
function amounts<W>(spikes: Quantity<'one'>, amount: Quantity<W>, trace: Quantity<W>): Quantity<W> {
  const events = spikes.dtype === 'bool' ? spikes : spikes.ne(0);
  return (amount as AnyQuantity).mul(events.astype(trace.dtype));
}

/** A scalar in the dimension of the weights. */
function bound<W>(option: string, value: Quantity<W>, zero: Quantity<W>): Quantity<W> {
  const [given, like] = [value as AnyQuantity, zero as AnyQuantity];
  if (given instanceof Quantity && (given as AnyQuantity).dim === like.dim && (given as AnyQuantity).ndim === 0) {
    if (knownNumbers(given as AnyQuantity).some(Number.isNaN)) fail('model/nan', { model: 'STDP', option, value: showValue(value) });
    return value;
  }
  return fail('plasticity/dimension', { model: 'STDP', option, wants: aDimension(String(like.dim)), value: showValue(value) });
}

function checkBounds<W>(low: Quantity<W>, high: Quantity<W>): void {
  if (knownNumbers(high.sub(low) as AnyQuantity).every((x) => x > 0)) return;
  fail('plasticity/bounds', { model: 'STDP', w_min: showValue(low), w_max: showValue(high) });
}

function checkWeights<W>(weights: Quantity<W>, low: Quantity<W>, high: Quantity<W>): void {
  const numbers = knownNumbers(weights as AnyQuantity);
  const [least] = knownNumbers(low.in(weights.unit) as AnyQuantity);
  const [most] = knownNumbers(high.in(weights.unit) as AnyQuantity);
  const odd = numbers.find((x) => !(x >= least && x <= most));
  if (odd === undefined) return;
  const value = showValue(new Quantity<W>(odd, weights.unit));
  fail('plasticity/weights', { model: 'STDP', value, w_min: showValue(low), w_max: showValue(high) });
}
