import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import { implicit } from './implicit.js';
import type { ImplicitOptions, RightHandSide } from './types.js';
import { fields, Variables, weightedSum, type Leaves } from './variables.js';

type Time = Quantity<'time'>;

/** What `imexArs222Step` can be told. */
export interface Ars222Options<A extends readonly unknown[]> extends ImplicitOptions<A> {
  /**
   * `'published'` is the method as printed, of order 2. `'braintools'` is what braintools 0.3 computes under this name: it
   * takes the explicit part at other stages, which leaves order 1. `'published'` unless given.
   */
  scheme?: 'published' | 'braintools' | undefined;
}

/**
 * A step of `dy/dt = fExp(y, t) + fImp(y, t)` that takes the first part at its begin and the second at its end, of order 1.
 * Meant for a stiff second part; see the options for how the equation is solved.
 *
 * @param fExp - the part that is taken explicitly
 * @param fImp - the stiff part, taken implicitly
 * @param y - the variable: a float quantity, or an object or list of such, nested at will
 * @param t - the time at which the step begins
 * @returns y one `dt` of the environment later
 *
 * @example
 * const decay = (V: Quantity<'voltage'>) => V.div(us(10)).neg(); // far faster than dt
 * const drive = () => mV(1).div(ms(1));
 * quad.imexEulerStep(drive, decay, V.value, t, { solver: 'newton' });
 *
 * @throws when there is no dt, y holds what is no float quantity, or a part gives what does not fit y
 */
export function imexEulerStep<T, const A extends readonly unknown[] = []>(
  fExp: RightHandSide<T, A>,
  fImp: RightHandSide<T, A>,
  y: T,
  t: Time,
  options: ImplicitOptions<A> = {},
): T {
  const name = 'imexEulerStep';
  const [explicit, stiff] = parts(name, fExp, fImp, options);
  const variables = new Variables(name, y);
  const { dt, leaves } = variables;
  const fE = variables.evaluate(explicit(t), leaves);
  const known = variables.moved((i) => dt.mul(fE[i]));
  return variables.tree(implicit(name, variables, { known, first: leaves, field: stiff(t.add(dt)), step: dt }, options));
}

/**
 * The step ARS(2,2,2) of the same equation, of order 2 in both parts.
 *
 * Ascher, Ruuth & Spiteri (1997), Implicit-explicit Runge-Kutta methods for time-dependent partial differential equations,
 * Applied Numerical Mathematics 25, section 2.6.
 *
 * @throws as {@link imexEulerStep} does
 */
export function imexArs222Step<T, const A extends readonly unknown[] = []>(
  fExp: RightHandSide<T, A>,
  fImp: RightHandSide<T, A>,
  y: T,
  t: Time,
  options: Ars222Options<A> = {},
): T {
  const name = 'imexArs222Step';
  const { scheme = 'published' } = options;
  if (scheme !== 'published' && scheme !== 'braintools') fail('quad/scheme', { step: name, value: showValue(scheme) });
  const [explicit, stiff] = parts(name, fExp, fImp, options);
  const variables = new Variables(name, y);
  const { dt, leaves } = variables;
  const gamma = 1 - Math.SQRT1_2;
  const delta = 1 - 1 / (2 * gamma);
  const [inner, later]: AnyQuantity[] = [t.add(dt.mul(gamma)), t.add(dt)];
  const solve = (known: Leaves, first: Leaves, at: AnyQuantity): Leaves =>
    implicit(name, variables, { known, first, field: stiff(at), step: dt.mul(gamma) }, options);
  const sum = (weights: readonly number[], ...terms: readonly Leaves[]) =>
    variables.moved((i) => dt.mul(weightedSum(weights, terms.map((term) => term[i]))));

  const published = scheme === 'published';
  const e0 = published ? variables.evaluate(explicit(t), leaves) : undefined;
  const y1 = solve(e0 === undefined ? leaves : sum([gamma], e0), leaves, inner);
  const e1 = variables.evaluate(explicit(published ? inner : t), y1);
  const i1 = variables.evaluate(stiff(inner), y1);
  const known = e0 === undefined ? sum([1, 1 - gamma], e1, i1) : sum([delta, 1 - delta, 1 - gamma], e0, e1, i1);
  const y2 = solve(known, published ? y1 : leaves, later);
  const i2 = variables.evaluate(stiff(later), y2);
  if (e0 !== undefined) return variables.tree(sum([delta, 1 - delta, 1 - gamma, gamma], e0, e1, i1, i2));
  const e2 = variables.evaluate(explicit(later), y2);
  return variables.tree(sum([1 - gamma, gamma, 1 - gamma, gamma], e1, e2, i1, i2));
}

/**
 * A step of the same equation by Crank and Nicolson's rule for the stiff part and Adams and Bashforth's for the other, of
 * order 2. It looks back one step.
 *
 * @param yPrev - y one `dt` before; y itself in the first step
 * @throws as {@link imexEulerStep} does
 */
export function imexCnabStep<T, const A extends readonly unknown[] = []>(
  fExp: RightHandSide<T, A>,
  fImp: RightHandSide<T, A>,
  y: T,
  yPrev: T,
  t: Time,
  options: ImplicitOptions<A> = {},
): T {
  const name = 'imexCnabStep';
  const [explicit, stiff] = parts(name, fExp, fImp, options);
  const variables = new Variables(name, y);
  const before = new Variables(name, yPrev);
  const { dt, leaves } = variables;
  const fE = variables.evaluate(explicit(t), leaves);
  const fBefore = before.evaluate(explicit(t.sub(dt as Time)), before.leaves);
  const fI = variables.evaluate(stiff(t), leaves);
  const known = variables.moved((i) => dt.mul(weightedSum([1.5, -0.5, 0.5], [fE[i], fBefore[i], fI[i]])));
  return variables.tree(implicit(name, variables, { known, first: known, field: stiff(t.add(dt)), step: dt.mul(0.5) }, options));
}

function parts(name: string, fExp: unknown, fImp: unknown, { args }: { args?: unknown }): ReturnType<typeof fields>[] {
  return [fields(name, 'drift', fExp, args), fields(name, 'drift', fImp, args)];
}
