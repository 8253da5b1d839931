import { stopGradient as stop } from '../engine/index.js';
import { Quantity } from '../unit/index.js';

/**
 * The same value, taken for a constant by every derivative.
 *
 * @example
 * const detached = transform.stopGradient(neuron.V.value);
 */
export function stopGradient<D>(x: Quantity<D>): Quantity<D> {
  return new Quantity(stop(x.mantissa), x.unit);
}
