import { fail } from '../../core/error.js';
import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { showValue, type HiddenState, type Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { kHz, ms, mV, unitless, type Div, type Quantity, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { initializer, oneOf, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { spikeScale, type SpikeScaleOptions } from './spike-scale.js';

/** Options of {@link Izhikevich}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface IzhikevichOptions extends Omit<NeuronOptions, 'spkReset'>, SpikeScaleOptions {
  /** A spike always sets V to c. */
  spkReset?: 'hard' | undefined;
  /** How fast the recovery is. 0.02 kHz unless given. */
  a?: Init<'frequency'> | undefined;
  /** How strongly the recovery follows V. 0.2 kHz unless given. */
  b?: Init<'frequency'> | undefined;
  /** Potential that a spike resets to. -65 mV unless given. */
  c?: Init<'voltage'> | undefined;
  /** By how much a spike raises the recovery. 8 mV/ms unless given. */
  d?: Init<'voltageRate'> | undefined;
  /** The potential at which a spike is noted. 30 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The factor of V^2. 0.04 / (ms mV) unless given. */
  p1?: Init<Div<'frequency', 'voltage'>> | undefined;
  /** The factor of V. 5 kHz unless given. */
  p2?: Init<'frequency'> | undefined;
  /** The constant term. 140 mV/ms unless given. */
  p3?: Init<'voltageRate'> | undefined;
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first recoveries. 0 mV/ms unless given. */
  u_initializer?: Init<'voltageRate'> | undefined;
}

export interface Izhikevich extends ParametersOf<IzhikevichOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'>; readonly u: Quantity<'voltageRate'> };

const mV_per_ms: Unit<'voltageRate'> = mV.div(ms);

/**
 * Izhikevich's neurons.
 *
 *     dV/dt = p1 V^2 + p2 V + p3 - u + I(t)
 *     du/dt = a (b V - u)
 *
 * A neuron spikes in the step in which V reaches V_th. At the start of the next one V is set to c and u grows by d,
 * whatever `spkReset` is elsewhere. In each step u follows the new V. The input is in mV/ms.
 *
 * @example
 * const neuron = nn.initAllStates(new Izhikevich(100));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mV(10).div(ms)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size
 *
 * Izhikevich (2003), Simple model of spiking neurons, IEEE Transactions on Neural Networks 14.
 */
export class Izhikevich extends IntegrateAndFire<Variables, 'voltageRate'> {
  static override readonly name: string = 'Izhikevich';
  static override readonly parameters: ParameterTable<Omit<IzhikevichOptions, keyof NeuronOptions>> = {
    a: kHz(0.02),
    b: kHz(0.2),
    c: mV(-65),
    d: mV_per_ms(8),
    V_th: mV(30),
    p1: unitless(0.04).div(ms.mul(mV)),
    p2: kHz(5),
    p3: mV_per_ms(140),
    V_initializer: initializer(mV(-65)),
    u_initializer: initializer(mV_per_ms(0)),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Recovery. */
  declare u: HiddenState<Quantity<'voltageRate'>>;

  constructor(inSize: Size, options: IzhikevichOptions = {}) {
    super(inSize, { spkReset: 'hard', ...options });
    if ((this.spkReset as string) !== 'hard') {
      fail('model/no-reset', { model: this.constructor.name, does: 'sets V to c at every spike', value: showValue(this.spkReset) });
    }
  }

  protected override get inputUnit(): Unit<'voltageRate'> {
    return mV_per_ms;
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, spikeScale(this));
  }

  protected override afterSpike({ V, u }: Variables, spike: Quantity<'one'>) {
    return { V: math.where(spike.gt(0), this.c, V), u: u.add(this.d.mul(spike)) };
  }

  protected override integrate(start: Variables, x: Quantity<'voltageRate'>) {
    const { a, b, p1, p2, p3 } = this;
    const dV = (V: Quantity<'voltage'>) =>
      p1.mul(V).mul(V).as(mV_per_ms).add(p2.mul(V)).add(p3).sub(start.u).add(this.sumCurrentInputs(x, V));
    const V = this.integratePotential(dV, start.V);
    const du = (u: Quantity<'voltageRate'>) => a.mul(b.mul(V).sub(u));
    return { V, u: expEulerStep(du, start.u) };
  }
}
