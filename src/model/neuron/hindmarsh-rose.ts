import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, unitless, type Quantity, type Unit } from '../../unit/index.js';
import { initializer, oneOf, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { ContinuousNeuron, type ContinuousOptions } from './continuous-neuron.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link HindmarshRose}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface HindmarshRoseOptions extends ContinuousOptions {
  /** The factor of V^3. 1 unless given. */
  a?: Init<'one'> | number | undefined;
  /** The factor of V^2. 3 unless given. */
  b?: Init<'one'> | number | undefined;
  /** The constant of y. 1 unless given. */
  c?: Init<'one'> | number | undefined;
  /** How strongly y follows V^2. 5 unless given. */
  d?: Init<'one'> | number | undefined;
  /** How fast z is. 0.006 unless given. */
  r?: Init<'one'> | number | undefined;
  /** How strongly z follows V. 4 unless given. */
  s?: Init<'one'> | number | undefined;
  /** The V at which z rests. -1.6 unless given. */
  V_r?: Init<'one'> | number | undefined;
  /** Time constant, above zero. 1 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** The V at which a rise is a spike. 1 unless given. */
  V_th?: Init<'one'> | number | undefined;
  /** The first V. -1.6 unless given. */
  V_initializer?: Init<'one'> | number | undefined;
  /** The first y. -10 unless given. */
  y_initializer?: Init<'one'> | number | undefined;
  /** The first z. 0 unless given. */
  z_initializer?: Init<'one'> | number | undefined;
}

export interface HindmarshRose extends ParametersOf<HindmarshRoseOptions, NeuronOptions> {}

type Variables = { readonly [name in 'V' | 'y' | 'z']: Quantity<'one'> };

/**
 * Hindmarsh and Rose's bursting neurons, in plain numbers.
 *
 *     tau dV/dt = y - a V^3 + b V^2 - z + I(t)
 *     tau dy/dt = c - d V^2 - y
 *     tau dz/dt = r (s (V - V_r) - z)
 *
 * A step returns 1 where V has risen to V_th; `getSpike` is 1 for as long as V is there. Every variable is integrated from
 * the values before the step. Some inputs, about 3.25 among them, make it chaotic: compare statistics there.
 *
 * @example
 * const neuron = nn.initAllStates(new HindmarshRose(100));
 * const spikes = environ.context({ dt: ms(0.05) }, () => neuron.step(2));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size, or when tau is
 * zero or less
 *
 * Hindmarsh & Rose (1984), A model of neuronal bursting using three coupled first order differential equations,
 * Proceedings of the Royal Society B 221.
 */
export class HindmarshRose extends ContinuousNeuron<Variables, 'one'> {
  static override readonly name: string = 'HindmarshRose';
  static override readonly parameters: ParameterTable<Omit<HindmarshRoseOptions, keyof NeuronOptions>> = {
    a: unitless(1),
    b: unitless(3),
    c: unitless(1),
    d: unitless(5),
    r: unitless(0.006),
    s: unitless(4),
    V_r: unitless(-1.6),
    tau: positive(ms(1)),
    V_th: unitless(1),
    V_initializer: initializer(unitless(-1.6)),
    y_initializer: initializer(unitless(-10)),
    z_initializer: initializer(unitless(0)),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** The fast variable, in the place of a potential. */
  declare V: HiddenState<Quantity<'one'>>;
  /** Fast recovery. */
  declare y: HiddenState<Quantity<'one'>>;
  /** Slow adaptation. */
  declare z: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: HindmarshRoseOptions = {}) {
    super(inSize, options);
  }

  protected override get inputUnit(): Unit<'one'> {
    return unitless;
  }

  protected override integrate(last: Variables, I: Quantity<'one'>) {
    const { a, b, c, d, r, s, V_r, tau } = this;
    const dV = (V: Quantity<'one'>) => last.y.sub(a.mul(V.pow(3))).add(b.mul(V.pow(2))).sub(last.z).add(I).div(tau);
    const dy = (y: Quantity<'one'>) => c.sub(d.mul(last.V.pow(2))).sub(y).div(tau);
    const dz = (z: Quantity<'one'>) => r.mul(s.mul(last.V.sub(V_r)).sub(z)).div(tau);
    return { V: this.integratePotential(dV, last.V), y: expEulerStep(dy, last.y), z: expEulerStep(dz, last.z) };
  }
}
