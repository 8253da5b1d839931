import { isFloat } from '../array/dtype.js';
import { sameShape } from '../array/shape.js';
import { addOp, divOp, mulOp, negOp, subOp } from '../ops/arithmetic.js';
import { castOp } from '../ops/cast.js';
import { broadcastOp, reshapeOp } from '../ops/movement.js';
import { selectOp } from '../ops/select.js';
import { stopGradientOp } from '../ops/spike.js';
import type { Op } from '../program/op.js';
import { Literal, type Atom } from '../program/program.js';
import type { Rule } from './rewrite.js';

/** Rules that give the same bits, but for division by a constant; both backends run what they leave. */
export const algebra: readonly Rule[] = [
  // An alias adds nothing once gradients are taken.
  (_, op, [x]) => (is(op, stopGradientOp) ? [x] : undefined),
  (_, op, [x], params) => (is(op, castOp) && x.dtype === params['dtype'] ? [x] : undefined),
  (_, op, [x], params) =>
    (is(op, broadcastOp) || is(op, reshapeOp)) && sameShape(x.shape, params['shape'] as readonly number[]) ? [x] : undefined,

  // 1 x = x, x / 1 = x, x - 0 = x, -1 x = -x
  (_, op, [a, b]) => {
    if (is(op, mulOp)) return isNumber(b, 1) && keepsShape(a, b) ? [a] : isNumber(a, 1) && keepsShape(b, a) ? [b] : undefined;
    if (is(op, divOp)) return isNumber(b, 1) ? [a] : undefined;
    return is(op, subOp) && isPositiveZero(b) ? [a] : undefined;
  },
  (r, op, [a, b]) => {
    if (!is(op, mulOp)) return undefined;
    return isNumber(b, -1) ? r.emit(negOp, [a], {}) : isNumber(a, -1) ? r.emit(negOp, [b], {}) : undefined;
  },
  (r, op, [a, b]) => {
    const negated = (x: Atom | undefined): Atom | undefined => {
      const e = x === undefined ? undefined : r.definition(x);
      return e !== undefined && is(e.op, negOp) ? e.ins[0] : undefined;
    };
    const inner = negated(is(op, negOp) ? a : b);
    if (inner === undefined) return undefined;
    if (is(op, negOp)) return [inner];
    if (is(op, addOp)) return r.emit(subOp, [a, inner], {});
    return is(op, subOp) ? r.emit(addOp, [a, inner], {}) : undefined;
  },

  // x / c = x (1 / c): a multiplication costs a third of a division. The last bit may differ.
  (r, op, [a, b]) => {
    if (!is(op, divOp) || !(b instanceof Literal) || !isFloat(b.dtype)) return undefined;
    const [inverse] = r.emit(divOp, [new Literal(1, b.dtype), b], {});
    return inverse instanceof Literal && Number.isFinite(inverse.value) && inverse.value !== 0
      ? r.emit(mulOp, [a, inverse], {})
      : undefined;
  },

  // A choice that is made already.
  (_, op, [mask, a, b]) => {
    if (!is(op, selectOp)) return undefined;
    if (mask instanceof Literal && sameShape(a.shape, b.shape)) return [mask.value !== 0 ? a : b];
    return a === b && mask.shape.length <= a.shape.length ? [a] : undefined;
  },

  // Scalars broadcast by themselves: an elementwise op takes the scalar itself, or works on scalars alone.
  (r, op, ins, params) => {
    if (op.form.kind !== 'elementwise' || ins.length === 0) return undefined;
    const scalars = ins.map((a) => {
      const e = r.definition(a);
      return e !== undefined && is(e.op, broadcastOp) && e.ins[0].shape.length === 0 ? e.ins[0] : undefined;
    });
    if (scalars.every((s) => s === undefined)) return undefined;
    const shape = ins.find((a) => a.shape.length > 0)?.shape ?? [];
    const direct = ins.map((a, i) => scalars[i] ?? a);
    const outs = r.emit(op, direct, params);
    return direct.some((a) => a.shape.length > 0) ? outs : outs.map((a) => r.emit(broadcastOp, [a], { shape })[0]);
  },
];

function is(op: Op, wanted: unknown): boolean {
  return (op as unknown) === wanted;
}

function isNumber(a: Atom | undefined, value: number): boolean {
  return a instanceof Literal && a.value === value && a.dtype !== 'bool';
}

function isPositiveZero(a: Atom | undefined): boolean {
  return a instanceof Literal && Object.is(a.value, 0);
}

/** Leaving out `other` must not lose its shape. */
function keepsShape(kept: Atom, other: Atom): boolean {
  return kept.shape.length >= other.shape.length;
}
