import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { labelOf, showValue, type HiddenState, type Module } from '../../state/index.js';
import { Constant } from '../../tools/init/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkFits } from '../checks.js';

/** The rule for outputs that begin at 0, in the unit of the weights. */
export function zeros<W>(weight: Quantity<W>): Constant<W> {
  return new Constant(new Quantity<W>(0, weight.unit));
}

/** `x @ W`, of spikes or rates x over the rows of W along their last axis, which has a place in the State of the outputs. */
export function weighted<W>(readout: Module, state: HiddenState<Quantity<W>>, x: Quantity<'one'>, weight: Quantity<W>): Quantity<W> {
  const model = labelOf(readout);
  if (!(x instanceof Quantity)) fail('nn/layer-input', { layer: model, value: showValue(x) });
  const features = weight.shape[0];
  if (x.shape.at(-1) !== features) fail('nn/layer-features', { layer: model, shape: showShape(x.shape), features });
  const product: AnyQuantity = math.matmul(x.dtype === 'bool' ? x.astype(weight.dtype) : x, weight);
  checkFits(readout, state, product);
  return product;
}

/** Gives a State its next value, of the shape it has. */
export function keepOutput<W>(readout: Module, state: HiddenState<Quantity<W>>, value: Quantity<W>): Quantity<W> {
  const [wants, got] = [state.value.shape, value.shape].map(showShape);
  if (wants !== got) fail('synapse/shape', { model: labelOf(readout), state: state.label, wants, got });
  state.value = value;
  return value;
}
