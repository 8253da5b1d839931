import * as fc from 'fast-check';
import type { FloatDType } from '../../src/engine/array/dtype.js';
import type { NDArray } from '../../src/engine/array/ndarray.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';

/** One operation of a random program, as data, so that fast-check can print and shrink it. */
export interface RandomStep {
  /** Which operation. */
  readonly op: number;
  /** Which of the values that there are it takes. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly value: number;
}

const surrogate = { key: 'none', derivative: () => 0 };
type Make = (s: RandomStep, pick: (i: number) => Operand, n: number) => Operand;
const make: Make[] = [
  (s, pick) => ops.add(pick(s.a), pick(s.b)),
  (s, pick) => ops.sub(pick(s.a), pick(s.b)),
  (s, pick) => ops.mul(pick(s.a), pick(s.b)),
  (s, pick) => ops.mul(pick(s.a), s.value),
  (s, pick) => ops.add(s.value, pick(s.a)),
  (s, pick) => ops.neg(pick(s.a)),
  (s, pick) => ops.select(ops.lt(pick(s.a), pick(s.b)), pick(s.c), pick(s.a)),
  (s, pick) => ops.select(ops.ge(pick(s.a), s.value), 1, pick(s.c)),
  (s, pick) => ops.maximum(pick(s.a), pick(s.b)),
  (s, pick) => ops.spike(pick(s.a), surrogate),
  (s, pick) => ops.exprel(pick(s.a)),
  (s, pick, n) => ops.broadcastTo(ops.sum(pick(s.a)), [n]),
  (s, pick) => ops.updateAt(pick(s.a), [1], ops.index(pick(s.b), 2)),
  (s, pick) => reversed(pick(s.a)),
  (s, _, n) => ops.full([n], s.value),
  (s, pick) => ops.index(pick(s.a), positions(pick(s.b))),
  (s, pick) => ops.addAt(pick(s.a), [positions(pick(s.b))], pick(s.c)),
  (s, pick) => ops.updateAt(pick(s.a), [ops.argmax(pick(s.b)) as NDArray], s.value),
  (s, pick, n) => ops.dynamicSlice(ops.tile(pick(s.a), 2), [ops.index(positions(pick(s.b)), 0)], [n]),
  (s, pick) => ops.dynamicUpdate(pick(s.a), ops.index(pick(s.b), ops.slice(2)), [ops.index(positions(pick(s.c)), -1)]),
  (s, pick) => ops.sort(pick(s.a)),
  (s, pick) => ops.cumsum(pick(s.a), 0, { reverse: s.b % 2 === 0 }),
];

/** Numbers of any size as positions, most of them out of range. */
function positions(x: Operand): NDArray {
  return ops.cast(x, 'int32') as NDArray;
}

function reversed(x: Operand): Operand {
  return ops.index(x, ops.slice(undefined, undefined, -1));
}

const value = fc.constantFrom(0, 1, -1, 2, 0.5, -0.25, 1e-3);

/** Up to so many steps. */
export function randomSteps(maxLength: number): fc.Arbitrary<RandomStep[]> {
  const step = fc.record({ op: fc.nat(make.length - 1), a: fc.nat(), b: fc.nat(), c: fc.nat(), value });
  return fc.array(step, { minLength: 1, maxLength });
}

/** The values of `start`, of length n, and those that the steps make of them one after the other. */
export function takeSteps(list: readonly RandomStep[], start: readonly Operand[], n: number, dtype: FloatDType): Operand[] {
  const values = [...start];
  for (const step of list) {
    const made = make[step.op](step, (i) => values[i % values.length], n);
    values.push(ops.cast(ops.broadcastTo(made, [n]), dtype));
  }
  return values;
}

/** Something of which only a part is read, or in another order: what a loop hands on or records. */
export interface RandomPart {
  readonly form: number;
  /** Of which values. */
  readonly a: number;
  readonly b: number;
  /** Where. */
  readonly at: number;
}

type Part = (a: Operand, b: Operand, at: number, n: number) => Operand;

/** Arrays of n elements. */
const whole: Part[] = [
  (a) => a,
  reversed,
  (a, b, at) => ops.concatenate([ops.index(a, ops.slice(at)), ops.index(b, ops.slice(0, at))]),
  (a, b, at, n) => ops.concatenate([ops.index(a, ops.slice(0, n - at)), reversed(ops.index(b, ops.slice(0, at)))]),
  (a, b, at) => ops.updateAt(a, [ops.slice(at)], ops.index(b, ops.slice(at))),
  (a, b, at) => ops.updateAt(a, [at], ops.index(b, at)),
  (a, b, _, n) => ops.updateAt(a, [ops.mod(ops.argmax(b), n) as NDArray], ops.index(b, 0)),
  (a, b) => ops.updateAt(a, [ops.argmax(a) as NDArray], ops.index(b, ops.argmin(b) as NDArray)),
  (a, b, at) => ops.dynamicUpdate(a, ops.index(b, ops.slice(0, at)), [ops.argmin(b)]),
  (a, b, at, n) => ops.dynamicSlice(ops.concatenate([a, b]), [ops.add(ops.argmax(a), at)], [n]),
  (a, b) => ops.addAt(a, [positions(b)], 1),
];

/** Arrays of other shapes too. */
const parts: Part[] = [
  ...whole,
  (a, _, at) => ops.index(a, ops.slice(at)),
  (a, _, at) => ops.index(a, ops.slice(0, at)),
  (a, _, at) => ops.index(a, at),
  (a, _, at) => reversed(ops.index(a, ops.slice(0, at))),
  (a, _, at) => ops.index(a, ops.slice(at % 2, undefined, 2)),
  (a, b) => ops.concatenate([a, b]),
  (a, b, at) => ops.concatenate([ops.index(a, ops.slice(at)), reversed(b)]),
  (a, b) => ops.stack([a, b]),
  (a, b) => ops.index(a, ops.argmax(b) as NDArray),
  (a, _, at) => ops.dynamicSlice(a, [ops.argmin(a)], [at]),
  (a, _, at, n) => ops.broadcastTo(ops.index(a, ops.slice(0, at)), [n, at]),
  (a, b) => ops.gt(a, b),
  (a) => ops.sum(a),
];

const part = (forms: readonly Part[]): fc.Arbitrary<RandomPart> =>
  fc.record({ form: fc.nat(forms.length - 1), a: fc.nat(), b: fc.nat(), at: fc.nat() });

/** A part that has the shape of the whole. */
export const randomWhole = part(whole);
export const randomPart = part(parts);

export function takeWhole(p: RandomPart, values: readonly Operand[], n: number, dtype: FloatDType): Operand {
  return ops.cast(taken(whole, p, values, n), dtype);
}

export function takePart(p: RandomPart, values: readonly Operand[], n: number): Operand {
  return taken(parts, p, values, n);
}

function taken(forms: readonly Part[], { form, a, b, at }: RandomPart, values: readonly Operand[], n: number): Operand {
  return forms[form](values[a % values.length], values[b % values.length], 1 + (at % (n - 1)), n);
}
