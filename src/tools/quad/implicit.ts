import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { AnyQuantity } from '../../unit/index.js';
import type { ImplicitOptions } from './types.js';
import type { Field, Leaves, Variables } from './variables.js';

/** The equation `Y = known + step f(Y)`. */
export interface Equation {
  readonly known: Leaves;
  /** Where the search begins. */
  readonly first: Leaves;
  readonly field: Field;
  /** dt, or a part of it. */
  readonly step: AnyQuantity;
}

/** The solution of an equation, improved `maxIter` times. */
export function implicit(name: string, variables: Variables, equation: Equation, options: Pick<ImplicitOptions<[]>, 'maxIter' | 'solver'>): Leaves {
  const { maxIter = 2, solver = 'fixed-point' } = options;
  if (!Number.isSafeInteger(maxIter) || maxIter < 1) fail('quad/iterations', { step: name, value: showValue(maxIter) });
  if (solver !== 'fixed-point' && solver !== 'newton') fail('quad/solver', { step: name, value: showValue(solver) });
  const improve = solver === 'newton' ? newton : fixedPoint;
  let found = equation.first;
  for (let i = 0; i < maxIter; i++) found = improve(variables, equation, found);
  return found;
}

function fixedPoint(variables: Variables, { known, field, step }: Equation, found: Leaves): Leaves {
  const f = variables.evaluate(field, found);
  return variables.moved((i) => f[i].mul(step), known);
}

/** Newton's step on `Y - known - step f(Y) = 0`, leaf by leaf, with the diagonal of f's derivative. */
function newton(variables: Variables, { known, field, step }: Equation, found: Leaves): Leaves {
  return variables.moved((i) => {
    const { rate, slope } = variables.sloped(field, found, i);
    const rest = found[i].sub(known[i]).sub(rate.mul(step));
    return rest.neg().div(slope.mul(step).neg().add(1));
  }, found);
}
