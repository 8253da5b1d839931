import { expEulerStep } from '../nn/index.js';
import { environ, HiddenState, ShortTermState, stopGradient, type InitOptions, type Size } from '../state/index.js';
import { Constant, param, type Init } from '../tools/init/index.js';
import { ReluGrad } from '../tools/surrogate/index.js';
import { mA, math, ms, mV, ohm, type Quantity } from '../unit/index.js';
import { Neuron, type NeuronOptions } from './neuron.js';
import { above, initializer, notNegative, positive } from './options.js';

/** Options of {@link LIFRef}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface LIFRefOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Length of the refractory period, zero or more. 5 ms unless given. */
  tau_ref?: Init<'time'> | undefined;
  /** Threshold, above V_reset. 1 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** Resting potential. 0 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. 0 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Constant(mV(0))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

/**
 * Leaky integrate-and-fire neurons with a refractory period.
 *
 *     tau dV/dt = -(V - V_rest) + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th; V is reset at the start of the next one, so a recorded V
 * shows the potential above threshold. For tau_ref after a spike V does not move, and what comes in is lost; a
 * neuron that is above threshold even so goes on spiking.
 *
 * The step reads `dt` and `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new LIFRef(100, { tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60) }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(25)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when
 * tau is zero or less, tau_ref negative, or V_th not above V_reset
 *
 * Gerstner, Kistler, Naud & Paninski (2014), Neuronal Dynamics, Cambridge University Press, chapter 1.3.
 */
export class LIFRef extends Neuron {
  static override readonly name: string = 'LIFRef';
  static override readonly states = ['V', 'lastSpikeTime'];

  /** Membrane resistance. */
  declare readonly R: Quantity<'resistance'>;
  /** Membrane time constant. */
  declare readonly tau: Quantity<'time'>;
  /** Length of the refractory period. */
  declare readonly tau_ref: Quantity<'time'>;
  /** Threshold. */
  declare readonly V_th: Quantity<'voltage'>;
  /** Resting potential. */
  declare readonly V_rest: Quantity<'voltage'>;
  /** Potential that a spike resets to. */
  declare readonly V_reset: Quantity<'voltage'>;
  /** The rule for the first potentials. */
  declare readonly V_initializer: Init<'voltage'>;
  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Time of the last spike. */
  declare lastSpikeTime: ShortTermState<Quantity<'time'>>;

  constructor(inSize: Size, options: LIFRefOptions = {}) {
    super(inSize, options, new ReluGrad());
    this.setParameters(options, {
      R: ohm(1),
      tau: positive(ms(5)),
      tau_ref: notNegative(ms(5)),
      V_th: above('V_reset', mV(1)),
      V_rest: mV(0),
      V_reset: mV(0),
      V_initializer: initializer(mV(0)),
    });
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const V = param(this.V_initializer, this.varshape, { batchSize, unit: mV, name: 'LIFRef: V_initializer' });
    this.V = new HiddenState(V);
    this.lastSpikeTime = new ShortTermState(param(new Constant(ms(-1e7)), this.varshape, { batchSize }));
  }

  /** Which neurons are at or above threshold: 1 or 0 for each. */
  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spkFun.apply(V.sub(this.V_th).div(this.V_th.sub(this.V_reset)));
  }

  /** One step of dynamics under the current x (0 mA unless given); use `step`, which runs the hooks as well. */
  override update(x: Quantity<'current'> = mA(0)): Quantity<'one'> {
    const last = this.V.value;
    this.checkInput(x, mA, last.shape);
    const t = environ.get('t');
    const start = this.resetPotential(last, this.getSpike(last), this.V_th, this.V_reset);
    const dV = (V: Quantity<'voltage'>) =>
      this.V_rest.sub(V).add(this.R.mul(this.sumCurrentInputs(x, V))).div(this.tau);
    const free = this.sumDeltaInputs(expEulerStep(dV, start));
    const refractory = t.sub(this.lastSpikeTime.value).lt(this.tau_ref);
    const V = math.where(refractory, start, free);
    const lastSpikeTime = math.where(V.ge(this.V_th), t, this.lastSpikeTime.value);
    this.V.value = V;
    this.lastSpikeTime.value = stopGradient(lastSpikeTime);
    return this.getSpike();
  }
}
