import { fail } from '../../core/error.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { valuesOf } from './numbers.js';

/** Two inputs of one length and one rank: the shorter is followed by zeros, and one without columns stands for each column. */
export function sameLength(a: AnyQuantity, b: AnyQuantity): [AnyQuantity, AnyQuantity] {
  const steps = Math.max(a.shape[0], b.shape[0]);
  const rank = Math.max(a.ndim, b.ndim);
  const made = [a, b].map((x): AnyQuantity => {
    const missing = steps - x.shape[0];
    const full: AnyQuantity = missing === 0 ? x : math.concatenate([x, zeros(x, missing)]);
    return full.ndim === rank ? full : full.reshape([...full.shape, ...new Array<number>(rank - full.ndim).fill(1)]);
  });
  return [made[0], made[1]];
}

/** As many steps of 0 in the shape and unit of an input. */
function zeros(like: AnyQuantity, steps: number): AnyQuantity {
  const shape = [steps, ...like.shape.slice(1)];
  return valuesOf(new Float64Array(shape.reduce((product, n) => product * n, 1)), shape, like.unit as AnyUnit);
}

/** The values so many steps later. */
export function shifted(x: AnyQuantity, by: number): AnyQuantity {
  const [steps, ...rest] = x.shape;
  const width = rest.reduce((product, n) => product * n, 1);
  const from = x.toTypedArray();
  const data = new Float64Array(steps * width);
  for (let i = Math.max(0, by); i < Math.min(steps, steps + by); i++) {
    for (let k = 0; k < width; k++) data[i * width + k] = from[(i - by) * width + k];
  }
  return valuesOf(data, x.shape, x.unit as AnyUnit);
}

/** The exponential moving average along time, which begins at the first value. */
export function smoothed(x: AnyQuantity, alpha: number): AnyQuantity {
  const width = x.shape.slice(1).reduce((product, n) => product * n, 1);
  const data = Float64Array.from(x.toTypedArray());
  for (let i = width; i < data.length; i++) data[i] = alpha * data[i] + (1 - alpha) * data[i - width];
  return valuesOf(data, x.shape, x.unit as AnyUnit);
}

/** The quotient; where a divisor without a unit is 0, the dividend. */
export function quotient(a: AnyQuantity, b: AnyQuantity): AnyQuantity {
  const divisor = b.toTypedArray();
  if (!divisor.includes(0)) return a.div(b);
  const unit = b.unit as AnyUnit;
  if (!unit.isUnitless) fail('inputs/zero', { unit: unit.symbol });
  return a.div(math.where(b.eq(0), new Quantity(1), b));
}
