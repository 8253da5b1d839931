import { fail } from '../../core/error.js';
import { OutputDelayAt, Prefetch, PrefetchDelayAt, type DelayTime, type Dynamics } from '../../nn/index.js';
import { getUniqueName, showValue } from '../../state/index.js';
import { SynOut } from '../output/index.js';
import { delayLine, type InputDelay } from './input-delay.js';
import { checkComm, checkTarget, drive, Projection, splitArguments, withDelay, type Comm, type ProjectionPart } from './projection.js';

/** Options of {@link CurrentProj}. */
export interface CurrentProjOptions<G> {
  /** The connections: what they make of what comes in. */
  comm: Comm<G>;
  /** What turns that into a current. */
  out: SynOut;
  /** The postsynaptic neurons. */
  post: Dynamics;
  /**
   * How long the values take to the connections: one time, or one for each presynaptic element; between time steps they are
   * interpolated. None unless given.
   */
  delay?: DelayTime | undefined;
}

/**
 * A projection of what is graded already: the conductance of presynaptic synapses, or a potential. The output makes what
 * the connections give a current of the postsynaptic neurons.
 *
 * Of the modules before the options, the last one reads something: a prefetched State, delayed or not, or a delayed
 * output.
 *
 * @example
 * const proj = new CurrentProj(syn.prefetch('g'), { comm: new nn.Linear(80, 100, { bInit: null }), out, post: neurons });
 * proj.step();
 * neurons.step(mA(20));
 *
 * @throws when sizes do not match, the last module does not read a State, or something is not what its name says
 */
export class CurrentProj<G = 'conductance'> extends Projection {
  static override readonly name: string = 'CurrentProj';

  /** What the values go through before the connections. */
  readonly prefetch: readonly ProjectionPart[];
  /** What turns conductance into current. */
  readonly out: SynOut;
  /** The postsynaptic neurons. */
  readonly post: Dynamics;
  /** The connections. */
  readonly comm: Comm<G>;
  /** What delays the values before the connections, or null. */
  readonly delay: InputDelay<unknown> | null;

  constructor(...args: [...prefetch: ProjectionPart[], options: CurrentProjOptions<G>]) {
    super({ name: getUniqueName(new.target.name) });
    const model = this.constructor.name;
    const { modules, options } = splitArguments<CurrentProjOptions<G>>(model, args, ['comm', 'out', 'post', 'delay']);
    const { comm, out, post, delay } = options;
    const last = modules.at(-1);
    const reads = last instanceof Prefetch || last instanceof PrefetchDelayAt || last instanceof OutputDelayAt;
    if (last !== undefined && !reads) fail('projection/prefetch', { model, value: showValue(last) });
    checkComm(model, comm);
    checkTarget(model, comm, post);
    if (!(out instanceof SynOut)) fail('projection/out', { model, value: showValue(out) });
    this.delay = delayLine(model, comm, delay);
    this.prefetch = modules;
    this.out = out;
    this.post = post;
    post.addCurrentInput(this.name!, out);
    this.comm = comm;
  }

  /** Brings the values of one step to the output. Before each step of the postsynaptic neurons. */
  override update(...args: readonly unknown[]): void {
    const { prefetch, comm, delay, post } = this;
    this.out.bindCond(drive(this.constructor.name, comm, withDelay(prefetch, delay), args, post.varshape));
  }
}
