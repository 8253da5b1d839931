import { fail } from '../core/error.js';
import { showValue } from '../state/index.js';
import type { AnyQuantity, Quantity } from '../unit/index.js';
import * as math from '../unit/math/index.js';

/** Ways to read a buffer between its slots. */
export type InterpolationName = 'nearest' | 'linear' | 'cubic' | 'hermite' | 'polynomial2' | 'polynomial3';

/**
 * How a buffer is read between its slots: `at(k)` is the value k slots from the one at or after which it is read
 * (positive: later), `t` how far behind that slot the place is, from 0 to 1.
 */
export type Interpolation = (at: (offset: number) => AnyQuantity, t: Quantity<'one'>) => AnyQuantity;

/** A weighted sum of the slots around a place, with weights that depend on where between two of them it is. */
function weighted(weights: Readonly<Record<number, (t: Quantity<'one'>) => Quantity<'one'>>>): Interpolation {
  const offsets = Object.keys(weights).map(Number).sort((a, b) => a - b);
  return (at, t) => offsets.map((k) => at(k).mul(weights[k](t)) as AnyQuantity).reduce((sum, x) => sum.add(x));
}

/** A polynomial in t, highest power first. */
function poly(...coefficients: readonly number[]): (t: Quantity<'one'>) => Quantity<'one'> {
  return (t) => coefficients.slice(1).reduce((sum, c) => sum.mul(t).add(c), t.mul(0).add(coefficients[0]));
}

/** Catmull & Rom (1974), A class of local interpolating splines. */
const catmullRom = weighted({ [-1]: poly(-0.5, 1, -0.5, 0), 0: poly(1.5, -2.5, 0, 1), 1: poly(-1.5, 2, 0.5, 0), 2: poly(0.5, -0.5, 0, 0) });

const methods: Readonly<Record<InterpolationName, Interpolation>> = {
  nearest: (at, t) => math.where(t.gt(0.5), at(1), at(0)),
  linear: weighted({ 0: poly(-1, 1), 1: poly(1, 0) }),
  cubic: catmullRom,
  // With slopes by central differences it is the same curve.
  hermite: catmullRom,
  // Lagrange's through three points, and through four.
  polynomial2: weighted({ [-1]: poly(0.5, -0.5, 0), 0: poly(-1, 0, 1), 1: poly(0.5, 0.5, 0) }),
  polynomial3: weighted({
    [-1]: poly(-1 / 6, 0.5, -1 / 3, 0),
    0: poly(0.5, -1, -0.5, 1),
    1: poly(-0.5, 0.5, 1, 0),
    2: poly(1 / 6, 0, -1 / 6, 0),
  }),
};

/** The method of this name, or the function that was given in its place. */
export function interpolationOf(owner: string, method: InterpolationName | Interpolation): Interpolation {
  if (typeof method === 'function') return method;
  if (!Object.hasOwn(methods, method)) fail('nn/interpolation', { owner, value: showValue(method), known: Object.keys(methods) });
  return methods[method];
}
