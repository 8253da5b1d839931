import { barrierOp } from '../../../src/engine/control/checkpoint.js';
import * as E from '../../../src/engine/index.js';
import { bind } from '../../../src/engine/trace/builder.js';
import type { Operand } from '../../../src/engine/program/op.js';
import { floats, n, numbers, type Case } from './support.js';

const first = (x: Operand): Operand => E.index(x, 0);

/** Ops that hold programs: control flow, custom derivatives, checkpoints, checks. */
export const control: readonly Case[] = [
  {
    op: 'scan',
    dtypes: numbers,
    shapes: [n, [4, 11]],
    run: (x, xs) => {
      const [last, ys] = E.scan((c: Operand, row: Operand) => [E.add(c, row), E.mul(c, row)], x, xs);
      return [last, ys];
    },
  },
  {
    op: 'scan',
    dtypes: floats,
    shapes: [[3], [5, 3]],
    run: (x, xs) => {
      const [last, ys] = E.scan((c: Operand, row: Operand) => [E.mul(E.add(c, row), 0.5), c], x, xs, { reverse: true });
      return [last, ys];
    },
  },
  {
    op: 'cond',
    dtypes: floats,
    shapes: [n, [2]],
    run: (x, c) => [E.cond(E.gt(first(c), 0.5), (v: Operand) => E.mul(v, E.index(c, 1)), (v: Operand) => E.sub(v, 3), x)],
  },
  {
    op: 'cond',
    dtypes: ['int32'],
    shapes: [n, [1]],
    run: (x, i) => [E.switchCase(first(i), [(v: Operand) => E.add(v, 1), (v: Operand) => v, () => E.full([11], 4, 'int32')], x)],
    values: () => [-5, 0, 1, 2, 7],
  },
  {
    op: 'while',
    dtypes: ['int32'],
    shapes: [[1]],
    run: (x) => [
      E.whileLoop<[Operand, Operand]>(([v]) => E.lt(E.sum(v), 20), ([v, k]) => [E.add(v, 3), E.add(k, 1)], [x, x])[1],
    ],
    values: () => [0, 5, 19, 20, 25],
  },
  {
    op: 'customJvp',
    dtypes: floats,
    shapes: [n],
    run: (x) => [E.customJvp((v) => E.mul(v, v), ([v], [t]) => E.mul(t, E.mul(2, v)))(x)],
  },
  {
    op: 'customVjp',
    dtypes: floats,
    shapes: [n],
    run: (x) => [
      E.customVjp(
        (v) => E.mul(v, v),
        (v) => ({ out: E.mul(v, v), residuals: [v] }),
        ([v], ct) => [E.mul(ct, E.mul(2, v))],
      )(x),
    ],
  },
  { op: 'checkpoint', dtypes: floats, shapes: [n], run: (x) => [E.checkpoint((v: Operand) => E.mul(E.add(v, 1), v))(x)] },
  { op: 'barrier', dtypes: numbers, shapes: [n], run: (x) => [E.add(bind(barrierOp, [E.toValue(x)], {})[0], x)] },
  { op: 'unvmap', dtypes: numbers, shapes: [n], run: (x) => [E.unvmap(E.add(x, x), 'max')] },
  {
    op: 'check',
    dtypes: numbers,
    shapes: [n],
    run: (x) => {
      E.errorIf(E.ne(E.mul(x, 0), E.mul(x, 0)), 'never true of numbers');
      return [x];
    },
    values: () => [0, 1, 2, 3],
  },
];
