import { dtypeOf, full, shapeOf, toValue, vjp } from '../../engine/index.js';
import { defaultRandom } from '../../state/index.js';
import { math, Quantity, type AnyQuantity, type AnyUnit, type Div, type Pow } from '../../unit/index.js';
import type { DiffusionFunction, RightHandSide, StepOptions } from './types.js';
import { Variables, type Leaves } from './variables.js';

/**
 * One step of dx/dt = drift(x, ...args) by the exponential Euler method:
 *
 *     x(t + dt) = x + dt * exprel(dt * J) * drift,    exprel(z) = (exp(z) - 1) / z
 *
 * J is the derivative of the drift with respect to x, taken by differentiating the drift itself: for a drift that
 * is elementwise in x, its diagonal. The step is exact for a linear drift, and plain Euler where the drift does not
 * depend on x. It can be differentiated.
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
export function expEulerStep(drift: (...all: never[]) => unknown, ...rest: readonly unknown[]): AnyQuantity {
  const noisy = typeof rest[0] === 'function';
  const [diffusion, x, ...args] = noisy ? rest : [undefined, ...rest];
  const variables = new Variables('expEulerStep', x);
  const given = (f: unknown) => (y: AnyQuantity) => (f as (...all: readonly unknown[]) => unknown)(y, ...args);
  const moved = exponential(variables, typeof drift === 'function' ? given(drift) : drift);
  return (noisy ? shaken(variables, moved, given(diffusion)) : moved)[0];
}

/**
 * The exponential Euler step of `dy/dt = f(y, t, ...args)`: {@link expEulerStep} with the time given to f. Of several
 * leaves each takes the derivative of its own rate by itself.
 *
 * @throws as {@link expEulerStep} does
 */
export function odeExpEulerStep<D, const A extends readonly unknown[] = []>(
  f: RightHandSide<Quantity<D>, A>,
  y: Quantity<D>,
  t: Quantity<'time'>,
  { args }: StepOptions<A> = {},
): Quantity<D> {
  return exponential(new Variables('odeExpEulerStep', y), timed(f, t, args))[0];
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
  const variables = new Variables('sdeExpEulerStep', y);
  return shaken(variables, exponential(variables, timed(df, t, args)), timed(dg, t, args))[0];
}

/** A function of the variable alone. */
type Alone = (y: AnyQuantity) => unknown;

function timed(f: unknown, t: Quantity<'time'>, args: readonly unknown[] = []): Alone {
  if (typeof f !== 'function') return f as Alone;
  return (y) => (f as (...all: readonly unknown[]) => unknown)(y, t, ...args);
}

function exponential(variables: Variables, drift: Alone): Leaves {
  const [x] = variables.leaves;
  const { rate, slope } = variables.rateAndSlope(drift as never, x);
  const phi = math.exprel(variables.dt.mul(slope));
  return [x.add(variables.dt.mul(phi).mul(rate)).in(x.unit)];
}

function shaken(variables: Variables, [moved]: Leaves, diffusion: Alone): Leaves {
  const strength = variables.evaluate(diffusion as never, variables.leaves, variables.dt, 'diffusion')[0];
  const noise = variables.dt.sqrt().mul(defaultRandom().randn(...variables.leaves[0].shape));
  return [moved.add(strength.mul(noise)).in(moved.unit)];
}
