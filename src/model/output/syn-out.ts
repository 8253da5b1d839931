import { fail } from '../../core/error.js';
import { Module, onAbort, presentTrace, showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';

/**
 * What turns a conductance into a current of the postsynaptic neurons. A projection binds the conductance of a step to
 * it, and registers it as a current input of theirs: it is stepped with the potential that is being integrated, so that a
 * current that depends on it is part of the exponential Euler step. An output of yours says `current`.
 *
 * @example
 * class Rectified extends SynOut {
 *   current(g: Quantity<'conductance'>, V: Quantity<'voltage'>) {
 *     return g.mul(u.math.relu(mV(0).sub(V)));
 *   }
 * }
 */
export abstract class SynOut extends Module {
  static override readonly name: string = 'SynOut';

  private __conductance: AnyQuantity | null = null;
  /** The trace in which the conductance was bound, if it was one that does not exist yet. */
  private __trace: WeakRef<object> | null = null;

  /** The current under a conductance, at a potential. */
  abstract current(conductance: AnyQuantity, potential?: AnyQuantity): AnyQuantity;

  /**
   * Gives it the conductance of this step. One that was bound in a trace is bound for the length of that trace, and no
   * longer if it fails.
   */
  bindCond(conductance: AnyQuantity): void {
    if (!(conductance instanceof Quantity)) fail('output/conductance', { model: this.constructor.name, value: showValue(conductance) });
    const trace = (conductance as AnyQuantity).isTraced ? presentTrace() : null;
    this.__bind(conductance, trace === null ? null : new WeakRef(trace));
  }

  /** Takes the conductance away. */
  unbindCond(): void {
    this.__bind(null, null);
  }

  /** Whether a conductance is bound to it, that can be used now. */
  get isBound(): boolean {
    return this.__conductance !== null && (this.__trace === null || this.__trace.deref() === presentTrace());
  }

  /**
   * The current at this potential under the conductance that is bound.
   *
   * @throws when none is bound
   */
  override update(potential?: AnyQuantity): AnyQuantity {
    if (!this.isBound) fail('output/unbound', { model: this.constructor.name });
    return this.current(this.__conductance!, potential);
  }

  private __bind(conductance: AnyQuantity | null, trace: WeakRef<object> | null): void {
    const { __conductance, __trace } = this;
    onAbort(() => Object.assign(this, { __conductance, __trace }));
    this.__conductance = conductance;
    this.__trace = trace;
  }
}

/** The potential that an output is stepped with. */
export function checkPotential(model: string, potential: Quantity<'voltage'> | undefined): Quantity<'voltage'> {
  if (potential instanceof Quantity && (potential as AnyQuantity).dim === 'voltage') return potential;
  return fail('output/potential', { model, value: showValue(potential) });
}
