import { fail } from '../../core/error.js';
import { exprel } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import type { AnyQuantity, Div, Quantity } from '../../unit/index.js';
import { plainFunction } from '../../unit/math/dimensionless.js';
import { Variables, type Field } from './variables.js';

/**
 * The public `expEulerStep` for those that never have a diffusion. Models take it from this file, which knows nothing of
 * random numbers, so that a page without noise is smaller by all of them.
 */
export function expEulerStep<D, A extends readonly unknown[]>(
  drift: (x: Quantity<D>, ...args: A) => Quantity<Div<D, 'time'>>,
  x: Quantity<D>,
  ...args: A
): Quantity<D> {
  const at = withArgs(drift, args);
  return exponential(new Variables('expEulerStep', x), at);
}

/** A drift, or a diffusion, of the variable and what else it takes. */
export function withArgs(f: unknown, args: readonly unknown[]): Field {
  if (typeof f !== 'function') fail('quad/function', { step: 'expEulerStep', role: 'drift', value: showValue(f) });
  return (y) => (f as (...all: unknown[]) => unknown)(y, ...args);
}

/** The step without noise, of a variable of one leaf. */
export function exponential(variables: Variables, drift: Field): AnyQuantity {
  const [x] = variables.leaves;
  const { rate, slope } = variables.sloped(drift, variables.leaves, 0);
  const phi = exprelOfStep(variables.dt.mul(slope));
  return x.add(variables.dt.mul(phi).mul(rate)).in(x.unit);
}

/** A step is short beside the time constant, or it would not be one to take. */
const exprelOfStep = /* @__PURE__ */ plainFunction('exprel', (z) => exprel(z, { small: true }));
