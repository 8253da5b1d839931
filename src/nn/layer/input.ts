import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';

/** Refuses an input that is no quantity, or has another length along its last axis than the layer takes. */
export function checkLayerInput(layer: string, x: unknown, features: number): void {
  if (!(x instanceof Quantity)) fail('nn/layer-input', { layer, value: showValue(x) });
  const { shape } = x as AnyQuantity;
  if (shape.at(-1) !== features) fail('nn/layer-features', { layer, shape: showShape(shape), features });
}
