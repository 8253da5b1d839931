import type { AnyQuantity, Div, Pow, Quantity } from '../../unit/index.js';
import { exponential, withArgs } from './exp-euler-ordinary.js';
import { increments } from './noise.js';
import type { DiffusionFunction, RightHandSide, StepOptions } from './types.js';
import { fields, Variables, type Field } from './variables.js';

/**
 * One step of dx/dt = drift(x, ...args) by the exponential Euler method:
 *
 *     x(t + dt) = x + dt * exprel(dt * J) * drift,    exprel(z) = (exp(z) - 1) / z
 *
 * J is the derivative of the drift with respect to x, taken by differentiating the drift itself: for a drift that
 * is elementwise in x, its diagonal. The step is exact for a linear drift, of order 2 for any other that does not depend
 * on time, and plain Euler where the drift does not depend on x. It can be differentiated.
 *
 * With a diffusion it is a step of dx = drift dt + diffusion dW: noise of `diffusion * sqrt(dt)` is added.
 *
 * @param drift - the rate of change, in the unit of x per time
 * @param diffusion - where given: the strength of the noise, in the unit of x per square root of time
 * @param x - the variable: a float quantity
 * @param args - what else the drift takes, and the diffusion
 * @returns x one `dt` of the environment later, in the unit of x
 *
 * @example
 * const V = quad.expEulerStep((V: Quantity<'voltage'>) => V_rest.sub(V).div(tau), this.V.value);
 *
 * @throws when there is no dt, x is not a float, or what a function gives is not in the unit it should be in
 *
 * Hochbruck & Ostermann (2010), Exponential integrators, Acta Numerica 19.
 */
export function expEulerStep<D, A extends readonly unknown[]>(
  drift: (x: Quantity<D>, ...args: A) => Quantity<Div<D, 'time'>>,
  x: Quantity<D>,
  ...args: A
): Quantity<D>;
export function expEulerStep<D, A extends readonly unknown[]>(
  drift: (x: Quantity<D>, ...args: A) => Quantity<Div<D, 'time'>>,
  diffusion: (x: Quantity<D>, ...args: A) => Quantity<Div<D, Pow<'time', 0.5>>>,
  x: Quantity<D>,
  ...args: A
): Quantity<D>;
export function expEulerStep(drift: unknown, ...rest: readonly unknown[]): AnyQuantity {
  const noisy = typeof rest[0] === 'function';
  const [diffusion, x, ...args] = noisy ? rest : [undefined, ...rest];
  const at = withArgs(drift, args);
  const variables = new Variables('expEulerStep', x);
  const moved = exponential(variables, at);
  return noisy ? shaken(variables, moved, withArgs(diffusion, args)) : moved;
}

/**
 * The exponential Euler step of `dy/dt = f(y, t, ...args)`: {@link expEulerStep} with the time given to f.
 *
 * @throws as {@link expEulerStep} does
 */
export function odeExpEulerStep<D, const A extends readonly unknown[] = []>(
  f: RightHandSide<Quantity<D>, A>,
  y: Quantity<D>,
  t: Quantity<'time'>,
  { args }: StepOptions<A> = {},
): Quantity<D> {
  const at = fields('odeExpEulerStep', 'drift', f, args);
  return exponential(new Variables('odeExpEulerStep', y), at(t));
}

/**
 * The exponential Euler step of `dy = df dt + dg dW` in Itô's sense: the drift as in {@link expEulerStep}, and noise of
 * `dg * sqrt(dt)`.
 *
 * @throws as {@link expEulerStep} does
 */
export function sdeExpEulerStep<D, const A extends readonly unknown[] = []>(
  df: RightHandSide<Quantity<D>, A>,
  dg: DiffusionFunction<Quantity<D>, A>,
  y: Quantity<D>,
  t: Quantity<'time'>,
  { args }: StepOptions<A> = {},
): Quantity<D> {
  const name = 'sdeExpEulerStep';
  const [drift, diffusion] = [fields(name, 'drift', df, args), fields(name, 'diffusion', dg, args)];
  const variables = new Variables(name, y);
  return shaken(variables, exponential(variables, drift(t)), diffusion(t));
}

function shaken(variables: Variables, moved: AnyQuantity, diffusion: Field): AnyQuantity {
  const [strength] = variables.evaluate(diffusion, variables.leaves, 'diffusion');
  return moved.add(strength.mul(increments(variables)[0])).in(moved.unit);
}
