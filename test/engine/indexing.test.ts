import { describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends } from '../../src/engine/backend/index.js';
import * as E from '../../src/engine/index.js';
import * as ops from '../../src/engine/ops/index.js';
import { add, index, lt, mul, select, stack, sum, updateAt } from '../../src/engine/ops/index.js';
import type { IndexSpec } from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import { vjp } from '../../src/engine/transform/vjp.js';
import { programOf, runOn } from '../conformance/programs.js';

const int = (...values: number[]): NDArray => new NDArray([values.length], 'int32', Int32Array.from(values));
const float = (...values: number[]): NDArray => new NDArray([values.length], 'float64', Float64Array.from(values));
const list = (x: Operand): number[] => [...ops.toNDArray(x).data];
const x = ops.reshape(ops.arange(0, 12, 1), [3, 4]) as NDArray;

describe('positions', () => {
  test('that are static must be in range', () => {
    expect(() => ops.index(x, 3)).toThrow('index 3 is out of range for axis 0 of size 3');
    expect(() => ops.index(x, Int32Array.of(0, -4))).toThrow('index -4 is out of range for axis 0 of size 3');
    expect(() => ops.take(x, Int32Array.of(4), 1)).toThrow('index 4 is out of range for axis 1 of size 4');
    expect(() => ops.updateAt(x, [ops.slice(), Int32Array.of(4)], 1)).toThrow('index 4 is out of range for axis 1');
    expect(() => ops.index(x, int(0), 4)).toThrow('index 4 is out of range for axis 1 of size 4');
  });

  test('that are data clamp when read and are dropped when written', () => {
    expect(list(ops.index(x, int(9, -9), 1))).toEqual([9, 1]);
    expect(list(ops.updateAt(float(1, 2), [int(2, -1, -3)], float(7, 8, 9)))).toEqual([1, 8]);
    // Beyond an inner axis is not the next row.
    expect(list(ops.addAt(ops.zeros([2, 2]), [int(0, 1), int(2, 0)], 1))).toEqual([0, 0, 1, 0]);
  });

  test('may be unsigned', () => {
    const far = new NDArray([2], 'uint32', Uint32Array.of(1, 2 ** 32 - 1));
    expect(list(ops.index(float(5, 6, 7), far))).toEqual([6, 7]);
    expect(list(ops.updateAt(float(5, 6, 7), [far], 0))).toEqual([5, 0, 7]);
  });

  test('of one place act one after the other', () => {
    expect(list(ops.updateAt(float(0, 0), [int(1, 1, 1)], float(1, 2, 3)))).toEqual([0, 3]);
    expect(list(ops.addAt(float(0, 0), [int(1, 0, 1)], float(1, 2, 3)))).toEqual([2, 4]);
    const big = new NDArray([3], 'float32', Float32Array.of(2 ** 24, 1, 1));
    expect(list(ops.addAt(ops.zeros([1], 'float32'), [int(0, 0, 0)], big))).toEqual([2 ** 24]);
  });

  test('that have no meaning are refused, with the way out', () => {
    const bad = (spec: unknown): IndexSpec => spec as IndexSpec;
    expect(() => ops.index(x, bad([0, 1]))).toThrow('an integer array such as Int32Array.of(0, 2), got a list');
    expect(() => ops.index(x, float(0, 1))).toThrow('an array of positions is int32 or uint32, got float64; cast first');
    expect(() => ops.index(x, NDArray.zeros([3], 'bool'))).toThrow('got bool; a mask has no fixed number of positions');
    expect(() => ops.index(x, int(0), int(0), int(0))).toThrow('3 indices are too many for shape (3, 4)');
    expect(() => ops.index(x, int(0, 1), int(0, 1, 2))).toThrow('indexing by arrays: shapes do not broadcast: (2,) and (3,)');
    expect(() => ops.updateAt(x, [int(0, 1)], ops.zeros([3, 4]))).toThrow('broadcastTo: shapes do not broadcast: (3, 4) and (2, 4)');
    expect(() => ops.addAt(int(1, 2), [int(0)], 0.5)).toThrow('a fraction cannot join an integer array: 0.5 with int32');
    expect(() => ops.addAt(NDArray.zeros([2], 'bool'), [0], 1)).toThrow('addAt wants numbers, got bool');
    expect(() => ops.index(ops.zeros([0, 2]), int(0))).toThrow('nothing to take from an axis of length 0: shape (0, 2)');
  });
});

describe('positions with a slice between them', () => {
  const cube = ops.reshape(x, [3, 2, 2]) as NDArray;

  test('give axes in front of all others, as in numpy', () => {
    const found = ops.index(cube, int(0, 2, 1), ops.slice(), int(1, 0, -1)) as NDArray;
    expect([found.shape, list(found)]).toEqual([[3, 2], [1, 3, 8, 10, 5, 7]]);
    // A position beside an array counts as an array.
    expect(ops.shapeOf(ops.index(cube, 1, ops.slice(), int(1, 0, 0)))).toEqual([3, 2]);
    expect(ops.shapeOf(ops.index(ops.zeros([5, 4, 3, 2]), ops.slice(), int(1, 0), ops.slice(), 1))).toEqual([2, 5, 3]);
  });

  test('are updated where they stand', () => {
    const value = ops.reshape(ops.arange(100, 104, 1), [2, 2]);
    expect(list(ops.updateAt(cube, [int(0, 2), ops.slice(), int(1, 0)], value))).toEqual([0, 100, 2, 101, 4, 5, 6, 7, 102, 9, 103, 11]);
    expect(list(ops.addAt(cube, [0, ops.slice(undefined, undefined, -1), int(1, 1)], value))).toEqual([0, 205, 2, 205, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('windows', () => {
  test('that are static must fit', () => {
    expect(() => ops.dynamicSlice(x, [2, 0], [2, 4])).toThrow('a window of length 2 cannot start at 2 on axis 0 of size 3');
    expect(() => ops.dynamicSlice(x, [0], [2])).toThrow('got 1 starts and lengths (2,)');
    expect(() => ops.dynamicUpdate(x, ops.zeros([4, 4]), [0, 0])).toThrow('no longer than the array');
    expect(() => ops.dynamicSlice(x, [int(0, 1), 0], [1, 4])).toThrow('a start is a single integer for each axis, got an array of shape (2,)');
  });
});

describe('what is made of others', () => {
  test('refuses what it cannot mean', () => {
    expect(() => ops.squeeze(x, 0)).toThrow('squeeze drops axes of length 1, got axis 0 of shape (3, 4)');
    expect(() => ops.pad(x, [-1, 0])).toThrow('for each axis of shape (3, 4), got [-1,0]');
    expect(() => ops.repeat(x, 1.5, 0)).toThrow('repeat wants an integer of 0 or more, got 1.5');
    expect(() => ops.argmax(ops.zeros([0]))).toThrow('argmax of no elements has no value: shape (0,)');
    expect(() => ops.takeAlongAxis(x, int(1), 0)).toThrow('takeAlongAxis: shapes do not broadcast: (3, 4) and (1,)');
  });
});

describe('derivatives where values are equal or zero', () => {
  const slope = (f: (v: Operand) => Operand, at: NDArray): number[] => list(vjp(f, at).pullback(NDArray.scalar(1, 'float64')));

  test('a product', () => {
    expect(slope((v) => ops.prod(v), float(2, 0, 3))).toEqual([0, 6, 0]);
    const second = slope((v) => ops.index(vjp((y) => ops.prod(y), v).pullback(NDArray.scalar(1, 'float64')), 0), float(2, 0, 3));
    expect(second).toEqual([0, 3, 0]);
  });

  test('factors brought to one place', () => {
    const f = (v: Operand): Operand => ops.sum(ops.mulAt(float(5, 7), [int(1, 1, 0)], v));
    expect(slope(f, float(2, 3, 4))).toEqual([21, 14, 5]);
    expect(slope(f, float(0, 3, 4))).toEqual([21, 0, 5]);
    expect(slope(f, float(0, 0, 0))).toEqual([0, 0, 5]);
  });

  test('factors brought to one place, twice', () => {
    const grad = (f: (v: Operand) => Operand) => (v: Operand): Operand => vjp(f, v).pullback(NDArray.scalar(1, 'float64'));
    const f = (v: Operand): Operand => ops.sum(ops.mulAt(float(5, 7), [int(1, 1, 0, 1, 9)], v));
    // Of 7 a b d + 5 c.
    const second = (k: number, at: NDArray): number[] => list(grad((v) => ops.index(grad(f)(v), k))(at));
    expect(second(0, float(2, 3, 4, 5, 6))).toEqual([0, 35, 0, 21, 0]);
    expect(second(0, float(0, 3, 4, 5, 6))).toEqual([0, 35, 0, 21, 0]);
    expect(second(0, float(0, 0, 4, 5, 6))).toEqual([0, 35, 0, 0, 0]);
    expect(second(0, float(0, 0, 0, 0, 0))).toEqual([0, 0, 0, 0, 0]);
    const third = (at: NDArray): number[] => list(grad((v) => ops.index(grad((w) => ops.index(grad(f)(w), 0))(v), 1))(at));
    expect(third(float(0, 0, 0, 0, 0))).toEqual([0, 0, 0, 7, 0]);
  });

  test('of values set at one place the last counts, and a dropped one does not', () => {
    const f = (v: Operand): Operand => ops.sum(ops.updateAt(float(5, 7), [int(1, 1, 2, 0)], v));
    expect(slope(f, float(1, 2, 3, 4))).toEqual([0, 1, 0, 1]);
    expect(slope((v) => ops.sum(ops.updateAt(v, [int(1, 1)], 3)), float(1, 2))).toEqual([1, 0]);
  });

  test('equal extremes share', () => {
    const f = (v: Operand): Operand => ops.sum(ops.maxAt(float(2, 0), [int(0, 1, 1, 5)], v));
    expect(slope(f, float(2, 3, 3, 9))).toEqual([0.5, 0.5, 0.5, 0]);
  });

  test('sorting passes each slope to where its element came from', () => {
    expect(slope((v) => ops.sum(ops.mul(ops.sort(v), float(1, 10, 100))), float(3, 1, 2))).toEqual([100, 1, 10]);
  });
});

test('large arrays give the bits of the reference', () => {
  const n = 5003;
  const noise = (i: number): number => Math.sin(i * 12.9898) * 43758.5453;
  const values = new NDArray([n], 'float32', Float32Array.from({ length: n }, (_, i) => noise(i) % 50));
  const at = new NDArray([3 * n], 'int32', Int32Array.from({ length: 3 * n }, (_, i) => Math.floor(noise(i) % n)));
  const program = programOf(
    (v, i) => {
      const list = i as NDArray;
      const rows = ops.reshape(ops.index(v, ops.slice(0, 5000)), [50, 100]);
      return [
        ops.argsort(v),
        ops.sort(ops.round(v)),
        ops.cumsum(v),
        ops.cumsum(rows, 0),
        ops.argmax(v),
        ops.index(v, list),
        ops.addAt(v, [list], ops.index(v, list)),
        ops.addAt(rows, [list], 0.1),
        ops.prod(ops.mul(v, 0.04)),
        ...ops.nonzeroOfSize(ops.gt(v, 0), 1000),
      ];
    },
    [values, at],
  );
  expect(runOn(backends.wasm, program, [values, at])).toEqual(runOn(backends.reference, program, [values, at]));
});

describe('inside loops and transformations', () => {
  /** Writes each input into a ring of three by the counter of the loop and reads the one of two steps ago. */
  const delayed = (xs: Operand): Operand => {
    const step = ([ring, i]: [Operand, Operand], v: Operand): [[Operand, Operand], Operand] => {
      const at = i as NDArray;
      const written = updateAt(ring, [at], v);
      const next = select(lt(at, 2), add(at, 1), 0);
      return [[written, next], mul(index(written, next as NDArray), v)];
    };
    return E.scan(step, [NDArray.zeros([3], 'float64'), NDArray.scalar(0, 'int32')], xs)[1];
  };

  test.each(['wasm', 'reference'] as const)('a ring buffer, its gradient and its batches on %s', (backend) => {
    config.backend = backend;
    try {
      const xs = float(1, 2, 3, 4, 5);
      expect(list(delayed(xs))).toEqual([0, 0, 3, 8, 15]);
      const slope = E.grad((v: Operand) => sum(delayed(v)));
      expect(list(slope(xs) as Operand)).toEqual([3, 4, 6, 2, 3]);
      const both = stack([xs, mul(xs, 2)]);
      expect(list(E.vmap(slope)(both) as Operand)).toEqual([3, 4, 6, 2, 3, 6, 8, 12, 4, 6]);
    } finally {
      config.backend = 'wasm';
    }
  });

  test('windows that start elsewhere in every lane', () => {
    const xs = ops.reshape(ops.arange(0, 10, 1), [2, 5]);
    const starts = int(1, 9);
    const window = E.vmap((x: Operand, i: Operand) => ops.dynamicSlice(x, [i], [2]));
    expect(list(window(xs, starts) as Operand)).toEqual([1, 2, 8, 9]);
    const update = E.vmap((x: Operand, i: Operand) => ops.dynamicUpdate(x, ops.zeros([2]), [i]));
    expect(list(update(xs, starts) as Operand)).toEqual([0, 0, 0, 3, 4, 5, 6, 7, 0, 0]);
  });

  test('second derivatives', () => {
    const f = (x: Operand): Operand => sum(mul(ops.addAt(x, [int(0, 0)], index(x, int(1, 2))), x));
    // (x0 + x1 + x2) x0 + x1^2 + x2^2
    expect(list(E.hessian(f)(float(1, 2, 3)) as Operand)).toEqual([2, 1, 1, 1, 2, 0, 1, 0, 2]);
  });
});
