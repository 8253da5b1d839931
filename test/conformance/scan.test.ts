import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends, type Backend } from '../../src/engine/backend/index.js';
import * as ops from '../../src/engine/ops/index.js';
import { scanOp, type ScanParams } from '../../src/engine/control/scan.js';
import type { Operand } from '../../src/engine/program/op.js';
import type { Aval, Program } from '../../src/engine/program/program.js';
import { bind, Builder, close, currentBuilder, within } from '../../src/engine/trace/builder.js';
import { someArray } from './cases/index.js';
import { programOf, runOn } from './programs.js';

/** `lax.scan`: the body takes carries and slices, returns carries and outputs. */
function scan(
  body: (carry: Operand[], x: Operand[]) => [Operand[], Operand[]],
  init: Operand[],
  xs: Operand[],
  options: { length?: number; reverse?: boolean } = {},
): [Operand[], Operand[]] {
  const builder = new Builder(currentBuilder());
  const avals: Aval[] = [
    ...init.map((c) => ops.toValue(c)),
    ...xs.map((x): Aval => ({ shape: ops.shapeOf(x).slice(1), dtype: ops.dtypeOf(x) })),
  ];
  const ins = avals.map((aval) => builder.input(aval));
  const outs = within(builder, () => {
    const [carry, ys] = body(ins.slice(0, init.length), ins.slice(init.length));
    return [...carry, ...ys].map((x) => builder.atom(x, ops.dtypeOf(x)));
  });
  const { program, captures } = close(builder, ins, outs);
  const params: ScanParams = {
    body: program,
    constants: captures.length,
    carries: init.length,
    length: options.length ?? ops.shapeOf(xs[0])[0],
    reverse: options.reverse ?? false,
  };
  const results = bind(scanOp, [...captures, ...init, ...xs].map((x) => ops.toValue(x)), params);
  return [results.slice(0, init.length), results.slice(init.length)];
}

/** What the reference backend says a program gives; each backend must give the same bits. */
function agree(backend: Backend, program: Program, args: NDArray[]): NDArray[] {
  const expected = runOn(backends.reference, program, args);
  const found = runOn(backend, program, args);
  expect(found).toEqual(expected);
  return found;
}

const sizes = [1, 2, 3, 4, 5, 8, 11];
const dtypes: DType[] = ['float32', 'float64', 'int32'];

describe.each(Object.values(backends))('loops on $name', (backend) => {
  describe.each(dtypes)('%s', (dtype) => {
    test.each(sizes)('running sum of %i elements, forward and backward', (n) => {
      fc.assert(
        fc.property(someArray([6, n], dtype), fc.boolean(), (xs, reverse) => {
          const program = programOf(
            (x) => {
              const zero = ops.full([n], 0, dtype);
              const [[last], [sums]] = scan(([c], [row]) => [[ops.add(c, row)], [ops.add(c, row)]], [zero], [x], { reverse });
              return [last, sums];
            },
            [xs],
          );
          agree(backend, program, [xs]);
        }),
        { numRuns: 15 },
      );
    });

    test('carries that change places, stay, or take a constant', () => {
      const xs = NDArray.full([5, 3], dtype, 2);
      const program = programOf(
        (x) => {
          const start = [1, 2, 3].map((k) => ops.full([3], k, dtype));
          const [carry, ys] = scan(
            ([a, b, c], [row]) => [
              [b, a, c],
              [a, c, row, ops.add(a, row), ops.full([], 7, dtype)],
            ],
            start,
            [x],
          );
          return [...carry, ...ys];
        },
        [xs],
      );
      const [a, b, c] = agree(backend, program, [xs]);
      expect([a.data[0], b.data[0], c.data[0]]).toEqual([2, 1, 3]);
    });

    test.each([false, true])('an old value of a carry is recorded after the new one was computed (reverse: %s)', (reverse) => {
      const xs = NDArray.full([4, 6], dtype, 1);
      const program = programOf(
        (x) => {
          const zero = [ops.full([6], 0, dtype)];
          const [[last], ys] = scan(([c], [row]) => [[ops.add(c, row)], [c, ops.mul(ops.add(c, row), 2)]], zero, [x], { reverse });
          return [last, ...ys];
        },
        [xs],
      );
      const [, before] = agree(backend, program, [xs]);
      expect([0, 6, 18].map((i) => before.data[i])).toEqual(reverse ? [3, 2, 0] : [0, 1, 3]);
    });

    test('a loop in a loop, with the outer row inside the inner loop', () => {
      const xs = new NDArray([3, 5], 'int32', Int32Array.from({ length: 15 }, (_, i) => i));
      const program = programOf(
        (x) => {
          const [[total], [sums]] = scan(
            ([c], [row]) => {
              const [[inner], [seen]] = scan(([d], [k]) => [[ops.add(d, row)], [ops.add(ops.add(d, k), row)]], [c], [ops.iota(4)]);
              return [[inner], [seen]];
            },
            [ops.full([5], 0, 'int32')],
            [x],
          );
          return [total, sums];
        },
        [xs],
      );
      const [total, sums] = agree(backend, program, [xs]);
      expect(total.data[0]).toBe(4 * (0 + 5 + 10));
      expect(sums.shape).toEqual([3, 4, 5]);
    });

    test('a stretch of the old carry is recorded after the new one was computed', () => {
      const xs = NDArray.full([4, 6], dtype, 1);
      const program = programOf(
        (x) => {
          const zero = [ops.full([6], 0, dtype)];
          return scan(([c], [row]) => [[ops.add(c, row)], [ops.index(c, ops.slice(2, 6)), ops.index(c, 3)]], zero, [x]).flat();
        },
        [xs],
      );
      const [, stretch, element] = agree(backend, program, [xs]);
      expect([0, 4, 8, 12].map((i) => stretch.data[i])).toEqual([0, 1, 2, 3]);
      expect([...element.data]).toEqual([0, 1, 2, 3]);
    });

    test('a carry updated in place, computed on the way and read again', () => {
      const xs = new NDArray([6, 5], dtype, (ops.cast(ops.reshape(ops.iota(30, dtype), [6, 5]), dtype) as NDArray).data.slice());
      const at = new NDArray([2], 'int32', Int32Array.of(1, 3));
      const bodies: ((c: Operand, row: Operand) => [Operand[], Operand[]])[] = [
        (c, row) => [[ops.updateAt(c, [2], ops.sum(row))], []],
        (c, row) => [[ops.addAt(ops.mul(c, 2), [at], ops.index(row, at))], []],
        // Read again after the update, or beside it: the old value must still be there.
        (c, row) => [[ops.addAt(ops.mul(c, 2), [at], ops.index(c, at))], [ops.add(c, row)]],
        (c, row) => [[ops.addAt(c, [at], ops.index(c, at))], [ops.mul(row, 2)]],
        (c, row) => {
          const scaled = ops.mul(c, 3);
          return [[ops.updateAt(scaled, [0], 1)], [scaled, row]];
        },
        (c, row) => [[ops.updateAt(ops.updateAt(ops.add(c, row), [0], 1), [4], ops.index(row, 0))], [c]],
      ];
      for (const body of bodies) {
        const program = programOf(
          (x) => {
            const [carry, ys] = scan(([c], [row]) => body(c, row), [ops.full([5], 1, dtype)], [x]);
            return [...carry, ...ys];
          },
          [xs],
        );
        agree(backend, program, [xs]);
      }
    });

    test('movement and reductions inside the body', () => {
      const xs = new NDArray([4, 6], dtype, Float64Array.from({ length: 24 }, (_, i) => (i * 7) % 5) as never);
      const typed = new NDArray([4, 6], dtype, (ops.cast(new NDArray([4, 6], 'float64', xs.data), dtype) as NDArray).data);
      const program = programOf(
        (x) => {
          const [[last], ys] = scan(
            ([c], [row]) => {
              const turned = ops.index(row, ops.slice(undefined, undefined, -1));
              const next = ops.add(c, ops.updateAt(turned, [2], ops.sum(c)));
              return [[next], [ops.sum(next), ops.gt(next, 3), ops.reshape(next, [2, 3])]];
            },
            [ops.full([6], 1, dtype)],
            [x],
          );
          return [last, ...ys];
        },
        [typed],
      );
      agree(backend, program, [typed]);
    });
  });

  test('a comparison recorded backwards, three bools at a time', () => {
    const xs = new NDArray([5, 3], 'float32', Float32Array.from({ length: 15 }, (_, i) => i % 4));
    const program = programOf(
      (x) => scan(([c], [row]) => [[ops.add(c, 1)], [ops.gt(row, c)]], [ops.full([], 0)], [x], { reverse: true }).flat(),
      [xs],
    );
    agree(backend, program, [xs]);
  });

  test('a carry that only another carry reads', () => {
    const xs = NDArray.full([6, 2], 'float32', 1);
    const program = programOf(
      (x) => {
        const start = [0, 0, 0].map((k) => ops.full([2], k));
        // The third carry is never used; the first is used by the second alone, one step later.
        const [[, b]] = scan(([c, d, e], [row]) => [[ops.add(c, row), ops.add(d, c), ops.add(e, 1)], []], start, [x]);
        return [b];
      },
      [xs],
    );
    const [b] = agree(backend, program, [xs]);
    expect(b.data[0]).toBe(0 + 1 + 2 + 3 + 4 + 5);
  });

  test('no steps give empty outputs and leave the carries', () => {
    const xs = NDArray.zeros([0, 3], 'float32');
    const program = programOf(
      (x) => scan(([c], [row]) => [[ops.add(c, row)], [row]], [ops.full([3], 5)], [x]).flat(),
      [xs],
    );
    const [last, ys] = agree(backend, program, [xs]);
    expect([...last.data]).toEqual([5, 5, 5]);
    expect(ys.shape).toEqual([0, 3]);
  });

  test('two loops, one after the other, with work between', () => {
    const xs = NDArray.full([7, 3], 'float32', 0.5);
    const program = programOf(
      (x) => {
        const [[a], [ys]] = scan(([c], [row]) => [[ops.add(c, row)], [c]], [ops.full([3], 0)], [x]);
        const [[b], [zs]] = scan(([c], [row]) => [[ops.mul(c, row)], [ops.exp(c)]], [ops.add(a, 1)], [ops.mul(ys, 2)]);
        return [a, b, ops.sum(zs), zs];
      },
      [xs],
    );
    agree(backend, program, [xs]);
  });
});
