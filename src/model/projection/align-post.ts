import { fail } from '../../core/error.js';
import { isPlainObject } from '../../core/tree.js';
import type { DelayTime, Dynamics } from '../../nn/index.js';
import { Desc, getUniqueName, Module, showValue } from '../../state/index.js';
import { SynOut } from '../output/index.js';
import { AlignPost } from '../synapse/index.js';
import { delayLine, type InputDelay } from './input-delay.js';
import { checkComm, checkSize, checkTarget, drive, Projection, splitArguments, withDelay, type Comm, type ProjectionPart } from './projection.js';

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
  /**
   * How long spikes take to the connections: one time, or one for each presynaptic neuron; between time steps they arrive in
   * shares, as {@link InputDelay} says. None unless given.
   */
  delay?: DelayTime | undefined;
}

const OPTIONS = ['comm', 'syn', 'out', 'post', 'label', 'delay'];

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
  /** What delays the spikes before the connections, or null. */
  readonly delay: InputDelay | null;
  /** The synapses. */
  readonly syn: S;
  /** What turns conductance into current. */
  readonly out: O;
  /** The postsynaptic neurons. */
  readonly post: Dynamics;

  constructor(...args: [...modules: ProjectionPart[], options: AlignPostProjOptions<S, O>]) {
    super({ name: getUniqueName(new.target.name) });
    const model = this.constructor.name;
    const { modules, options } = splitArguments<AlignPostProjOptions<S, O>>(model, args, OPTIONS);
    const { comm, syn, out, post, label, delay } = options;
    checkComm(model, comm);
    checkTarget(model, comm, post);
    if (syn instanceof Desc !== out instanceof Desc) fail('projection/mixed', { model, syn: showValue(syn), out: showValue(out) });
    this.modules = modules;
    this.merging = syn instanceof Desc;
    this.comm = comm;
    this.delay = delayLine(model, comm, delay);
    const parts = syn instanceof Desc ? shared(this, syn, out as Desc<O>, post, label) : own(this, syn, out as O, post, label);
    this.syn = parts.syn as S;
    this.out = parts.out as O;
    this.post = post;
  }

  /** Brings the spikes of one step to the synapses. Once in each step of the postsynaptic neurons. */
  override update(...args: readonly unknown[]): void {
    const x = drive(this.constructor.name, this.comm, withDelay(this.modules, this.delay), args, this.syn.varshape);
    if (this.merging) this.syn.addDeltaInput(this.name!, x);
    else this.out.bindCond((this.syn as AnyAlignPost).step(x));
  }
}

interface Parts {
  readonly syn: AnyAlignPost;
  readonly out: SynOut;
}

/** The synapse and the output that equal descriptors made before, or new ones. */
function shared(proj: Projection, syn: Desc<unknown>, out: Desc<unknown>, post: Dynamics, label: string | undefined): Parts {
  for (const hook of post.beforeUpdates.values()) {
    if (hook instanceof SharedSynapse && hook.isFor(syn, out, label)) return hook;
  }
  const [first] = syn.args;
  const made = first === undefined || isPlainObject(first) ? syn.create(post.varshape) : syn.create();
  const parts = checkedParts(proj, made, out.create(), post);
  post.addCurrentInput(proj.name!, parts.out, { label });
  let key = `${label ?? ''}${String(syn)} // ${String(out)}`;
  // Descriptors may differ where their texts do not.
  while (post.hasBeforeUpdate(key)) key += "'";
  post.addBeforeUpdate(key, new SharedSynapse(parts.syn, parts.out, [syn, out], label));
  return parts;
}

/** The synapse and the output that only this projection steps. */
function own(proj: Projection, syn: unknown, out: unknown, post: Dynamics, label: string | undefined): Parts {
  const parts = checkedParts(proj, syn, out, post);
  post.addCurrentInput(proj.name!, parts.out, { label });
  return parts;
}

function checkedParts(proj: Projection, syn: unknown, out: unknown, post: Dynamics): Parts {
  const model = proj.constructor.name;
  if (!(syn instanceof AlignPost)) fail('projection/syn', { model, value: showValue(syn) });
  if (!(out instanceof SynOut)) fail('projection/out', { model, value: showValue(out) });
  checkSize(model, `syn (${syn.constructor.name})`, syn.varshape, 'post', post.varshape);
  return { syn: syn as AnyAlignPost, out };
}
