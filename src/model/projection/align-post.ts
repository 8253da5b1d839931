import { fail } from '../../core/error.js';
import type { Dynamics } from '../../nn/index.js';
import { Desc, Module, showValue } from '../../state/index.js';
import { isPlainObject } from '../../core/tree.js';
import { SynOut } from '../output/index.js';
import { AlignPost } from '../synapse/index.js';
import { checkComm, checkSize, checkTarget, drive, Projection, splitArguments, through, type Comm, type ProjectionPart } from './projection.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any dimension, as AnyQuantity
export type AnyAlignPost = AlignPost<any>;

/** The dimension of what a synapse takes. */
export type ConductanceOf<S> = S extends AlignPost<infer G> ? G : never;

/** Options of {@link AlignPostProj}. */
export interface AlignPostProjOptions<S extends AnyAlignPost, O extends SynOut> {
  /** The connections: what they make of spikes, in the dimension of the synapse. */
  comm: Comm<ConductanceOf<S>>;
  /** The synapses, one for each postsynaptic neuron, or a descriptor of them, to be shared. Its size may be left out. */
  syn: S | Desc<S>;
  /** What turns conductance into current, or a descriptor of it, to be shared. */
  out: O | Desc<O>;
  /** The postsynaptic neurons. */
  post: Dynamics;
  /** What the current input belongs to; projections of other labels share nothing with this one. None unless given. */
  label?: string | undefined;
}

const OPTIONS = ['comm', 'syn', 'out', 'post', 'label'];

/** A synapse and an output that projections share: stepped once before each step of the neurons they belong to. */
export class SharedSynapse extends Module {
  /** As BrainPy calls it. */
  static override readonly name: string = '_AlignPost';

  private readonly __label: string | undefined;
  private readonly __descriptors: readonly [Desc<unknown>, Desc<unknown>];

  constructor(
    readonly syn: AnyAlignPost,
    readonly out: SynOut,
    descriptors: readonly [Desc<unknown>, Desc<unknown>],
    label: string | undefined,
  ) {
    super();
    this.__descriptors = descriptors;
    this.__label = label;
  }

  override update(): void {
    this.out.bindCond(this.syn.step());
  }

  /** Whether it is what equal descriptors of another projection ask for. */
  isFor(syn: Desc<unknown>, out: Desc<unknown>, label: string | undefined): boolean {
    const [own, ownOut] = this.__descriptors;
    return this.__label === label && own.equals(syn) && ownOut.equals(out);
  }
}

/**
 * A projection whose synapses stand with the postsynaptic neurons: one variable for each of them, however many
 * connections lead there. What the connections make of the spikes is added to it.
 *
 * With descriptors, projections to the same neurons whose descriptors are equal share synapse and output, which is exact
 * for linear synapses; they are stepped when the neurons are. With a synapse and an output of its own, the projection
 * steps them.
 *
 * In each time step, step all projections first and then the neurons: spikes of one step are in the conductance of the
 * next. Modules before the options are gone through first: a delay, short-term plasticity.
 *
 * Shapes: spikes [pre] make a conductance of [post]; both may have a batch axis in front.
 *
 * @example
 * const proj = new AlignPostProj({
 *   comm: new nn.EventFixedProb(3200, 4000, 0.02, mS(0.6)),
 *   syn: Expon.desc(4000, { tau: ms(5) }),
 *   out: COBA.desc({ E: mV(0) }),
 *   post: neurons,
 * });
 * proj.step(spikes);
 * neurons.step(mA(20));
 *
 * @example
 * new AlignPostProj(pre.outputDelay(ms(1.5)), { comm, syn, out, post });
 *
 * @throws when sizes do not match, one of syn and out is a descriptor and the other not, the synapse is not linear, or
 * something is not what its name says
 */
export class AlignPostProj<S extends AnyAlignPost = AnyAlignPost, O extends SynOut = SynOut> extends Projection {
  static override readonly name: string = 'AlignPostProj';

  /** What the spikes go through before the connections. */
  readonly modules: readonly ProjectionPart[];
  /** Whether synapse and output may be shared. */
  readonly merging: boolean;
  /** The connections. */
  readonly comm: Comm<ConductanceOf<S>>;
  /** The synapses. */
  readonly syn: S;
  /** What turns conductance into current. */
  readonly out: O;
  /** The postsynaptic neurons. */
  readonly post: Dynamics;

  constructor(...args: [...modules: ProjectionPart[], options: AlignPostProjOptions<S, O>]) {
    super({ name: Projection.uniqueName(AlignPostProj) });
    const model = this.constructor.name;
    const { modules, options } = splitArguments<AlignPostProjOptions<S, O>>(model, args, OPTIONS);
    const { comm, syn, out, post, label } = options;
    checkComm(model, comm);
    checkTarget(model, comm, post);
    if (syn instanceof Desc !== out instanceof Desc) fail('projection/mixed', { model, syn: showValue(syn), out: showValue(out) });
    this.modules = modules;
    this.merging = syn instanceof Desc;
    this.comm = comm;
    const parts = syn instanceof Desc ? this.#shared(syn, out as Desc<O>, post, label) : this.#own(syn, out as O, post, label);
    this.syn = parts.syn as S;
    this.out = parts.out as O;
    this.post = post;
  }
}
