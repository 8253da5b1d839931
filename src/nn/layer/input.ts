import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { aDimension, showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';

/** Refuses an input that is no quantity, or has another length along its last axis than the layer takes. */
export function checkLayerInput(layer: string, x: unknown, features: number): void {
  if (!(x instanceof Quantity)) fail('nn/layer-input', { layer, value: showValue(x) });
  const { shape } = x as AnyQuantity;
  if (shape.at(-1) !== features) fail('nn/layer-features', { layer, shape: showShape(shape), features });
}

/** What a layer makes of its input, and its bias if it has one; refuses a bias of another dimension. */
export function withBias(layer: string, product: AnyQuantity, bias: AnyQuantity | undefined): AnyQuantity {
  if (bias === undefined) return product;
  if (bias.dim !== product.dim) {
    const [is, wants] = [bias, product].map((x) => aDimension(String(x.dim)));
    fail('nn/layer-unit', { layer, product: wants, bias: is, unit: product.unit.isUnitless ? 'plain numbers' : product.unit.symbol });
  }
  return product.add(bias);
}
