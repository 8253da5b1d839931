import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import * as E from '../../src/engine/index.js';
import { NDArray, type Operand } from '../../src/engine/index.js';

// Random functions of a vector, out of smooth operations, loops, choices, checkpoints and custom derivatives, nested:
// gradients against difference quotients, vmap against lanes, both backends to the bit, and their compositions.

/** A piece of a function, as data, so that fast-check can print and shrink it. */
type Piece =
  | { kind: 'affine'; a: number; b: number }
  | { kind: 'square' }
  | { kind: 'exp' }
  | { kind: 'mix' }
  | { kind: 'shift' }
  | { kind: 'roll'; by: number }
  | { kind: 'put'; at: number }
  | { kind: 'scan'; length: number; reverse: boolean; hands: Hands; records: Records; body: Piece[] }
  | { kind: 'cond'; at: number; yes: Piece[]; no: Piece[] }
  | { kind: 'checkpoint'; body: Piece[] }
  | { kind: 'custom'; body: Piece[] };

/** What a step hands on: what it computed, a line of delay with that at its end, or the old carry with one new element. */
const hands = ['new', 'delayed', 'placed'] as const;
type Hands = (typeof hands)[number];
/** What of the old carry and the new one a step records. */
const records = ['nothing', 'product', 'old', 'turned', 'tail', 'element', 'joined', 'both'] as const;
type Records = (typeof records)[number];

const N = 3;
const scale = fc.constantFrom(-0.7, -0.3, 0.2, 0.5, 0.9);
const { pieces } = fc.letrec<{ pieces: Piece[]; piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('affine' as const), a: scale, b: scale }),
    fc.constant({ kind: 'square' as const }),
    fc.constant({ kind: 'exp' as const }),
    fc.constant({ kind: 'mix' as const }),
    fc.constant({ kind: 'shift' as const }),
    fc.record({ kind: fc.constant('roll' as const), by: fc.integer({ min: 1, max: N - 1 }) }),
    fc.record({ kind: fc.constant('put' as const), at: fc.nat(N - 1) }),
    fc.record({
      kind: fc.constant('scan' as const),
      length: fc.integer({ min: 1, max: 3 }),
      reverse: fc.boolean(),
      hands: fc.constantFrom(...hands),
      records: fc.constantFrom(...records),
      body: tie('pieces'),
    }),
    fc.record({ kind: fc.constant('cond' as const), at: scale, yes: tie('pieces'), no: tie('pieces') }),
    fc.record({ kind: fc.constant('checkpoint' as const), body: tie('pieces') }),
    fc.record({ kind: fc.constant('custom' as const), body: tie('pieces') }),
  ),
  pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 3 }),
}));

/** Keeps numbers small, smoothly: x / (1 + x^2). */
const tame = (x: Operand): Operand => E.div(x, E.add(1, E.mul(x, x)));

function apply(list: readonly Piece[], x: Operand, outer: Operand): Operand {
  return list.reduce<Operand>((v, piece) => applyOne(piece, v, outer), x);
}

function applyOne(piece: Piece, x: Operand, outer: Operand): Operand {
  switch (piece.kind) {
    case 'affine':
      return E.add(E.mul(x, piece.a), E.mul(outer, piece.b));
    case 'square':
      return tame(E.mul(x, x));
    case 'exp':
      return E.exp(tame(x));
    case 'mix':
      return E.mul(x, E.sum(tame(outer)));
    case 'shift':
      return E.add(x, turned(x));
    case 'roll':
      return E.concatenate([E.index(x, E.slice(piece.by)), E.index(outer, E.slice(0, piece.by))]);
    case 'put':
      return E.updateAt(x, [piece.at], E.index(outer, 0));
    case 'scan': {
      const rows = E.stack(Array.from({ length: piece.length }, (_, k) => E.mul(outer, 0.1 * (k + 1))));
      const [last, ys] = E.scan(
        (c: Operand, [row, k]: Operand[]) => {
          const next = handed(piece.hands, c, tame(apply(piece.body, E.add(c, row), outer)), k);
          return [next, recorded(piece.records, c, next, k)];
        },
        x,
        [rows, E.iota(piece.length)] as Operand[],
        { reverse: piece.reverse },
      );
      return ys.reduce<Operand>((v, y) => E.add(v, E.sum(y, 0)), last);
    }
    case 'cond':
      return E.cond(
        E.gt(E.sum(x), piece.at),
        (v: Operand) => apply(piece.yes, v, outer),
        (v: Operand) => apply(piece.no, v, outer),
        x,
      );
    case 'checkpoint':
      return E.checkpoint((v: Operand, o: Operand) => apply(piece.body, v, o))(x, outer);
    case 'custom':
      return E.customJvp(
        (v, o) => tame(apply(piece.body, v, o)),
        ([v, o], [tv, to]) => E.jvp((a: Operand, b: Operand) => tame(apply(piece.body, a, b)), [v, o], [tv, to])[1],
      )(x, outer);
  }
}

function turned(x: Operand): Operand {
  return E.index(x, E.slice(undefined, undefined, -1));
}

function handed(how: Hands, old: Operand, next: Operand, k: Operand): Operand {
  if (how === 'new') return next;
  const first = E.index(next, 0);
  return how === 'placed' ? E.updateAt(old, [k as NDArray], first) : E.concatenate([E.index(old, E.slice(1)), E.reshape(first, [1])]);
}

/** Arrays that can be added to a vector. */
function recorded(what: Records, old: Operand, next: Operand, k: Operand): Operand[] {
  switch (what) {
    case 'nothing':
      return [];
    case 'product':
      return [E.mul(old, next)];
    case 'old':
      return [old];
    case 'turned':
      return [turned(old), next];
    case 'tail':
      return [E.sum(E.index(old, E.slice(1))), E.index(old, E.slice(-1))];
    case 'element':
      return [E.index(old, k as NDArray), E.index(next, k as NDArray)];
    case 'joined':
      return [E.concatenate([E.index(next, E.slice(0, 2)), E.index(old, E.slice(2))])];
    case 'both':
      return [E.mul(E.index(E.stack([old, next]), 0), E.index(E.concatenate([old, next]), E.slice(N)))];
  }
}

const vectors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: N, maxLength: N }).map((xs) => vec(xs));
const vec = (xs: number[]): NDArray => new NDArray([N], 'float64', Float64Array.from(xs));
const list = (x: unknown): number[] => [...(x as NDArray).data];
const one = (x: unknown): number => (x as NDArray).data[0];

/** Within a relative bound, or both too large to compare. */
function near(a: number, b: number, bound: number): void {
  if (Math.abs(b) > 1e4) return;
  expect(Math.abs(a - b)).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(b)));
}

const loss = (p: Piece[]) => (x: Operand): Operand => E.sum(tame(apply(p, x, E.mul(x, 0.5))));
/** How many functions the first property tries; `npm run fuzz` asks for many more. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 200);
const TIMEOUT = 3_600_000;

describe('random functions', () => {
  test('gradients are difference quotients, forwards and backwards', () => {
    fc.assert(
      fc.property(pieces, vectors, vectors, (p, x, t) => {
        const f = loss(p);
        const at = (h: number): number => one(f(E.add(x, E.mul(h, t))));
        const [quotient, coarser] = [1e-6, 2e-6].map((h) => (at(h) - at(-h)) / (2 * h));
        // Finite differences mislead where a choice lies within a step of its border: the two sides then agree with
        // each other, on the other side of a jump.
        fc.pre([1e-6, -1e-6].every((h) => Math.abs(at(h) - at(0)) < 1e-4));
        fc.pre(Math.abs(quotient - coarser) < 1e-6 * Math.max(1, Math.abs(quotient)));
        const gradient = list(E.grad(f)(x));
        const forward = one(E.jvp(f, [x], [t])[1]);
        near(gradient.reduce((s, g, i) => s + g * t.data[i], 0), forward, 1e-9);
        near(forward, quotient, 1e-5);
      }),
      { numRuns: runs },
    );
  }, TIMEOUT);

  test('reverse over reverse is forward over reverse', () => {
    fc.assert(
      fc.property(pieces, vectors, vectors, (p, x, t) => {
        const g = (v: Operand): Operand => E.grad(loss(p))(v) as Operand;
        const forward = list(E.jvp(g, [x], [t])[1]);
        const reverse = list(E.grad((v: Operand) => E.sum(E.mul(g(v), t)))(x));
        forward.forEach((a, i) => near(a, reverse[i], 1e-7));
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  }, TIMEOUT);

  test('vmap, vmap of grad, and grad of vmap are lane by lane', () => {
    fc.assert(
      fc.property(pieces, fc.array(vectors, { minLength: 1, maxLength: 3 }), (p, xs) => {
        const f = loss(p);
        const g = (v: Operand): Operand => E.grad(f)(v) as Operand;
        const stacked = E.stack(xs);
        xs.forEach((x, i) => {
          near(list(E.vmap(f)(stacked))[i], one(f(x)), 1e-12);
          const lane = list(g(x));
          list(E.vmap(g)(stacked)).slice(i * N, (i + 1) * N).forEach((a, k) => near(a, lane[k], 1e-9));
          const together = list(E.grad((v: Operand) => E.sum(E.vmap(f)(v)))(stacked)).slice(i * N, (i + 1) * N);
          together.forEach((a, k) => near(a, lane[k], 1e-9));
        });
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  }, TIMEOUT);

  test('both backends agree to the bit, on values, gradients and batches', () => {
    fc.assert(
      fc.property(pieces, vectors, vectors, (p, x, y) => {
        const f = loss(p);
        const results = (['reference', 'wasm'] as const).map((backend) => {
          const before = { ...config };
          Object.assign(config, { backend, deterministic: true });
          try {
            return [f(x), E.grad(f)(x), E.vmap((v: Operand) => E.grad(f)(v) as Operand)(E.stack([x, y]))].map(list);
          } finally {
            Object.assign(config, before);
          }
        });
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  }, TIMEOUT);
});
