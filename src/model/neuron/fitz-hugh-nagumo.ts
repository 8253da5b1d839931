import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, unitless, type Quantity, type Unit } from '../../unit/index.js';
import { initializer, oneOf, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { ContinuousNeuron, type ContinuousOptions } from './continuous-neuron.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link FitzHughNagumo}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface FitzHughNagumoOptions extends ContinuousOptions {
  /** Where the recovery's line is. 0.7 unless given. */
  a?: Init<'one'> | number | undefined;
  /** How steep it is. 0.8 unless given. */
  b?: Init<'one'> | number | undefined;
  /** Time constant of V, above zero. 1 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Time constant of the recovery, above zero. 12.5 ms unless given. */
  tau_w?: Init<'time'> | undefined;
  /** The V at which a rise is a spike. 1 unless given. */
  V_th?: Init<'one'> | number | undefined;
  /** The first V. -1.2 unless given. */
  V_initializer?: Init<'one'> | number | undefined;
  /** The first recoveries. -0.62 unless given. */
  w_initializer?: Init<'one'> | number | undefined;
}

export interface FitzHughNagumo extends ParametersOf<FitzHughNagumoOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'one'>; readonly w: Quantity<'one'> };

/**
 * FitzHugh and Nagumo's neurons, in plain numbers.
 *
 *     tau dV/dt = V - V^3 / 3 - w + I(t)
 *     tau_w dw/dt = V + a - b w
 *
 * A step returns 1 where V has risen to V_th; `getSpike` is 1 for as long as V is there. Both variables are integrated from
 * the values before the step.
 *
 * @example
 * const neuron = nn.initAllStates(new FitzHughNagumo(100));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(0.5));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size, or when a time
 * constant is zero or less
 *
 * FitzHugh (1961), Impulses and physiological states in theoretical models of nerve membrane, Biophysical Journal 1.
 * Nagumo, Arimoto & Yoshizawa (1962), An active pulse transmission line simulating nerve axon, Proceedings of the IRE 50.
 */
export class FitzHughNagumo extends ContinuousNeuron<Variables, 'one'> {
  static override readonly name: string = 'FitzHughNagumo';
  static override readonly parameters: ParameterTable<Omit<FitzHughNagumoOptions, keyof NeuronOptions>> = {
    a: unitless(0.7),
    b: unitless(0.8),
    tau: positive(ms(1)),
    tau_w: positive(ms(12.5)),
    V_th: unitless(1),
    V_initializer: initializer(unitless(-1.2)),
    w_initializer: initializer(unitless(-0.62)),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** The fast variable, in the place of a potential. */
  declare V: HiddenState<Quantity<'one'>>;
  /** Recovery. */
  declare w: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: FitzHughNagumoOptions = {}) {
    super(inSize, options);
  }

  protected override get inputUnit(): Unit<'one'> {
    return unitless;
  }

  protected override integrate(last: Variables, I: Quantity<'one'>) {
    const { a, b, tau, tau_w } = this;
    const dV = (V: Quantity<'one'>) => V.sub(V.pow(3).div(3)).sub(last.w).add(I).div(tau);
    const dw = (w: Quantity<'one'>) => last.V.add(a).sub(b.mul(w)).div(tau_w);
    return { V: this.integratePotential(dV, last.V), w: expEulerStep(dw, last.w) };
  }
}
