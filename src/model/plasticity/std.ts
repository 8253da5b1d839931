import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, type InitOptions, type Size } from '../../state/index.js';
import { Constant, param, type Init } from '../../tools/init/index.js';
import { ms, unitless, type Quantity } from '../../unit/index.js';
import { positive } from '../options.js';
import type { SynapseOptions } from '../synapse/index.js';
import { checkShare, ReleaseModel, spikesFor } from './release.js';

/** Options of {@link STD}. */
export interface STDOptions extends SynapseOptions {
  /** Time constant of recovery, above zero. 200 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Share that a spike uses up, from 0 to 1. 0.07 unless given. */
  U?: Init<'one'> | number | undefined;
}

/**
 * Short-term depression. Given the presynaptic spikes, it gives what each of them releases: x before the spike uses some
 * of it, 0 where there is no spike.
 *
 *     tau dx/dt = 1 - x, and x -= U x at a spike
 *
 * The jump uses the value of the step before. x starts at 1.
 *
 * @example
 * const proj = alignPostProjection({ comm, syn: Expon.desc(100), out: COBA.desc({ E: mV(0) }), post, stp: new STD(80) });
 *
 * @throws when U is not from 0 to 1 or tau is zero or less, or an option does not exist, has the wrong dimension or does
 * not fit the size
 *
 * Abbott, Varela, Sen & Nelson (1997), Synaptic depression and cortical gain control, Science 275(5297).
 */
export class STD extends ReleaseModel {
  static override readonly name: string = 'STD';
  static override readonly states = ['x'];

  /** Time constant of recovery. */
  declare readonly tau: Quantity<'time'>;
  /** Share that a spike uses up. */
  declare readonly U: Quantity<'one'>;
  /** What there is to be released, up to 1. */
  declare x: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: STDOptions = {}) {
    super(inSize, options);
    this.setParameters(options, { tau: positive(ms(200)), U: unitless(0.07) });
    checkShare('STD', 'U', this.U);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    this.x = new HiddenState(param(new Constant(unitless(1)), this.varshape, { batchSize }));
  }

  override update(preSpike: Quantity<'one'>): Quantity<'one'> {
    const last = this.x.value;
    const spike = spikesFor(this, preSpike, last);
    const recovered = expEulerStep((x: Quantity<'one'>) => unitless(1).sub(x).div(this.tau), last);
    this.keep(this.x, recovered.sub(spike.mul(this.U).mul(last)));
    return recovered.mul(spike);
  }
}
