import { Quantity, unitless, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { EmbeddedTableau, Tableau, TwiceEmbedded } from './tableau.js';
import type { EmbeddedOptions, RightHandSide, StepOptions } from './types.js';
import { fields, Variables, weightedSum, type Field, type Leaves } from './variables.js';

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

/** The step of an explicit method. */
export function explicitStep(name: string, tableau: Tableau): OdeStep {
  const step = (f: unknown, y: unknown, t: Time, { args }: AnyOptions = {}): unknown => {
    const variables = new Variables(name, y);
    return variables.tree(run(variables, tableau, fields(name, 'drift', f, args), t).next);
  };
  return step as OdeStep;
}

/** The step of a method with a second one embedded. The stage at the end of the step is taken for the estimate alone. */
export function embeddedStep(name: string, tableau: EmbeddedTableau): EmbeddedStep {
  const differences = tableau.embedded.map((weight, i) => (tableau.b[i] ?? 0) - weight);
  return withError(name, tableau, (variables, { rates, next }, at, t) => {
    const last = tableau.embedded.length > rates.length;
    const all = last ? [...rates, variables.evaluate(at(t.add(variables.dt)), next)] : rates;
    return variables.leaves.map((leaf, i) => change(variables, differences, all, i).in(leaf.unit));
  });
}

/** The same for the method of order 8, of which the estimate of order 5 is weighed by that of order 3. */
export function twiceEmbeddedStep(name: string, tableau: TwiceEmbedded): EmbeddedStep {
  return withError(name, tableau, (variables, { rates }) =>
    variables.leaves.map((leaf, i) => {
      const error5 = change(variables, tableau.error5, rates, i).in(leaf.unit);
      const error3 = change(variables, tableau.error3, rates, i).in(leaf.unit);
      const [zero, one] = [0, 1].map((x): AnyQuantity => new Quantity(x, leaf.unit as AnyUnit));
      const size: AnyQuantity = math.sqrt(math.square(error5).add(math.square(error3.mul(0.1))));
      const known = size.gt(zero);
      // Where both vanish the quotient is not looked at, and must not be 0/0.
      return error5.mul(math.where(known, error5.abs().div(math.where(known, size, one)), unitless(1)));
    }),
  );
}

interface AnyOptions {
  args?: unknown;
  returnError?: boolean | undefined;
}

interface Stages {
  /** Rates of change, stage by stage, leaf by leaf. */
  readonly rates: readonly Leaves[];
  readonly next: Leaves;
}

/** What takes the error's estimate from the stages of a step. */
type ErrorOf = (variables: Variables, stages: Stages, at: (t: AnyQuantity) => Field, t: AnyQuantity) => Leaves;

function withError(name: string, tableau: Tableau, errorOf: ErrorOf): EmbeddedStep {
  const step = (f: unknown, y: unknown, t: Time, { args, returnError }: AnyOptions = {}): unknown => {
    const variables = new Variables(name, y);
    const at = fields(name, 'drift', f, args);
    const stages = run(variables, tableau, at, t);
    const next = variables.tree(stages.next);
    return returnError === true ? [next, variables.tree(errorOf(variables, stages, at, t))] : next;
  };
  return step as EmbeddedStep;
}

function run(variables: Variables, { a, b, c }: Tableau, at: (t: AnyQuantity) => Field, t: AnyQuantity): Stages {
  const { leaves, dt } = variables;
  const rates: Leaves[] = [];
  const after = (weights: readonly number[]): Leaves => variables.moved((i) => change(variables, weights, rates, i));
  a.forEach((weights, stage) => {
    const when: AnyQuantity = c[stage] === 0 ? t : t.add(c[stage] === 1 ? dt : dt.mul(c[stage]));
    rates.push(variables.evaluate(at(when), stage === 0 ? leaves : after(weights)));
  });
  return { rates, next: after(b) };
}

/** `dt sum_j w[j] k[j]` of one leaf. */
function change({ dt }: Variables, weights: readonly number[], rates: readonly Leaves[], leaf: number): AnyQuantity {
  return dt.mul(weightedSum(weights, rates.map((rate) => rate[leaf])));
}
