import { fail } from '../../core/error.js';
import { flatten, sameTreeShape, showTreeShape, unflatten, type TreeShape } from '../../core/tree.js';
import { dtypeOf, full, isFloat, shapeOf, toValue, vjp } from '../../engine/index.js';
import { environ, showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';

/** The leaves of a variable, in order. */
export type Leaves = readonly AnyQuantity[];

/** A function of the variable alone: a tree in, a tree out. */
export type Field = (y: unknown) => unknown;

/** What a function gives: rates of change, or what noise is multiplied by. */
export type Role = 'drift' | 'diffusion';

/** A rate and its derivative with respect to its own variable, element by element. */
export interface Sloped {
  readonly rate: AnyQuantity;
  readonly slope: AnyQuantity;
}

/** The variable of a step, taken apart, with the step's name for error texts. */
export class Variables {
  readonly leaves: Leaves;
  /** The environment's time step. */
  readonly dt: AnyQuantity = environ.getDt();
  readonly #shape: TreeShape;

  constructor(step: string, y: unknown) {
    const { leaves, shape, paths } = flatten(y);
    if (leaves.length === 0) fail('quad/state', { step, value: showValue(y), path: '' });
    leaves.forEach((leaf, i) => {
      if (!(leaf instanceof Quantity)) fail('quad/state', { step, value: showValue(leaf), path: paths[i].join('.') });
      if (!isFloat(dtypeOf(leaf.mantissa))) fail('quad/dtype', { step, dtype: dtypeOf(leaf.mantissa) });
    });
    this.leaves = leaves as AnyQuantity[];
    this.#shape = shape;
  }

  /** The variable again, around these leaves. */
  tree<T>(leaves: Leaves): T {
    return unflatten(this.#shape, leaves) as T;
  }

  /** What a function gives for each leaf; refuses what does not fit the variable. */
  evaluate(f: Field, leaves: Leaves, role: Role = 'drift'): Leaves {
    const given = flatten(f(this.tree(leaves)));
    if (!sameTreeShape(given.shape, this.#shape)) {
      fail('quad/tree', { role, wants: showTreeShape(this.#shape), got: showTreeShape(given.shape) });
    }
    given.leaves.forEach((rate, i) => checkRate(rate, this.leaves[i], this.dt, role));
    return given.leaves as AnyQuantity[];
  }

  /** The rate of one leaf and its derivative with respect to that leaf: the diagonal, of a function that is elementwise. */
  sloped(f: Field, leaves: Leaves, i: number): Sloped {
    const { mantissa, unit } = leaves[i];
    let rateUnit: AnyUnit | undefined;
    const { value, pullback } = vjp((x) => {
      const rate = this.evaluate(f, leaves.with(i, new Quantity(x, unit as AnyUnit)))[i];
      rateUnit = rate.unit as AnyUnit;
      return toValue(rate.mantissa);
    }, toValue(mantissa));
    const ones = full(shapeOf(value), 1, dtypeOf(value));
    const slope = new Quantity(pullback(ones), rateUnit!.div(unit as AnyUnit));
    return { rate: new Quantity(value, rateUnit!), slope };
  }

  /** Every leaf and the change of it that a function gives, added. */
  moved(change: (i: number) => AnyQuantity, from: Leaves = this.leaves): Leaves {
    return from.map((leaf, i) => leaf.add(change(i)).in(leaf.unit));
  }
}

/** A function of y, t and what else it takes, as functions of y alone at each time. */
export function fields(step: string, role: Role, f: unknown, args: unknown = []): (t: AnyQuantity) => Field {
  if (typeof f !== 'function') fail('quad/function', { step, role, value: showValue(f) });
  if (!Array.isArray(args)) fail('quad/args', { step, value: showValue(args) });
  return (t) => (y) => (f as (...all: unknown[]) => unknown)(y, t, ...(args as unknown[]));
}

/** The sum of quantities, each times a number that is not 0 for all of them. */
export function weightedSum(weights: readonly number[], terms: Leaves): AnyQuantity {
  const parts = weights.flatMap((weight, i) => (weight === 0 ? [] : weight === 1 ? [terms[i]] : [terms[i].mul(weight)]));
  return parts.reduce((sum: AnyQuantity, part) => sum.add(part));
}

/** Refuses a rate that is not in the unit of its variable per time, or per square root of time. */
function checkRate(rate: unknown, variable: AnyQuantity, dt: AnyQuantity, role: Role): void {
  const unit = variable.unit as AnyUnit;
  const time = dt.unit as AnyUnit;
  const wants = unit.div(role === 'drift' ? time : time.pow(0.5));
  if (rate instanceof Quantity && wants.hasSameDim(rate.unit as AnyUnit)) return;
  const got = rate instanceof Quantity ? `a value in ${(rate.unit as AnyUnit).symbol}` : showValue(rate);
  fail('quad/rate', { role, value: unit.symbol, wants: wants.symbol, got });
}
