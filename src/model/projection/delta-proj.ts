import type { Dynamics } from '../../nn/index.js';
import { getUniqueName } from '../../state/index.js';
import type { AnyQuantity } from '../../unit/index.js';
import { checkComm, checkTarget, drive, Projection, splitArguments, type Comm, type ProjectionPart } from './projection.js';

/** Options of {@link DeltaProj}. */
export interface DeltaProjOptions<D> {
  /** The connections: what they make of spikes, in the dimension of the postsynaptic variable. */
  comm: Comm<D>;
  /** The postsynaptic neurons. */
  post: Dynamics;
  /** What the delta input belongs to. None unless given. */
  label?: string | undefined;
}

/**
 * A projection without synapses: spikes make the postsynaptic variable, the potential for most, jump by their weights. The
 * jump comes after the integration of the step.
 *
 * @example
 * const proj = new DeltaProj({ comm: new nn.EventFixedProb(800, 200, 0.1, mV(0.5)), post: neurons });
 * proj.step(spikes);
 * neurons.step(mA(20));
 *
 * @throws when sizes do not match, or something is not what its name says
 */
export class DeltaProj<D = 'voltage'> extends Projection {
  static override readonly name: string = 'DeltaProj';

  /** What the delta input belongs to. */
  readonly label: string | null;
  /** What the spikes go through before the connections. */
  readonly prefetches: readonly ProjectionPart[];
  /** The connections. */
  readonly comm: Comm<D>;
  /** The postsynaptic neurons. */
  readonly post: Dynamics;

  constructor(...args: [...prefetches: ProjectionPart[], options: DeltaProjOptions<D>]) {
    super({ name: getUniqueName(new.target.name) });
    const model = this.constructor.name;
    const { modules, options } = splitArguments<DeltaProjOptions<D>>(model, args, ['comm', 'post', 'label']);
    const { comm, post, label = null } = options;
    checkComm(model, comm);
    checkTarget(model, comm, post);
    this.label = label;
    this.prefetches = modules;
    this.comm = comm;
    this.post = post;
  }

  /** Brings the spikes of one step to the neurons. Once in each of their steps. */
  override update(...args: readonly unknown[]): void {
    const { prefetches, comm, post, label } = this;
    const x: AnyQuantity = drive(this.constructor.name, comm, prefetches, args, post.varshape);
    post.addDeltaInput(this.name!, x, { label: label ?? undefined });
  }
}
