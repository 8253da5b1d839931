import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { kHz, mA, ms, mV, ohm, unitless, type BoolQuantity, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link Gif}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface GifOptions extends NeuronOptions {
  /** Membrane resistance. 20 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 20 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Resting potential. -70 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. -70 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** The threshold after a long time at rest, above V_reset. -50 mV unless given. */
  V_th_inf?: Init<'voltage'> | undefined;
  /** What a spike raises a lower threshold to, above V_reset. -60 mV unless given. */
  V_th_reset?: Init<'voltage'> | undefined;
  /** How fast the threshold follows V. 0 kHz unless given. */
  a?: Init<'frequency'> | undefined;
  /** How fast the threshold returns to V_th_inf. 0.01 kHz unless given. */
  b?: Init<'frequency'> | undefined;
  /** How fast I1 decays. 0.2 kHz unless given. */
  k1?: Init<'frequency'> | undefined;
  /** How fast I2 decays. 0.02 kHz unless given. */
  k2?: Init<'frequency'> | undefined;
  /** What a spike multiplies I1 by. 0 unless given. */
  R1?: Init<'one'> | number | undefined;
  /** What a spike multiplies I2 by. 1 unless given. */
  R2?: Init<'one'> | number | undefined;
  /** What a spike adds to I1. 0 mA unless given. */
  A1?: Init<'current'> | undefined;
  /** What a spike adds to I2. 0 mA unless given. */
  A2?: Init<'current'> | undefined;
  /** The first potentials. `new init.Constant(mV(-70))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first internal currents I1. `new init.Constant(mA(0))` unless given. */
  I1_initializer?: Init<'current'> | undefined;
  /** The first internal currents I2. `new init.Constant(mA(0))` unless given. */
  I2_initializer?: Init<'current'> | undefined;
  /** The first thresholds, above V_reset. `new init.Constant(mV(-50))` unless given. */
  V_th_initializer?: Init<'voltage'> | undefined;
}

export interface Gif extends ParametersOf<GifOptions, NeuronOptions> {}

/** The variables of a {@link Gif}. */
export type GifVariables = {
  readonly V: Quantity<'voltage'>;
  readonly I1: Quantity<'current'>;
  readonly I2: Quantity<'current'>;
  readonly V_th: Quantity<'voltage'>;
};

/**
 * Generalized integrate-and-fire neurons, with two internal currents and a threshold that moves.
 *
 *     tau dV/dt = -(V - V_rest) + R (I1 + I2 + I(t))
 *     dI1/dt = -k1 I1,    dI2/dt = -k2 I2
 *     dV_th/dt = a (V - V_rest) - b (V_th - V_th_inf)
 *
 * A neuron spikes in the step in which V reaches V_th. At the start of the next one V is reset, I1 becomes R1 I1 + A1, I2
 * becomes R2 I2 + A2, and V_th at least V_th_reset. In each step V takes the new I1 and I2, as in BrainPy.
 *
 * The spike argument is divided by |V_th - V_reset|, so that a threshold that has moved below V_reset is still one.
 *
 * @example
 * const neuron = nn.initAllStates(new Gif(100, { a: kHz(0.005), A2: mA(-0.1) }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(1.5)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau is
 * zero or less, or a threshold not above V_reset
 *
 * Mihalas & Niebur (2009), A generalized linear integrate-and-fire neural model produces diverse spiking behaviors,
 * Neural Computation 21.
 */
export class Gif extends IntegrateAndFire<GifVariables> {
  static override readonly name: string = 'Gif';
  static override readonly parameters: ParameterTable<Omit<GifOptions, keyof NeuronOptions>> = {
    R: ohm(20),
    tau: positive(ms(20)),
    V_rest: mV(-70),
    V_reset: mV(-70),
    V_th_inf: above('V_reset', mV(-50)),
    V_th_reset: above('V_reset', mV(-60)),
    a: kHz(0),
    b: kHz(0.01),
    k1: kHz(0.2),
    k2: kHz(0.02),
    R1: unitless(0),
    R2: unitless(1),
    A1: mA(0),
    A2: mA(0),
    V_initializer: initializer(mV(-70)),
    I1_initializer: initializer(mA(0)),
    I2_initializer: initializer(mA(0)),
    V_th_initializer: initializer(mV(-50), { above: 'V_reset' }),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** The first internal current. */
  declare I1: HiddenState<Quantity<'current'>>;
  /** The second internal current. */
  declare I2: HiddenState<Quantity<'current'>>;
  /** Threshold. */
  declare V_th: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: GifOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value, V_th: Quantity<'voltage'> = this.V_th.value): Quantity<'one'> {
    return this.spikesAbove(V, V_th, V_th.sub(this.V_reset).abs());
  }

  protected override reached({ V, V_th }: GifVariables): BoolQuantity {
    return V.ge(V_th);
  }

  protected override afterSpike({ V, I1, I2, V_th }: GifVariables, spike: Quantity<'one'>) {
    return {
      V: this.resetPotential(V, spike, V_th, this.V_reset),
      I1: I1.add(this.R1.mul(I1).add(this.A1).sub(I1).mul(spike)),
      I2: I2.add(this.R2.mul(I2).add(this.A2).sub(I2).mul(spike)),
      V_th: V_th.add(math.maximum(this.V_th_reset, V_th).sub(V_th).mul(spike)),
    };
  }

  protected override integrate(start: GifVariables, x: Quantity<'current'>) {
    const { R, tau, V_rest, V_th_inf, a, b, k1, k2 } = this;
    const dI1 = (I1: Quantity<'current'>) => k1.neg().mul(I1);
    const dI2 = (I2: Quantity<'current'>) => k2.neg().mul(I2);
    const dV_th = (V_th: Quantity<'voltage'>) => a.mul(start.V.sub(V_rest)).sub(b.mul(V_th.sub(V_th_inf)));
    const I1 = expEulerStep(dI1, start.I1);
    const I2 = expEulerStep(dI2, start.I2);
    const V_th = expEulerStep(dV_th, start.V_th);
    const internal = this.internalCurrent(start, { I1, I2 });
    const dV = (V: Quantity<'voltage'>) => V_rest.sub(V).add(R.mul(internal.add(this.sumCurrentInputs(x, V)))).div(tau);
    return { V: this.integratePotential(dV, start.V), I1, I2, V_th };
  }

  /** The internal current that V is integrated with: the new one. */
  protected internalCurrent(_start: Currents, next: Currents): Quantity<'current'> {
    return next.I1.add(next.I2);
  }
}

/** The internal currents. */
export type Currents = Pick<GifVariables, 'I1' | 'I2'>;
