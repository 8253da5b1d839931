import { math, Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import type { EmbeddedTableau, Tableau, TwiceEmbedded } from './tableau.js';
import type { EmbeddedOptions, RightHandSide, StepOptions } from './types.js';
import { Variables, weightedSum, type Leaves, type TreeFunction } from './variables.js';

type Time = Quantity<'time'>;

/** One step of `dy/dt = f(y, t, ...args)`. */
export interface OdeStep {
  /**
   * @param f - the rates of change of y, in its units per time
   * @param y - the variable: a float quantity, or an object or list of such, nested at will
   * @param t - the time at which the step begins
   * @returns y one `dt` of the environment later
   * @throws when there is no dt, y holds what is no float quantity, or f gives what does not fit y
   */
  <T, const A extends readonly unknown[] = []>(f: RightHandSide<T, A>, y: T, t: Time, options?: StepOptions<A>): T;
}

/** One step of `dy/dt = f(y, t, ...args)`, and, with `returnError`, an estimate of its error. */
export interface EmbeddedStep {
  /** As {@link OdeStep}; with `returnError` a pair: y one `dt` later, and the estimate, in the units of y. */
  <T, const A extends readonly unknown[] = []>(
    f: RightHandSide<T, A>,
    y: T,
    t: Time,
    options: EmbeddedOptions<A> & { returnError: true },
  ): [y: T, error: T];
  <T, const A extends readonly unknown[] = []>(
    f: RightHandSide<T, A>,
    y: T,
    t: Time,
    options?: StepOptions<A> & { returnError?: false | undefined },
  ): T;
}

/** What takes the error's estimate from the stages of a step. */
type ErrorOf = (variables: Variables, stages: Stages, f: TreeFunction, t: Time) => Leaves;

interface Stages {
  /** Rates of change, stage by stage, leaf by leaf. */
  readonly rates: readonly Leaves[];
  readonly next: Leaves;
}

/** The step of an explicit method. */
export function explicitStep(name: string, tableau: Tableau): OdeStep {
  return (<T, A extends readonly unknown[]>(f: RightHandSide<T, A>, y: T, t: Time, options: StepOptions<A> = {}): T => {
    const variables = new Variables(name, y, options.args);
    return variables.tree(run(variables, tableau, f as TreeFunction, t).next);
  }) as OdeStep;
}

/** The step of a method with a second one embedded. The stage at the end of the step is taken for the estimate alone. */
export function embeddedStep(name: string, tableau: EmbeddedTableau): EmbeddedStep {
  const differences = tableau.embedded.map((w, i) => (tableau.b[i] ?? 0) - w);
  return withError(name, tableau, (variables, { rates, next }, f, t) => {
    const last = tableau.embedded.length > rates.length;
    const all = last ? [...rates, variables.evaluate(f, next, t.add(variables.dt))] : rates;
    return variables.leaves.map((leaf, i) => combined(variables, differences, all, i).in(leaf.unit));
  });
}

/** The same for the method of order 8, of which the estimate of order 5 is weighed by that of order 3. */
export function twiceEmbeddedStep(name: string, tableau: TwiceEmbedded): EmbeddedStep {
  return withError(name, tableau, (variables, { rates }) =>
    variables.leaves.map((leaf, i) => {
      const error5 = combined(variables, tableau.error5, rates, i).in(leaf.unit);
      const error3 = combined(variables, tableau.error3, rates, i).in(leaf.unit);
      const [zero, one] = [0, 1].map((x): AnyQuantity => new Quantity(x, leaf.unit));
      const size: AnyQuantity = math.sqrt(math.square(error5).add(math.square(error3.mul(0.1))));
      const known = size.gt(zero);
      // Where both vanish the quotient is not looked at, and must not be 0/0.
      return error5.mul(math.where(known, error5.abs().div(math.where(known, size, one)), unitless(1)));
    }),
  );
}

function withError(name: string, tableau: Tableau, errorOf: ErrorOf): EmbeddedStep {
  return (<T, A extends readonly unknown[]>(f: RightHandSide<T, A>, y: T, t: Time, options: EmbeddedOptions<A> = {}): T | [T, T] => {
    const variables = new Variables(name, y, options.args);
    const stages = run(variables, tableau, f as TreeFunction, t);
    const next = variables.tree<T>(stages.next);
    if (options.returnError !== true) return next;
    return [next, variables.tree<T>(errorOf(variables, stages, f as TreeFunction, t))];
  }) as EmbeddedStep;
}

function run(variables: Variables, { a, b, c }: Tableau, f: TreeFunction, t: Time): Stages {
  const { leaves, dt } = variables;
  const rates: Leaves[] = [];
  const after = (weights: readonly number[]): Leaves => leaves.map((leaf, i) => moved(leaf, combined(variables, weights, rates, i)));
  a.forEach((weights, stage) => {
    const at = stage === 0 ? leaves : after(weights);
    const when = c[stage] === 0 ? t : t.add(c[stage] === 1 ? dt : dt.mul(c[stage]));
    rates.push(variables.evaluate(f, at, when));
  });
  return { rates, next: after(b) };
}

/** `dt sum_j w[j] k[j]` of one leaf. */
function combined({ dt }: Variables, weights: readonly number[], rates: readonly Leaves[], leaf: number): AnyQuantity {
  return dt.mul(weightedSum(weights, rates.map((rate) => rate[leaf]))!) as AnyQuantity;
}

/** A leaf after a change, in its own unit. */
function moved(leaf: AnyQuantity, change: AnyQuantity): AnyQuantity {
  return leaf.add(change).in(leaf.unit) as AnyQuantity;
}
