import type { DType } from '../../../src/engine/array/dtype.js';
import * as ops from '../../../src/engine/ops/index.js';
import { contract } from '../../../src/engine/ops/matmul.js';
import type { Operand } from '../../../src/engine/program/op.js';
import { floats, numbers, type Case } from './support.js';

const one = (f: (a: Operand, b: Operand) => Operand) => (a: Operand, b: Operand) => [f(a, b)];
const use = (a: readonly number[], b: readonly number[], run: Case['run'], dtypes: readonly DType[] = floats): Case => ({
  op: 'matmul',
  dtypes,
  shapes: [a, b],
  run,
});

/** Every way to stand, for shapes with edges in rows, columns and the sum. */
const transposed = [
  [2, 3, 5],
  [9, 7, 4],
  [5, 13, 6],
].flatMap(([m, n, k]) => [
  use([m, k], [k, n], one(ops.matmul), numbers),
  use([k, m], [k, n], one((a, b) => contract(a, b, true, false))),
  use([m, k], [n, k], one((a, b) => contract(a, b, false, true))),
  use([k, m], [n, k], one((a, b) => contract(a, b, true, true))),
]);

const vectors = [
  use([5], [5], one(ops.matmul), numbers),
  use([1, 5], [5, 1], one(ops.matmul)),
  use([5], [5, 7], one(ops.matmul)),
  use([18, 5], [5], one(ops.matmul), numbers),
  use([7, 1], [1, 3], one(ops.matmul)),
  use([5], [19, 5], one((a, b) => ops.einsum('k,nk->n', a, b))),
  use([2, 0], [0, 3], one(ops.matmul)),
  use([0, 2], [2, 3], one(ops.matmul)),
];

const stacks = [
  use([3, 2, 5], [3, 5, 4], one(ops.matmul)),
  use([3, 2, 5], [5, 4], one(ops.matmul)),
  use([2, 5], [3, 5, 4], one(ops.matmul)),
  use([2, 1, 3, 5], [4, 5, 2], one(ops.matmul)),
  use([3, 2, 5], [5], one(ops.matmul)),
  use([2, 5], [3, 5, 1], one(ops.matmul)),
  use([3, 5, 2], [5, 4], one((a, b) => contract(a, b, true))),
  use([5, 2], [3, 4, 5], one((a, b) => contract(a, b, true, true))),
  use([2, 3], [4, 3, 5], one(ops.dot)),
];

const sums = [
  use([2, 3, 4], [4, 5], one((a, b) => ops.einsum('bij,jk->kbi', a, b))),
  use([3, 2, 4], [2, 5, 3], one((a, b) => ops.einsum('kbi,bjk->bji', a, b))),
  use([2, 3, 4], [4, 3, 2], one((a, b) => ops.einsum('ijk,kji', a, b))),
  use([2, 3], [4], one((a, b) => ops.einsum('ij,k->kj', a, b))),
  use([2, 3], [2, 3], one((a, b) => ops.einsum('bi,bi->b', a, b))),
];

export const contraction: readonly Case[] = [...transposed, ...vectors, ...stacks, ...sums];
