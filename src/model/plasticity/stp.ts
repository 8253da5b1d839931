import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, type InitOptions, type Size } from '../../state/index.js';
import { Constant, param, type Init } from '../../tools/init/index.js';
import { ms, unitless, type Quantity } from '../../unit/index.js';
import { positive } from '../options.js';
import type { SynapseOptions } from '../synapse/index.js';
import { checkShare, ReleaseModel, spikesFor } from './release.js';

/** Options of {@link STP}. */
export interface STPOptions extends SynapseOptions {
  /** Share of the unused that a spike takes into use, from 0 to 1. 0.15 unless given. */
  U?: Init<'one'> | number | undefined;
  /** Time constant of facilitation, above zero. 1500 ms unless given. */
  tau_f?: Init<'time'> | undefined;
  /** Time constant of recovery from depression, above zero. 200 ms unless given. */
  tau_d?: Init<'time'> | undefined;
}

/**
 * Short-term plasticity: synapses that facilitate and depress. Given the presynaptic spikes, it gives what each of them
 * releases: u x of its step, 0 where there is no spike.
 *
 *     tau_f du/dt = -u, and u += U (1 - u) at a spike
 *     tau_d dx/dt = 1 - x, and x -= u x at a spike
 *
 * A spike releases u after, and x before what the spike does to them. The jumps of u and x use the values of the step
 * before. Both start at U and 1.
 *
 * @example
 * const proj = alignPostProjection({ comm, syn: Expon.desc(100), out: COBA.desc({ E: mV(0) }), post, stp: new STP(80) });
 *
 * @throws when U is not from 0 to 1 or a time constant is zero or less, or an option does not exist, has the wrong
 * dimension or does not fit the size
 *
 * Tsodyks & Markram (1997), The neural code between neocortical pyramidal neurons depends on neurotransmitter release
 * probability, Proceedings of the National Academy of Sciences 94(2). Tsodyks, Pawelzik & Markram (1998), Neural networks
 * with dynamic synapses, Neural Computation 10(4).
 */
export class STP extends ReleaseModel {
  static override readonly name: string = 'STP';
  static override readonly states = ['x', 'u'];

  /** Time constant of facilitation. */
  declare readonly tau_f: Quantity<'time'>;
  /** Time constant of recovery from depression. */
  declare readonly tau_d: Quantity<'time'>;
  /** Share of the unused that a spike takes into use. */
  declare readonly U: Quantity<'one'>;
  /** What there is to be released, up to 1. */
  declare x: HiddenState<Quantity<'one'>>;
  /** The share of it in use. */
  declare u: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: STPOptions = {}) {
    super(inSize, options);
    this.setParameters(options, { tau_f: positive(ms(1500)), tau_d: positive(ms(200)), U: unitless(0.15) });
    checkShare('STP', 'U', this.U);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    this.x = new HiddenState(param(new Constant(unitless(1)), this.varshape, { batchSize }));
    this.u = new HiddenState(param(new Constant(this.U), this.varshape, { batchSize }));
  }

  override update(preSpike: Quantity<'one'>): Quantity<'one'> {
    const [lastU, lastX] = [this.u.value, this.x.value];
    const spike = spikesFor(this, preSpike, lastX);
    const decayed = expEulerStep((u: Quantity<'one'>) => u.neg().div(this.tau_f), lastU);
    const recovered = expEulerStep((x: Quantity<'one'>) => unitless(1).sub(x).div(this.tau_d), lastX);
    const u = decayed.add(spike.mul(this.U).mul(unitless(1).sub(lastU)));
    this.keep(this.u, u);
    this.keep(this.x, recovered.sub(spike.mul(u).mul(lastX)));
    return u.mul(recovered).mul(spike);
  }
}
