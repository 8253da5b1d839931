import { fail } from '../../core/error.js';
import { flatten, sameTreeShape, showTreeShape, unflatten, type TreeShape } from '../../core/tree.js';
import { dtypeOf, isFloat } from '../../engine/index.js';
import { defaultRandom, environ, showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';

/** The leaves of a variable, in order. */
export type Leaves = readonly AnyQuantity[];

/** A function of user code that gives a tree: of y, t and what else it takes. */
export type TreeFunction = (y: never, t: Quantity<'time'>, ...args: never) => unknown;

/** What a function gives for each leaf, in `unit of the leaf / unit of this`. */
export type Role = 'drift' | 'diffusion';

/** The variable of a step, taken apart, with the step's name for error texts. */
export class Variables {
  readonly leaves: Leaves;
  readonly dt: Quantity<'time'> = environ.getDt();
  private readonly shape: TreeShape;

  constructor(
    private readonly step: string,
    y: unknown,
    private readonly args: readonly unknown[] = [],
  ) {
    const { leaves, shape, paths } = flatten(y);
    if (leaves.length === 0) fail('quad/state', { step, value: showValue(y), path: '' });
    leaves.forEach((leaf, i) => {
      const path = paths[i].join('.');
      if (!(leaf instanceof Quantity)) fail('quad/state', { step, value: showValue(leaf), path });
      if (!isFloat(dtypeOf(leaf.mantissa))) fail('quad/dtype', { step, dtype: dtypeOf(leaf.mantissa) });
    });
    if (!Array.isArray(args)) fail('quad/args', { step, value: showValue(args) });
    this.leaves = leaves as AnyQuantity[];
    this.shape = shape;
  }

  /** The variable again, around these leaves. */
  tree<T>(leaves: Leaves): T {
    return unflatten(this.shape, leaves) as T;
  }

  /** What a function gives for each leaf; refuses what does not fit the variable. */
  evaluate(f: TreeFunction, leaves: Leaves, t: Quantity<'time'>, role: Role = 'drift'): Leaves {
    if (typeof f !== 'function') fail('quad/function', { step: this.step, role, value: showValue(f) });
    const call = f as (y: unknown, t: Quantity<'time'>, ...args: readonly unknown[]) => unknown;
    return this.checked(call(this.tree(leaves), t, ...this.args), role);
  }

  /** What a function has given, leaf by leaf. */
  checked(given: unknown, role: Role): Leaves {
    const rates = flatten(given);
    if (!sameTreeShape(rates.shape, this.shape)) {
      fail('quad/tree', { role, wants: showTreeShape(this.shape), got: showTreeShape(rates.shape) });
    }
    rates.leaves.forEach((rate, i) => checkRate(rate, this.leaves[i], role));
    return rates.leaves as AnyQuantity[];
  }

  /** A Wiener process' increments over dt: one for each element of each leaf. */
  increments(): Leaves {
    const root = this.dt.sqrt();
    return this.leaves.map((leaf) => defaultRandom().randn(...leaf.shape).mul(root));
  }
}

/** The sum of quantities, each times a number; undefined where every number is 0. */
export function weightedSum(weights: readonly number[], terms: readonly AnyQuantity[]): AnyQuantity | undefined {
  let sum: AnyQuantity | undefined;
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    const term = weight === 1 ? terms[i] : terms[i].mul(weight);
    sum = sum === undefined ? term : sum.add(term);
  });
  return sum;
}

/** Refuses a rate that is not in the unit of its variable per time, or per square root of time. */
function checkRate(rate: unknown, variable: AnyQuantity, role: Role): void {
  const unit = variable.unit as AnyUnit;
  const time = environ.getDt().unit as AnyUnit;
  const wants = unit.div(role === 'drift' ? time : time.pow(0.5));
  if (rate instanceof Quantity && (rate.unit as AnyUnit).hasSameDim(wants)) return;
  const got = rate instanceof Quantity ? `a value in ${(rate.unit as AnyUnit).symbol}` : showValue(rate);
  fail('quad/rate', { role, value: unit.symbol, wants: wants.symbol, got });
}
