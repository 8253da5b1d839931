import { warn } from '../../core/warn.js';
import { environ, showValue } from '../../state/index.js';
import { kHz, ms, type Quantity } from '../../unit/index.js';
import { ContinuousNeuron, type ContinuousOptions } from './continuous-neuron.js';
import type { Potential, Variables } from './integrate-and-fire.js';
import { elements } from './overshoot.js';

/** Options of a neuron of which V follows the currents through its membrane. */
export interface ConductanceOptions extends ContinuousOptions {
  /**
   * How V is integrated. 'expEuler' unless given: exponential Euler, which holds at any `dt`. 'euler': forward Euler, as
   * brainpy.state did before 0.1; it diverges in a spike where `dt` is too long, 0.1 ms in Hodgkin and Huxley's neurons.
   */
  method?: 'expEuler' | 'euler' | undefined;
}

/** With all conductances open forward Euler holds up to 2; a spike opens about a quarter of them at once. */
const LARGEST_STEP = 8;

/** A neuron of which V follows the currents through its membrane: `C dV/dt = I - sum of g (V - E)`. */
export abstract class ConductanceNeuron<S extends Variables & Potential> extends ContinuousNeuron<S> {
  static override readonly name: string = 'ConductanceNeuron';

  declare readonly method: 'expEuler' | 'euler';

  /** The potential one `dt` later, and the delta inputs on top. */
  protected integrateMembrane(dV: (V: Quantity<'voltage'>) => Quantity<'voltageRate'>, V: Quantity<'voltage'>): Quantity<'voltage'> {
    if (this.method === 'expEuler') return this.integratePotential(dV, V);
    this.warnOfLongStep();
    return this.sumDeltaInputs(V.add(environ.getDt().mul(dV(V))).in(V.unit));
  }

  private warnOfLongStep(): void {
    const dt = environ.getDt();
    if (dt.isTraced) return;
    for (const of of elements(this)) {
      const conductances = Object.entries(of).filter(([name]) => /^g/.test(name));
      const rate = conductances.reduce((sum, [, g]) => sum + g, 0) / of.C;
      if (!(dt.item(ms) * rate > LARGEST_STEP)) continue;
      warn('model/euler-step', { model: this.constructor.name, dt: showValue(dt), rate: showValue(kHz(Number(rate.toPrecision(3)))) });
      return;
    }
  }
}
