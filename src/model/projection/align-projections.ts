import { fail } from '../../core/error.js';
import type { Dynamics } from '../../nn/index.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import type { SynOut } from '../output/index.js';
import { ReleaseModel } from '../plasticity/release.js';
import { Synapse } from '../synapse/index.js';
import { AlignPostProj, type AlignPostProjOptions, type AnyAlignPost } from './align-post.js';
import { CurrentProj } from './current-proj.js';
import { Projection, splitArguments, through, type Comm, type ProjectionPart } from './projection.js';

/** Options of {@link alignPostProjection}. */
export interface AlignPostProjectionOptions<S extends AnyAlignPost, O extends SynOut> extends Omit<AlignPostProjOptions<S, O>, 'label'> {
  /** Short-term plasticity of the presynaptic neurons. None unless given. */
  stp?: ReleaseModel | undefined;
}

/** A synapse that is given spikes, or what they release. */
export type PreSynapse = Synapse & { update(x: Quantity<'one'>): AnyQuantity };

/** Options of {@link alignPreProjection}. */
export interface AlignPreProjectionOptions<G> {
  /** The synapses, one for each presynaptic neuron. */
  syn: PreSynapse;
  /** The connections: what they make of the presynaptic conductances. */
  comm: Comm<G>;
  /** What turns that into a current. */
  out: SynOut;
  /** The postsynaptic neurons. */
  post: Dynamics;
  /** Short-term plasticity of the presynaptic neurons. None unless given. */
  stp?: ReleaseModel | undefined;
}

/** What {@link alignPostProjection} makes. */
export class AlignPostProjection<S extends AnyAlignPost = AnyAlignPost, O extends SynOut = SynOut> extends Projection {
  /** As BrainPy calls it. */
  static override readonly name: string = 'align_post_projection';

  /** The projection behind plasticity. */
  readonly projection: AlignPostProj<S, O>;

  constructor(
    /** What makes the spikes. */
    readonly spikeGenerator: readonly ProjectionPart[],
    options: AlignPostProjOptions<S, O>,
    /** Short-term plasticity, or none. */
    readonly stp: ReleaseModel | null,
  ) {
    super();
    this.projection = new AlignPostProj<S, O>(...(stp === null ? [] : [stp]), options);
  }

  override update(...args: readonly unknown[]): void {
    this.projection.step(...spikesOf(this, this.spikeGenerator, args));
  }
}

/** What {@link alignPreProjection} makes. */
export class AlignPreProjection<G = 'conductance'> extends Projection {
  /** As BrainPy calls it. */
  static override readonly name: string = 'align_pre_projection';

  /** The projection behind the synapses. */
  readonly projection: CurrentProj<G>;
  /** The synapses. */
  readonly syn: PreSynapse;
  /** Short-term plasticity, or none. */
  readonly stp: ReleaseModel | null;

  constructor(
    /** What makes the spikes. */
    readonly spikeGenerator: readonly ProjectionPart[],
    { syn, stp, ...options }: AlignPreProjectionOptions<G>,
  ) {
    super();
    this.syn = syn;
    this.stp = stp ?? null;
    this.projection = new CurrentProj<G>(options);
  }

  override update(...args: readonly unknown[]): void {
    const [spikes] = spikesOf(this, this.spikeGenerator, args);
    this.projection.step(this.syn.step(this.stp === null ? spikes : this.stp.step(spikes)));
  }
}

/**
 * A projection whose synapses stand with the postsynaptic neurons, behind whatever makes the spikes and short-term
 * plasticity. With that, connections weigh each presynaptic neuron by what it releases.
 *
 * @param args - modules that the spikes come from or go through, one after the other, and then the options
 *
 * @example
 * const proj = alignPostProjection(pre.outputDelay(ms(1)), {
 *   comm: new nn.EventFixedProb(80, 100, 0.2, mS(0.5)),
 *   syn: Expon.desc(100, { tau: ms(5) }),
 *   out: COBA.desc({ E: mV(0) }),
 *   post,
 *   stp: new STP(80),
 * });
 * proj.step(); // nothing to give: the spikes come from the delay
 *
 * @throws as {@link AlignPostProj}
 */
export function alignPostProjection<S extends AnyAlignPost, O extends SynOut>(
  ...args: [...spikeGenerator: ProjectionPart[], options: AlignPostProjectionOptions<S, O>]
): AlignPostProjection<S, O> {
  const known = ['comm', 'syn', 'out', 'post', 'stp', 'delay'];
  const { modules, options } = splitArguments<AlignPostProjectionOptions<S, O>>('alignPostProjection', args, known);
  const { stp, ...rest } = options;
  checkRelease('alignPostProjection', stp);
  return new AlignPostProjection<S, O>(modules, rest, stp ?? null);
}

/**
 * A projection whose synapses stand with the presynaptic neurons: one for each of them, which may saturate. The
 * connections are given their conductances.
 *
 * @param args - modules that the spikes come from or go through, one after the other, and then the options
 *
 * @example
 * const proj = alignPreProjection({
 *   syn: new AMPA(80),
 *   comm: new nn.Linear(80, 100, { bInit: null }),
 *   out: new COBA({ E: mV(0) }),
 *   post,
 * });
 * proj.step(spikes);
 *
 * @throws when sizes do not match, or something is not what its name says
 */
export function alignPreProjection<G>(
  ...args: [...spikeGenerator: ProjectionPart[], options: AlignPreProjectionOptions<G>]
): AlignPreProjection<G> {
  const known = ['syn', 'comm', 'out', 'post', 'stp'];
  const { modules, options } = splitArguments<AlignPreProjectionOptions<G>>('alignPreProjection', args, known);
  checkRelease('alignPreProjection', options.stp);
  const { syn } = options;
  if (!(syn instanceof Synapse)) fail('projection/presynapse', { value: showValue(syn) });
  return new AlignPreProjection<G>(modules, options);
}

function checkRelease(model: string, stp: unknown): void {
  if (stp !== undefined && !(stp instanceof ReleaseModel)) fail('projection/stp', { model, value: showValue(stp) });
}

/** The spikes that a chain of modules makes. */
function spikesOf(proj: Projection, generator: readonly ProjectionPart[], args: readonly unknown[]): readonly [Quantity<'one'>] {
  const [spikes] = through(generator, args);
  if (!(spikes instanceof Quantity)) fail('projection/value', { model: proj.constructor.name, part: 'what makes the spikes', value: showValue(spikes) });
  return [spikes as Quantity<'one'>];
}
