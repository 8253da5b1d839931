import { Quantity, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** The option of a model that divides V - V_th by the threshold. */
export interface SpikeScaleOptions {
  /**
   * What V - V_th is divided by before the spike function sees it. '|V_th|' unless given, and 1 in the unit of V_th where
   * that is 0. 'V_th' is what BrainPy does: below a negative threshold neurons spike, above it they do not.
   */
  spikeScale?: '|V_th|' | 'V_th' | undefined;
}

/** The scale of a neuron's spike argument. */
export function spikeScale<D>(neuron: { readonly V_th: Quantity<D>; readonly spikeScale: '|V_th|' | 'V_th' }): Quantity<D> {
  const { V_th } = neuron;
  if (neuron.spikeScale === 'V_th') return V_th;
  const { mantissa, unit } = V_th;
  if (typeof mantissa === 'number') return new Quantity(mantissa === 0 ? 1 : Math.abs(mantissa), unit);
  const size: AnyQuantity = V_th.abs();
  return math.where(size.gt(unit(0)), size, unit(1));
}
