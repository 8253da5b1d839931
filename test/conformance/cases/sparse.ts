import { bind } from '../../../src/engine/trace/builder.js';
import type { Op, Operand } from '../../../src/engine/program/op.js';
import * as ops from '../../../src/engine/ops/index.js';
import { csrOuterOp } from '../../../src/engine/ops/sparse/csr.js';
import { denseOuterOp } from '../../../src/engine/ops/sparse/dense.js';
import { fixedOuterOp } from '../../../src/engine/ops/sparse/fixed.js';
import * as sparse from '../../../src/engine/ops/sparse/index.js';
import type { OuterParams } from '../../../src/engine/ops/sparse/outer.js';
import type { Shape } from '../../../src/engine/array/shape.js';
import { NDArray } from '../../../src/engine/array/ndarray.js';
import { floats, type Case } from './support.js';

/** Rows of 0, 1, 2, 5 and 9 entries, a column that nobody reaches, and targets that repeat. */
const indices = [3, 0, 6, 1, 2, 2, 5, 0, 6, 5, 4, 3, 2, 1, 0, 6, 5];
const indptr = [0, 0, 1, 3, 8, 17];
const [nPre, nPost] = [5, 8];
const csr = (weights: Operand): sparse.Csr => new sparse.Csr(weights, indices, indptr, [nPre, nPost]);

/** Three targets of each of five neurons. */
const targets = [[0, 7, 3], [2, 2, 1], [6, 5, 4], [0, 1, 2], [7, 0, 3]];
const out = (weights: Operand): sparse.FixedOut => new sparse.FixedOut(weights, targets, [5, 8]);
const into = (weights: Operand): sparse.FixedIn => new sparse.FixedIn(weights, targets, [8, 5]);
const six = [[0, 7, 3, 1, 2, 5], [2, 2, 1, 0, 6, 6]];

type Size = readonly [number, number];

/** Both products with a matrix, of vectors and of events, alone and onto something. */
function products(op: string, build: (w: Operand) => sparse.SparseMatrix, weights: Shape, size: Size): Case[] {
  const [n, m] = size;
  const isEvent = (x: Operand): Operand => ops.gt(x, 0.5);
  return (['Scatter', 'Gather'] as const).flatMap((product): Case[] => {
    const left = product === 'Scatter';
    const [from, to] = left ? [n, m] : [m, n];
    const times = (x: Operand, w: Operand, onto?: Operand): Operand =>
      left ? sparse.vecmat(x, build(w), onto) : sparse.matvec(build(w), x, onto);
    const fire = (x: Operand, w: Operand, onto?: Operand): Operand =>
      left ? sparse.eventVecmat(x, build(w), onto) : sparse.eventMatvec(build(w), x, onto);
    const cases: Omit<Case, 'op' | 'dtypes'>[] = [
      { shapes: [weights, [from]], run: (w, x) => [times(x, w)] },
      { shapes: [[], [from], [to]], run: (w, x, y) => [times(x, w, y)] },
      { shapes: [weights, [2, from]], run: (w, x) => [times(x, w, 0.25), fire(isEvent(x), w)] },
      { shapes: [weights, [from], [to]], run: (w, x, y) => [fire(isEvent(x), w, y)] },
      { shapes: [[], [from]], run: (w, x) => [fire(isEvent(x), w)] },
      { shapes: [weights, [2, n]], run: (w, x) => [sparse.mostlyZeroVecmat(ops.select(isEvent(x), x, 0), build(w))] },
      { shapes: [weights, [3, from], [3, to]], run: (w, x, y) => [fire(isEvent(x), w, y)] },
    ];
    // A dense matrix has no scalar weight.
    const fitting = op === 'dense' ? cases.filter(({ shapes }) => shapes[0].length > 0) : cases;
    return fitting.map((c) => ({ op: `${op}${product}`, dtypes: floats, ...c }));
  });
}

function outer(op: Op<OuterParams>, structure: readonly NDArray[], size: Size): Case[] {
  const [rows, columns] = size;
  const run = (events: OuterParams['events'], kept: number) => (a: Operand, b: Operand): Operand[] => {
    const ins = [events === 'rows' ? ops.gt(a, 0.5) : a, events === 'columns' ? ops.gt(b, 0.5) : b, ...structure];
    return bind(op, ins.map((x) => ops.toValue(x)), { rows, columns, kept, events });
  };
  return [
    { op: op.name, dtypes: floats, shapes: [[rows], [columns]], run: run('none', 0) },
    { op: op.name, dtypes: floats, shapes: [[2, rows], [2, columns]], run: run('none', 0) },
    { op: op.name, dtypes: floats, shapes: [[2, 3, rows], [2, 3, columns]], run: run('none', 1) },
    { op: op.name, dtypes: floats, shapes: [[rows], [columns]], run: run('rows', 0) },
    { op: op.name, dtypes: floats, shapes: [[2, rows], [2, columns]], run: run('columns', 1) },
  ];
}

const M = csr(1);
/** Every kind of vector may hold events. */
const eventKinds: Case[] = (['bool', 'int32', 'uint32', 'float32', 'float64'] as const).flatMap((dtype): Case[] => [
  {
    op: 'csrScatter',
    dtypes: [dtype],
    shapes: [[5], [3, 5]],
    run: (x, y) => [sparse.eventVecmat(x, M), sparse.eventVecmat(y, M, 1)],
  },
  { op: 'csrGather', dtypes: [dtype], shapes: [[8]], run: (x) => [sparse.eventMatvec(M, x)] },
  {
    op: 'denseGather',
    dtypes: [dtype],
    shapes: [[6], [7]],
    run: (x, y) => {
      const W = new sparse.Dense(NDArray.full([6, 7], 'float64', 0.5));
      return [sparse.eventMatvec(W, y), sparse.eventVecmat(x, W, 1)];
    },
  },
  {
    op: 'fixedScatter',
    dtypes: [dtype],
    shapes: [[37]],
    run: (x) => {
      const ring = new sparse.FixedOut(0.5, Array.from({ length: 37 }, (_, i) => [i % 3]), [37, 3]);
      return [sparse.eventVecmat(x, ring)];
    },
  },
]);

const key = new NDArray([2], 'uint32', Uint32Array.of(3, 4_000_000_000));
/** Two weights are the parameters of a distribution. */
const drawn = (kind: 'normal' | 'uniform', chance: number, size: Size) => (w: Operand): sparse.Procedural => {
  const { constant, normal, uniform } = sparse.Procedural;
  if (ops.shapeOf(w).length === 0) return constant(w, chance, key, size);
  return (kind === 'normal' ? normal : uniform)(ops.index(w, 0), ops.index(w, 1), chance, key, size);
};

/** Weights that follow events in the rows or the columns; they have no derivative. */
function plastic(weights: Shape, build: (w: Operand) => sparse.SparseMatrix, size: Size): Case[] {
  const [n, m] = size;
  const isEvent = (x: Operand): Operand => ops.gt(x, 0.5);
  const cases: Omit<Case, 'op' | 'dtypes'>[] = [
    { shapes: [weights, [n], [m]], run: (w, x, y) => [sparse.updateOnPre(build(w), isEvent(x), y, -1, 2)] },
    { shapes: [weights, [n], [m]], run: (w, x, y) => [sparse.updateOnPost(build(w), x, isEvent(y), -1, 2)] },
    { shapes: [weights, [n], [m]], run: (w, x, y) => [sparse.updateOnPost(build(sparse.updateOnPre(build(w), x, y, 0, 1)), x, y, 0, 1)] },
    { shapes: [weights, [n], [m], [], []], run: (w, x, y, low, high) => [sparse.updateOnPre(build(w).transpose.transpose, x, y, low, high)] },
  ];
  return cases.map((c) => ({ op: 'rowUpdate', dtypes: floats, ...c }));
}

export const sparseCases: readonly Case[] = [
  ...plastic([indices.length], csr, [nPre, nPost]),
  ...plastic([5, 3], out, [5, 8]),
  ...plastic([5, 3], into, [8, 5]),
  ...products('csr', csr, [indices.length], [nPre, nPost]),
  ...outer(csrOuterOp, [M.indices, M.indptr], [nPre, nPost]),
  ...products('fixed', out, [5, 3], [5, 8]),
  ...products('fixed', (w) => new sparse.FixedOut(w, six, [2, 8]), [2, 6], [2, 8]),
  // With a fixed in-degree the sides are exchanged.
  ...products('fixed', (w) => into(w).transpose, [5, 3], [5, 8]),
  ...outer(fixedOuterOp, [out(1).indices], [5, 8]),
  ...products('dense', (w) => new sparse.Dense(w), [5, 7], [5, 7]),
  ...products('dense', (w) => new sparse.Dense(w), [3, 8], [3, 8]),
  ...products('dense', (w) => new sparse.Dense(w), [2, 3], [2, 3]),
  ...outer(denseOuterOp, [], [5, 7]),
  ...products('procedural', drawn('normal', 0.4, [6, 9]), [2], [6, 9]),
  ...products('procedural', drawn('uniform', 1, [3, 5]), [2], [3, 5]),
  ...eventKinds.map((c) => (c.dtypes[0] === 'float64' || c.dtypes[0] === 'float32' ? withoutDerivative(c) : c)),
];

/** Differentiated, a float event counts by its value, while a difference quotient is 0: nothing to compare. */
function withoutDerivative(c: Case): Case {
  return { ...c, run: (...args) => c.run(...args.map((x) => ops.stopGradient(x))) };
}
