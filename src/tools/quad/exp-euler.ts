import { fail } from '../../core/error.js';
import { dtypeOf, full, isFloat, shapeOf, toValue, vjp } from '../../engine/index.js';
import { environ, showValue } from '../../state/index.js';
import { math, Quantity, type AnyQuantity, type AnyUnit, type Div } from '../../unit/index.js';

/**
 * One step of dx/dt = drift(x, ...args) by the exponential Euler method:
 *
 *     x(t + dt) = x + dt * exprel(dt * J) * drift,    exprel(z) = (exp(z) - 1) / z
 *
 * J is the derivative of the drift with respect to x, taken by differentiating the drift itself: for a drift that
 * is elementwise in x, its diagonal. The step is exact for a linear drift, and plain Euler where the drift does not
 * depend on x. It can be differentiated.
 *
 * @param drift - the rate of change, in the unit of x per time
 * @param x - the variable: a float quantity
 * @param args - what else the drift takes
 * @returns x one `dt` of the environment later, in the unit of x
 *
 * @example
 * const V = quad.expEulerStep((V: Quantity<'voltage'>) => V_rest.sub(V).div(tau), this.V.value);
 *
 * @throws when there is no dt, x is not a float, or the drift is not in the unit of x per time
 *
 * Hochbruck & Ostermann (2010), Exponential integrators, Acta Numerica 19.
 */
export function expEulerStep<D, A extends readonly unknown[]>(
  drift: (x: Quantity<D>, ...args: A) => Quantity<Div<D, 'time'>>,
  x: Quantity<D>,
  ...args: A
): Quantity<D> {
  if (typeof drift !== 'function') fail('quad/function', { value: showValue(drift) });
  if (typeof x === 'function') fail('quad/diffusion', { value: '' });
  if (!(x instanceof Quantity)) fail('quad/state', { value: showValue(x) });
  if (!isFloat(dtypeOf(x.mantissa))) fail('quad/dtype', { dtype: dtypeOf(x.mantissa) });
  const dt = environ.getDt();

  let driftUnit: AnyUnit | undefined;
  const { value, pullback } = vjp((mantissa) => {
    const rate: unknown = drift(new Quantity(mantissa, x.unit), ...args);
    driftUnit = checkedUnit(rate, x);
    return toValue((rate as AnyQuantity).mantissa);
  }, toValue(x.mantissa));
  const ones = full(shapeOf(value), 1, dtypeOf(value));

  const rate: AnyQuantity = new Quantity(value, driftUnit!);
  const jacobian: AnyQuantity = new Quantity(pullback(ones), driftUnit!.div(x.unit as AnyUnit));
  const phi = math.exprel(dt.mul(jacobian));
  return x.add(dt.mul(phi).mul(rate)).in(x.unit);
}

function checkedUnit(rate: unknown, x: AnyQuantity): AnyUnit {
  const unit: AnyUnit = x.unit;
  const wants = unit.div(environ.getDt().unit as AnyUnit);
  if (!(rate instanceof Quantity)) {
    return fail('quad/drift', { value: unit.symbol, wants: wants.symbol, got: showValue(rate) });
  }
  if (rate.dim !== wants.dim) {
    fail('quad/drift', { value: unit.symbol, wants: wants.symbol, got: `a value in ${(rate.unit as AnyUnit).symbol}` });
  }
  return rate.unit as AnyUnit;
}
