import { isFloat, type FloatDType } from '../array/dtype.js';
import { sameShape } from '../array/shape.js';
import { addOp, divOp, mulOp, negOp, subOp } from '../ops/arithmetic.js';
import { castOp } from '../ops/cast.js';
import { eqOp, leOp, ltOp, neOp } from '../ops/compare.js';
import { andOp, notOp, orOp, xorOp } from '../ops/logic.js';
import { broadcastOp, reshapeOp } from '../ops/movement.js';
import { selectOp } from '../ops/select.js';
import { spikeOp, stopGradientOp } from '../ops/spike.js';
import type { Op } from '../program/op.js';
import { Literal, type Atom } from '../program/program.js';
import { eventsRule } from './events-rule.js';
import { matmulRule } from './matmul-rule.js';
import { ontoRule } from './onto-rule.js';
import { rule, type AnyOp, type Rewriter, type Rule } from './rewrite.js';

/** Rules that give the same bits. */
export const exactAlgebra: readonly Rule[] = [
  // An alias adds nothing once gradients are taken.
  rule([stopGradientOp], (_, __, [x]) => [x]),
  rule([castOp], (_, __, [x], params) => (x.dtype === params['dtype'] ? [x] : undefined)),
  rule([broadcastOp, reshapeOp], (_, __, [x], params) =>
    sameShape(x.shape, params['shape'] as readonly number[]) ? [x] : undefined,
  ),

  // What commutes has its constant on the right and its variables in one order, so that equal ones are found equal.
  rule([addOp, mulOp, eqOp, neOp, andOp, orOp, xorOp], (r, op, [a, b]) => (goesAfter(a, b) ? r.emit(op, [b, a], {}) : undefined)),

  // 1 x = x, x / 1 = x, x - 0 = x, -1 x = -x
  rule([mulOp], (r, _, [a, b]) => {
    if (!keepsShape(a, b)) return undefined;
    return isNumber(b, 1) ? [a] : isNumber(b, -1) ? r.emit(negOp, [a], {}) : undefined;
  }),
  rule([divOp], (_, __, [a, b]) => (isNumber(b, 1) ? [a] : undefined)),
  rule([subOp], (_, __, [a, b]) => (isPositiveZero(b) ? [a] : undefined)),

  // Signs: -(-x) = x, a + (-b) = a - b, a - (-b) = a + b, (-a) c = a (-c), (-a) b = -(a b)
  rule([negOp], (r, _, [a]) => {
    const inner = operandOf(r, negOp, a);
    const [x, k] = byConstant(r, mulOp, a);
    return inner !== undefined ? [inner] : k === undefined ? undefined : r.emit(mulOp, [x, negated(k)], {});
  }),
  rule([addOp], (r, _, [a, b]) => {
    const second = operandOf(r, negOp, b);
    if (second !== undefined) return r.emit(subOp, [a, second], {});
    const first = operandOf(r, negOp, a);
    return first === undefined ? undefined : r.emit(subOp, [b, first], {});
  }),
  rule([subOp], (r, _, [a, b]) => {
    const second = operandOf(r, negOp, b);
    return second === undefined ? undefined : r.emit(addOp, [a, second], {});
  }),
  rule([mulOp, divOp], (r, op, [a, b]) => {
    const [first, second] = [operandOf(r, negOp, a), operandOf(r, negOp, b)];
    if (is(op, mulOp) && first !== undefined && b instanceof Literal) return r.emit(mulOp, [first, negated(b)], {});
    if (first === undefined && second === undefined) return undefined;
    const [product] = r.emit(op, [first ?? a, second ?? b], {});
    return first !== undefined && second !== undefined ? [product] : r.emit(negOp, [product], {});
  }),

  matmulRule,

  // A spike is a choice by a comparison: what it is compared with can often be compared itself.
  rule([spikeOp], (r, _, [x]) => {
    const [mask] = r.emit(leOp, [new Literal(0, x.dtype), x], {});
    return r.emit(selectOp, [mask, new Literal(1, x.dtype), new Literal(0, x.dtype)], {});
  }),
  eventsRule,

  // A choice that is made already, or turned round.
  rule([selectOp], (r, _, [mask, a, b]) => {
    if (mask instanceof Literal && sameShape(a.shape, b.shape)) return [mask.value !== 0 ? a : b];
    if (a === b && mask.shape.length <= a.shape.length) return [a];
    const inner = operandOf(r, notOp, mask);
    return inner === undefined ? undefined : r.emit(selectOp, [inner, b, a], {});
  }),
  rule([notOp], (r, _, [a]) => {
    const inner = operandOf(r, notOp, a);
    return inner === undefined ? undefined : [inner];
  }),

  // An operation on one of two constants and a third is one of two constants: spike(x) k, select(c, 1, 0) - 1.
  rule([addOp, subOp, mulOp, divOp, negOp, castOp, eqOp, neOp, leOp, ltOp], (r, op, ins, params) => {
    const at = ins.findIndex((a) => !(a instanceof Literal));
    if (at < 0 || !ins.every((a, i) => i === at || a instanceof Literal)) return undefined;
    const choice = choiceOf(r, ins[at]);
    if (choice === undefined) return undefined;
    const [yes, no] = [choice.yes, choice.no].map((k) => r.emit(op, ins.map((a, i) => (i === at ? k : a)), params)[0]);
    if (!(yes instanceof Literal) || !(no instanceof Literal)) return undefined;
    const mask = choice.mask();
    if (yes.dtype !== 'bool') return r.emit(selectOp, [mask, yes, no], {});
    if (yes.value === no.value) return undefined;
    return yes.value !== 0 ? [mask] : r.emit(notOp, [mask], {});
  }),

  // v - a <= 0 where v <= a, for a finite a; and (v - a) k <= 0 where k > 0 rounds no difference away.
  rule([leOp, ltOp], (r, op, [a, b]) => {
    const zeroFirst = a instanceof Literal && a.value === 0;
    if (!zeroFirst && !(b instanceof Literal && b.value === 0)) return undefined;
    const difference = zeroFirst ? b : a;
    if (!isFloat(difference.dtype)) return undefined;
    const bounds = differenceOf(r, difference);
    if (bounds === undefined) return undefined;
    return r.emit(op, zeroFirst ? [bounds.minus, bounds.from] : [bounds.from, bounds.minus], {});
  }),

  // Scalars broadcast by themselves: an elementwise op takes the scalar itself, or works on scalars alone.
  rule('elementwise', (r, op, ins, params) => {
    const scalars = ins.map((a) => {
      const [x] = r.definition(a, broadcastOp)?.ins ?? [];
      return x?.shape.length === 0 ? x : undefined;
    });
    if (scalars.every((s) => s === undefined)) return undefined;
    const shape = ins.find((a) => a.shape.length > 0)?.shape ?? [];
    const direct = ins.map((a, i) => scalars[i] ?? a);
    const outs = r.emit(op, direct, params);
    return direct.some((a) => a.shape.length > 0) ? outs : outs.map((a) => r.emit(broadcastOp, [a], { shape })[0]);
  }),
];

/**
 * Rules that may change the last bit, by as much as one more or less rounding does, or the sign of a zero. They stand
 * before every backend, so the result is the same on all of them and on every machine.
 */
export const roundingAlgebra: readonly Rule[] = [
  ontoRule,
  // x / c = x (1 / c): a multiplication costs a third of a division.
  rule([divOp], (r, _, [a, b]) => {
    if (!(b instanceof Literal) || !isFloat(b.dtype)) return undefined;
    const inverse = folded(r, divOp, new Literal(1, b.dtype), b);
    return inverse === undefined ? undefined : r.emit(mulOp, [a, inverse], {});
  }),
  // (x c) k = x (c k); c / x k = (c k) / x
  rule([mulOp], (r, _, [a, k]) => {
    if (!(k instanceof Literal) || !isFloat(k.dtype)) return undefined;
    const [x, c] = byConstant(r, mulOp, a);
    if (c !== undefined) {
      const product = folded(r, mulOp, c, k);
      return product === undefined ? undefined : r.emit(mulOp, [x, product], {});
    }
    const quotient = r.definition(a, divOp);
    if (quotient === undefined || !(quotient.ins[0] instanceof Literal)) return undefined;
    const numerator = folded(r, mulOp, quotient.ins[0], k);
    return numerator === undefined ? undefined : r.emit(divOp, [numerator, quotient.ins[1]], {});
  }),
  // -(a - b) = b - a, but for the sign of a zero
  rule([negOp], (r, _, [a]) => {
    const difference = isFloat(a.dtype) ? r.definition(a, subOp) : undefined;
    return difference === undefined ? undefined : r.emit(subOp, [difference.ins[1], difference.ins[0]], {});
  }),
  // 0 - x = -x, but for the sign of a zero
  rule([subOp], (r, _, [a, b]) => (isNumber(a, 0) && isFloat(b.dtype) && keepsShape(b, a) ? r.emit(negOp, [b], {}) : undefined)),
  // x c + y c = (x + y) c
  rule([addOp, subOp], (r, op, [a, b]) => {
    if (!isFloat(a.dtype) || !sameShape(a.shape, b.shape)) return undefined;
    const [x, c] = byConstant(r, mulOp, a);
    const [y, d] = byConstant(r, mulOp, b);
    if (c === undefined || d === undefined || c.value !== d.value) return undefined;
    return r.emit(mulOp, [r.emit(op, [x, y], {})[0], c], {});
  }),
  // (x c) (y d) = (x y) (c d)
  rule([mulOp], (r, _, [a, b]) => {
    if (!isFloat(a.dtype) || !sameShape(a.shape, b.shape)) return undefined;
    const [x, c] = byConstant(r, mulOp, a);
    const [y, d] = byConstant(r, mulOp, b);
    const product = c === undefined || d === undefined ? undefined : folded(r, mulOp, c, d);
    return product === undefined ? undefined : r.emit(mulOp, [r.emit(mulOp, [x!, y!], {})[0], product], {});
  }),
  // (x c + d) k = x (c k) + d k
  rule([mulOp], (r, _, [a, k]) => {
    if (!(k instanceof Literal) || !isFloat(k.dtype)) return undefined;
    const [scaled, d] = byConstant(r, addOp, a);
    const [x, c] = scaled === undefined ? nothing : byConstant(r, mulOp, scaled);
    if (c === undefined || d === undefined) return undefined;
    const [factor, offset] = [folded(r, mulOp, c, k), folded(r, mulOp, d, k)];
    if (factor === undefined || offset === undefined) return undefined;
    return r.emit(addOp, [r.emit(mulOp, [x, factor], {})[0], offset], {});
  }),
  // x + x c = x (1 + c), x - x c = x (1 - c), unless 1 + c lost too much of c
  rule([addOp, subOp], (r, op, [a, b]) => {
    if (!isFloat(a.dtype)) return undefined;
    const [x, c] = byConstant(r, mulOp, b);
    if (c !== undefined && x === a) return byFactor(r, op, a, c);
    const [y, d] = is(op, addOp) ? byConstant(r, mulOp, a) : [];
    return d !== undefined && y === b ? byFactor(r, op, b, d) : undefined;
  }),
];

/** Everything that an optimised program has been through. */
export const algebra: readonly Rule[] = [...exactAlgebra, ...roundingAlgebra];

function byFactor(r: Rewriter, op: Op, x: Atom, c: Literal): readonly Atom[] | undefined {
  const factor = folded(r, op, new Literal(1, c.dtype), c);
  if (factor === undefined) return undefined;
  // In a loop the rounding of 1 + c is no noise that averages out: it is another time constant.
  const lost = Math.abs(Math.abs(factor.value - 1) - Math.abs(c.value));
  return lost > MAX_LOST * Math.abs(c.value) ? undefined : r.emit(mulOp, [x, factor], {});
}

/** How much of a rate a factor may lose. A decay over any time is then wrong by less than half of this. */
const MAX_LOST = 1e-5;

/** A constant computed from two, if it is a normal number: others have lost what they stood for. */
function folded(r: Rewriter, op: unknown, a: Literal, b: Literal): Literal | undefined {
  const [k] = r.emit(op as Op, [a, b], {});
  if (!(k instanceof Literal)) return undefined;
  const size = Math.abs(k.value);
  return size >= smallestNormal[k.dtype as FloatDType] && size < Infinity ? k : undefined;
}

const smallestNormal = { float32: 2 ** -126, float64: 2 ** -1022 } as const;
const smallest = { float32: 2 ** -149, float64: 2 ** -1074 } as const;
const mantissaBits = { float32: 24, float64: 53 } as const;

interface Choice {
  readonly yes: Literal;
  readonly no: Literal;
  /** Emitted when it is wanted. */
  mask(): Atom;
}

/** What an atom chooses between, if it is one of two constants. */
function choiceOf(r: Rewriter, a: Atom): Choice | undefined {
  const e = r.definition(a);
  if (e === undefined) return undefined;
  const number = (value: number): Literal => new Literal(value, a.dtype);
  if (is(e.op, castOp) && e.ins[0].dtype === 'bool') return { yes: number(1), no: number(0), mask: () => e.ins[0] };
  if (!is(e.op, selectOp)) return undefined;
  const [mask, yes, no] = e.ins;
  return yes instanceof Literal && no instanceof Literal ? { yes, no, mask: () => mask } : undefined;
}

/** `from - minus` with a finite constant on one side, also times a positive constant that rounds nothing to zero. */
function differenceOf(r: Rewriter, a: Atom): { from: Atom; minus: Atom } | undefined {
  const [scaled, factor] = byConstant(r, mulOp, a);
  const difference = r.definition(factor === undefined ? a : scaled, subOp);
  if (difference === undefined) return undefined;
  const [from, minus] = difference.ins;
  const constant = from instanceof Literal ? from : minus instanceof Literal ? minus : undefined;
  if (constant === undefined || !Number.isFinite(constant.value)) return undefined;
  if (factor !== undefined) {
    // The nearest two different numbers can be, one of them being the constant.
    const dtype = constant.dtype as FloatDType;
    const step = Math.max(smallest[dtype], (Math.abs(constant.value) / 2) * 2 ** -mantissaBits[dtype]);
    if (!(factor.value > 0) || !(step * factor.value > smallest[dtype])) return undefined;
  }
  return { from, minus };
}

/** The two operands of an atom that is `op` of something and a constant. */
function byConstant(r: Rewriter, op: AnyOp, a: Atom): readonly [Atom, Literal] | readonly [undefined?, undefined?] {
  const e = r.definition(a, op);
  if (e === undefined || !(e.ins[1] instanceof Literal)) return nothing;
  return [e.ins[0], e.ins[1]];
}

const nothing: readonly [] = [];

/** What `op` was applied to, if this atom is its result. */
function operandOf(r: Rewriter, op: AnyOp, a: Atom): Atom | undefined {
  return r.definition(a, op)?.ins[0];
}

function negated(k: Literal): Literal {
  return new Literal(k.dtype === 'uint32' ? -k.value >>> 0 : k.dtype === 'int32' ? -k.value | 0 : -k.value, k.dtype);
}

/** Whether `a` stands behind `b` in the order of operands: variables by age, then constants. */
function goesAfter(a: Atom, b: Atom): boolean {
  if (b instanceof Literal) return false;
  return a instanceof Literal || a.id > b.id;
}

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
