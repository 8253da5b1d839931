import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { sizeOf, type Shape } from '../../src/engine/array/shape.js';
import { backends } from '../../src/engine/backend/index.js';
import { grad, jvp, scan, vmap } from '../../src/engine/functions/index.js';
import * as ops from '../../src/engine/ops/index.js';
import * as sparse from '../../src/engine/ops/sparse/index.js';
import { threefryLanes } from '../../src/engine/ops/threefry.js';
import type { Operand } from '../../src/engine/program/op.js';
import { scalarLanes } from '../../src/engine/program/scalar-lanes.js';
import { vjp } from '../../src/engine/transform/vjp.js';
import { programOf, runOn } from '../conformance/programs.js';

const { eventMatvec, eventVecmat, matvec, vecmat, Csr, Dense, FixedIn, FixedOut, Procedural } = sparse;

function array(shape: Shape, values: readonly number[], dtype: 'float32' | 'float64' | 'bool' = 'float32'): NDArray {
  const x = NDArray.zeros(shape, dtype);
  x.data.set(values);
  return x;
}

const list = (x: Operand): number[] => Array.from((x as NDArray).data);

// Products in plain numbers. Small integers, so that every order of additions gives the same.
function denseProduct(x: number[], w: number[], [n, m]: readonly [number, number], batches: number): number[] {
  const out = new Array<number>(batches * m).fill(0);
  for (let b = 0; b < batches; b++) {
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[b * m + j] += x[b * n + i] * w[i * m + j];
  }
  return out;
}

function transposed(w: number[], [n, m]: readonly [number, number]): number[] {
  return Array.from({ length: n * m }, (_, k) => w[(k % n) * m + Math.floor(k / n)]);
}

const size = fc.integer({ min: 0, max: 20 });
const small = fc.integer({ min: -4, max: 4 });
const listOf = <T>(length: number, item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: length, maxLength: length });
const someNumbers = (length: number): fc.Arbitrary<number[]> => listOf(length, small);
const below = (m: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: m - 1 });

/** A matrix of every structure, as a function of its weights. */
interface Built {
  shape: readonly [number, number];
  weights: NDArray;
  build: (weights: Operand) => sparse.SparseMatrix;
}

const rowsOf = (n: number, m: number): fc.Arbitrary<number[][]> =>
  listOf(n, m === 0 ? fc.constant([]) : fc.array(below(m), { maxLength: 12 }));

const someCsr = fc.tuple(size, size).chain(([n, m]) =>
  rowsOf(n, m).chain((rows) => {
    const indptr = [0];
    for (const row of rows) indptr.push(indptr.at(-1)! + row.length);
    const indices = NDArray.zeros([indptr.at(-1)!], 'int32');
    indices.data.set(rows.flat());
    return someNumbers(indices.data.length).map(
      (w): Built => {
        const build = (x: Operand): sparse.SparseMatrix => new Csr(x, indices, indptr, [n, m]);
        return { shape: [n, m], weights: array(indices.shape, w), build };
      },
    );
  }),
);

const someFixed = (into: boolean): fc.Arbitrary<Built> =>
  fc.tuple(size, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 9 })).chain(([n, m, k]) =>
    fc.tuple(listOf(n * k, below(m)), someNumbers(n * k)).map(([at, w]) => {
      const indices = new NDArray([n, k], 'int32', Int32Array.from(at));
      const weights = array([n, k], w);
      return into
        ? { shape: [m, n], weights, build: (x: Operand) => new FixedIn(x, indices, [m, n]) }
        : { shape: [n, m], weights, build: (x: Operand) => new FixedOut(x, indices, [n, m]) };
    }),
  );

const someDense = fc.tuple(size, size).chain(([n, m]) =>
  someNumbers(n * m).map((w): Built => ({ shape: [n, m], weights: array([n, m], w), build: (x) => new Dense(x) })),
);

const someChance = fc.constantFrom(0.05, 0.3, 1);
const someDrawn = fc.tuple(size, size, someChance, fc.nat()).map(([n, m, chance, seed]): Built => {
  const key = new NDArray([2], 'uint32', Uint32Array.of(0, seed));
  const build = (x: Operand): sparse.SparseMatrix => Procedural.constant(x, chance, key, [n, m]);
  return { shape: [n, m], weights: NDArray.scalar(3, 'float32'), build };
});

const structures: Record<string, fc.Arbitrary<Built>> = {
  csr: someCsr,
  'fixed out-degree': someFixed(false),
  'fixed in-degree': someFixed(true),
  dense: someDense,
  procedural: someDrawn,
};

describe.each(Object.entries(structures))('%s', (_, built) => {
  test.each(Object.values(backends))('its products are those of the dense matrix, on $name', (backend) => {
    const input = built.chain((b) => {
      const [n, m] = b.shape;
      const [overPre, overPost] = [someNumbers(2 * n), someNumbers(2 * m)];
      return fc.record({ b: fc.constant(b), x: overPre, y: overPost, onX: overPost, onY: overPre });
    });
    fc.assert(
      fc.property(input, ({ b, x, y, onX, onY }) => {
        const [n, m] = b.shape;
        const dense = list(b.build(b.weights).toDense());
        expect(dense.length).toBe(n * m);
        const events = (v: number[]): number[] => v.map((e) => (e === 0 ? 0 : 1));
        const backwards = transposed(dense, b.shape);
        const plus = (a: number[], c: number[]): number[] => a.map((v, i) => v + c[i]);
        const f = (w: Operand, u: Operand, v: Operand, onU: Operand, onV: Operand): Operand[] => {
          const W = b.build(w);
          return [
            vecmat(u, W),
            matvec(W, v),
            eventVecmat(u, W, onU),
            eventMatvec(W, v, onV),
            eventVecmat(v, W.transpose, onV),
            ops.transpose(W.transpose.toDense()),
          ];
        };
        const args = [b.weights, array([2, n], x), array([2, m], y), array([2, m], onX), array([2, n], onY)];
        const results = runOn(backend, programOf(f as (...args: Operand[]) => Operand[], args), args).map(list);
        const fired = plus(denseProduct(events(y), backwards, [m, n], 2), onY);
        const expected = [
          denseProduct(x, dense, [n, m], 2),
          denseProduct(y, backwards, [m, n], 2),
          plus(denseProduct(events(x), dense, [n, m], 2), onX),
          fired,
          fired,
          dense,
        ];
        expect(results.map((r) => r.map((v) => v + 0))).toEqual(expected.map((r) => r.map((v) => v + 0)));
      }),
      { numRuns: 30 },
    );
  });
});

describe('events', () => {
  const W = new Csr(array([3], [1, 2, 4]), [0, 1, 1], [0, 1, 2, 3], [3, 2]);

  test('count whatever their value', () => {
    expect(list(eventVecmat(array([3], [0, -7.5, NaN]), W))).toEqual([0, 6]);
    expect(list(eventVecmat(array([3], [-0, 0.001, 0]), W))).toEqual([0, 2]);
    expect(list(eventMatvec(W, array([2], [0, 1], 'bool')))).toEqual([0, 2, 4]);
  });

  test('differentiate as if they counted by their value', () => {
    const spikes = array([3], [0, 1, 1]);
    const ct = array([2], [10, 100]);
    expect(list(vjp((s) => eventVecmat(s, W), spikes).pullback(ct))).toEqual([10, 200, 400]);
    const back = array([3], [1, 10, 100]);
    expect(list(vjp((s) => eventMatvec(W, s), array([2], [0, 1])).pullback(back))).toEqual([1, 420]);
    expect(list(vjp((s) => eventVecmat(s, new Dense(W.toDense())), spikes).pullback(ct))).toEqual([10, 200, 400]);
  });

  test('reach the weights of their rows only', () => {
    const spikes = array([3], [0, 1, 5]);
    const ct = array([2], [10, 100]);
    expect(list(vjp((w) => eventVecmat(spikes, W.withWeights(w)), W.weights).pullback(ct))).toEqual([0, 100, 100]);
    const one = NDArray.scalar(3, 'float32');
    expect(list(vjp((w) => eventVecmat(spikes, W.withWeights(w)), one).pullback(ct))).toEqual([200]);
    expect(list(vjp((y) => eventVecmat(spikes, W, y), array([2], [1, 1])).pullback(ct))).toEqual([10, 100]);
  });

  test('differentiate twice', () => {
    // f(w) = sum((x w)^2) / 2 with events x has the gradient x ct on the structure, ct = x w.
    const spikes = array([3], [1, 1, 1], 'float64');
    const half = (w: Operand): Operand => {
      const y = eventVecmat(spikes, W.withWeights(w));
      return ops.mul(0.5, ops.sum(ops.mul(y, y)));
    };
    const weights = array([3], [1, 2, 4], 'float64');
    const gradient = (w: Operand): Operand => vjp(half, w).pullback(1);
    expect(list(gradient(weights))).toEqual([1, 6, 6]);
    expect(list(vjp(gradient, weights).pullback(array([3], [1, 10, 100], 'float64')))).toEqual([1, 110, 110]);
  });
});

describe('procedural', () => {
  const key = new NDArray([2], 'uint32', Uint32Array.of(1, 2));

  test('an entry stands in every place with the given probability, alike in all columns', () => {
    const [n, m, chance] = [600, 300, 0.07];
    const dense = list(Procedural.constant(1, chance, key, [n, m]).toDense());
    const inColumn = new Array<number>(m).fill(0);
    dense.forEach((x, k) => (inColumn[k % m] += x));
    const total = inColumn.reduce((a, b) => a + b, 0);
    const deviation = Math.sqrt(n * chance * (1 - chance));
    expect(Math.abs(total - n * m * chance)).toBeLessThan(4 * deviation * Math.sqrt(m));
    const chiSquare = inColumn.reduce((sum, count) => sum + ((count - n * chance) / deviation) ** 2, 0);
    expect(Math.abs(chiSquare - m)).toBeLessThan(4 * Math.sqrt(2 * m));
    // Neighbours are independent of each other.
    const pairs = dense.reduce((sum, x, k) => ((k + 1) % m === 0 ? sum : sum + x * dense[k + 1]), 0);
    const expected = n * (m - 1) * chance ** 2;
    expect(Math.abs(pairs - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  test('weights have their distribution', () => {
    const moments = (W: sparse.SparseMatrix): number[] => {
      const w = list(W.toDense()).filter((x) => x !== 0);
      const mean = w.reduce((a, b) => a + b, 0) / w.length;
      return [mean, Math.sqrt(w.reduce((a, b) => a + (b - mean) ** 2, 0) / w.length), Math.min(...w), Math.max(...w)];
    };
    const [mean, deviation] = moments(Procedural.normal(5, 2, 0.5, key, [200, 200]));
    expect(mean).toBeCloseTo(5, 1);
    expect(deviation).toBeCloseTo(2, 1);
    const [middle, spread, low, high] = moments(Procedural.uniform(1, 3, 0.5, key, [200, 200]));
    expect(middle).toBeCloseTo(2, 1);
    expect(spread).toBeCloseTo(2 / Math.sqrt(12), 1);
    expect(low).toBeGreaterThanOrEqual(1);
    expect(high).toBeLessThan(3);
  });

  test('the counters of row i are (i, 0), (i, 1), …', () => {
    const [n, m, chance] = [20, 40, 0.2];
    const dense = NDArray.zeros([n, m], 'float32');
    for (let i = 0; i < n; i++) {
      let column = -1;
      for (let k = 0; ; k++) {
        const [high] = threefryLanes(scalarLanes.int('uint32'), [1, 2], [i, k]);
        column += 1 + Math.floor(Math.log(((high >>> 8) + 1) / 2 ** 24) / Math.log(1 - chance));
        if (column >= m) break;
        dense.data[i * m + column] = 1;
      }
    }
    expect(list(Procedural.constant(1, chance, key, [n, m]).toDense())).toEqual(list(dense));
  });

  test('both precisions have the same structure', () => {
    const at = (dtype: 'float32' | 'float64'): number[] =>
      list(Procedural.normal(NDArray.scalar(1, dtype), 0.5, 0.1, key, [30, 50]).toDense()).map((x) => Math.fround(x));
    const [single, double] = [at('float32'), at('float64')];
    expect(single.map((x) => x !== 0)).toEqual(double.map((x) => x !== 0));
    single.forEach((x, i) => expect(x).toBeCloseTo(double[i], 5));
  });
});

describe('matrices', () => {
  const two = new Csr(1, [0], [0, 1, 1], [2, 3]);
  const keyOf = (dtype: 'uint32' | 'int32'): NDArray => NDArray.zeros([2], dtype);

  test('come from dense ones', () => {
    const dense = array([2, 3], [0, 1.5, 0, -2, 0, 3]);
    const W = Csr.fromDense(dense);
    expect([list(W.weights as NDArray), list(W.indices), list(W.indptr)]).toEqual([[1.5, -2, 3], [1, 0, 2], [0, 1, 3]]);
    expect(W.toDense()).toEqual(dense);
    expect(W.transpose.shape).toEqual([3, 2]);
    expect(W.transpose.transpose).toBe(W);
  });

  test('of a vector with other numbers: the product has the dtype they meet in', () => {
    const W = new Csr(array([1], [0.5]), [0], [0, 1], [1, 1]);
    expect((vecmat(array([1], [1], 'float64'), W) as NDArray).dtype).toBe('float64');
    expect((vecmat(new NDArray([1], 'int32', Int32Array.of(3)), W) as NDArray).data[0]).toBe(1.5);
    expect((eventVecmat(array([1], [1], 'float64'), W) as NDArray).dtype).toBe('float32');
  });

  test.each([
    [() => new Csr(1, [0, 3], [0, 1, 2], [2, 3]), /csr: indices must be integers from 0 to 2, and the one at 1 is 3/],
    [() => new Csr(1, [0, -1], [0, 1, 2], [2, 3]), /the one at 1 is -1/],
    [() => new Csr(1, [0, 0.5], [0, 1, 2], [2, 3]), /csr indices wants int32, got 0.5/],
    [() => new Csr(1, [0, 1], [0, 2, 1], [2, 3]), /indptr must not descend \(it is 2 before\), and at 2 it is 1/],
    [() => new Csr(1, [0, 1], [1, 1, 2], [2, 3]), /indptr must start at 0, and at 0 it is 1/],
    [() => new Csr(1, [0, 1], [0, 1, 1], [2, 3]), /end at the number of entries, 2, and at 2 it is 1/],
    [() => new Csr(1, [0, 1], [0, 2], [2, 3]), /csr: indptr of shape \(2,\) does not fit a matrix of \(2, 3\)/],
    [() => new Csr(array([3], [1, 2, 3]), [0, 1], [0, 1, 2], [2, 3]), /weights \(3,\), entries \(2,\)/],
    [() => new FixedOut(1, [[0, 4], [1, 5]], [2, 5]), /fixed out-degree: .* from 0 to 4, and the one at \[1, 1\] is 5/],
    [() => new FixedOut(1, [[0, 1]], [2, 5]), /indices of shape \(1, 2\) does not fit a matrix of \(2, 5\)/],
    [() => new FixedIn(1, [[0, 1], [0, 2]], [2, 2]), /fixed in-degree: .* the one at \[1, 1\] is 2/],
    [() => new Dense(array([3], [1, 2, 3])), /a matrix has two axes, nPre and nPost, got shape \(3,\)/],
    [() => Procedural.constant(1, 0, keyOf('uint32'), [2, 2]), /probability of an entry must be a number above 0/],
    [() => Procedural.constant(1, 0.1, keyOf('int32'), [2, 2]), /the key must be uint32 of shape \(2,\), got int32/],
    [() => vecmat(array([3], [1, 2, 3]), two), /vecmat: .* \(3,\) with a matrix of \(2, 3\); the last axis must be 2/],
    [() => eventMatvec(two, array([2], [1, 2])), /eventMatvec: .*vector \(2,\).* must be 3/],
    [() => vecmat(array([2], [1, 2]), two, array([2], [1, 2])), /product of shape \(3,\) onto shape \(2,\)/],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(message);
  });

  test('a structure that is traced is refused: kernels trust it', () => {
    const indices = new NDArray([1], 'int32', Int32Array.of(0));
    const f = (x: Operand): Operand[] => [new Csr(1, x, [0, 1], [1, 1]).toDense()];
    expect(() => programOf(f, [indices])).toThrow(/outside of the traced function/);
  });
});

test('many events of many neurons: the order of additions is that of the neurons', () => {
  const [n, m, k] = [1003, 17, 23];
  const random = (i: number): number => ((Math.imul(i + 1, 2654435761) >>> 0) % 9973) / 9973;
  const indices = new NDArray([n, k], 'int32', Int32Array.from({ length: n * k }, (_, i) => Math.floor(random(i) * m)));
  const weights = array([n, k], Array.from({ length: n * k }, (_, i) => random(i + 5) - 0.5));
  const spikes = array([n], Array.from({ length: n }, (_, i) => Number(random(i * 3) < 0.3)), 'bool');
  const W = new FixedOut(weights, indices, [n, m]);
  const f = (s: Operand): Operand[] => [eventVecmat(s, W), eventMatvec(W.transpose, s)];
  const [first, second] = runOn(backends.wasm, programOf(f, [spikes]), [spikes]);
  const sums = new Float32Array(m);
  for (let i = 0; i < n; i++) {
    if (spikes.data[i] !== 0) for (let p = i * k; p < (i + 1) * k; p++) sums[indices.data[p]] += weights.data[p];
  }
  expect(list(first)).toEqual(Array.from(sums));
  expect(list(second)).toEqual(Array.from(sums));
  expect(sizeOf(first.shape)).toBe(m);
});

describe('under the transformations', () => {
  const [n, m] = [6, 5];
  const W = Csr.fromDense(array([n, m], Array.from({ length: n * m }, (_, i) => (i % 4 === 0 ? i - 9 : 0)), 'float64'));
  const dense = W.toDense();
  const drive = array([7, n], Array.from({ length: 7 * n }, (_, i) => ((i * 7) % 5) - 2), 'float64');

  /** A state that decays and receives the events of a recurrent net, by a product that may be this or that. */
  const net = (product: (s: Operand, y: Operand) => Operand) => (start: Operand, xs: Operand): Operand => {
    const surrogate = { key: 'flat', derivative: () => 1 };
    const step = (y: Operand, x: Operand): readonly [Operand, Operand] => {
      const next = product(ops.spike(ops.add(x, ops.sum(y)), surrogate), ops.mul(y, 0.5));
      return [next, next];
    };
    return scan(step, start, xs)[1];
  };
  const events = net((s, y) => eventVecmat(s, W, y));
  const matrix = net((s, y) => ops.add(y, ops.matmul(s, dense)));
  const start = array([m], [1, 2, 3, 4, 5], 'float64');
  const loss = (f: typeof events) => (y: Operand, xs: Operand): Operand => ops.sum(ops.mul(f(y, xs), f(y, xs)));
  const close = (a: unknown, b: unknown): void => {
    const [x, y] = [list(a as Operand), list(b as Operand)];
    expect(x.length).toBe(y.length);
    x.forEach((v, i) => expect(v).toBeCloseTo(y[i], 8));
  };

  test('in a loop, on every backend', () => {
    const program = programOf((...args) => [events(args[0], args[1])], [start, drive]);
    const results = Object.values(backends).map((backend) => runOn(backend, program, [start, drive]));
    for (const result of results) expect(result).toEqual(results[0]);
    close(results[0][0], matrix(start, drive));
  });

  test('backwards, forwards, and in batches through a loop', () => {
    for (const argnums of [0, 1]) {
      close(grad(loss(events), { argnums })(start, drive), grad(loss(matrix), { argnums })(start, drive));
    }
    const direction: [Operand, Operand] = [array([m], [1, 0, -1, 2, 0], 'float64'), NDArray.full([7, n], 'float64', 0.5)];
    const [value, slope] = jvp(events, [start, drive], direction);
    const [wanted, wantedSlope] = jvp(matrix, [start, drive], direction);
    close(value, wanted);
    close(slope, wantedSlope);
    const starts = array([3, m], Array.from({ length: 3 * m }, (_, i) => (i % 7) - 3), 'float64');
    const each = { inAxes: [0, null] };
    close(vmap(events, each)(starts, drive), vmap(matrix, each)(starts, drive));
    close(vmap(grad(loss(events)), each)(starts, drive), vmap(grad(loss(matrix)), each)(starts, drive));
  });

  const lanes = 3;
  const noise = (count: number): number[] => Array.from({ length: count }, (_, i) => Math.sin(7 * i + 1));
  const indices = new NDArray([n, 2], 'int32', Int32Array.from({ length: 2 * n }, (_, i) => (3 * i) % m));
  const back = new NDArray([m, 2], 'int32', Int32Array.from({ length: 2 * m }, (_, i) => (5 * i) % n));
  const structures: [string, number[], (w: Operand) => sparse.SparseMatrix][] = [
    ['Csr', [W.indices.shape[0]], (w) => W.withWeights(w)],
    ['FixedOut', [n, 2], (w) => new FixedOut(w, indices, [n, m])],
    ['FixedIn', [m, 2], (w) => new FixedIn(w, back, [n, m])],
    ['Csr of one weight each', [], (w) => W.withWeights(w)],
  ];
  test.each(structures)('a batch of weights is one product: %s', (_, entries, make) => {
    const size = entries.reduce((a, b) => a * b, 1);
    const weights = array([lanes, ...entries], noise(lanes * size));
    const vectors = array([lanes, n], noise(lanes * n).map((x) => (x > 0 ? x : 0)));
    const onto = array([lanes, m], noise(lanes * m));
    const products: ((w: Operand, x: Operand, y: Operand) => Operand)[] = [
      (w, x, y) => eventVecmat(x, make(w), y),
      (w, x, y) => vecmat(x, make(w), y),
      (w) => eventVecmat(ops.index(vectors, 0), make(w)),
      (w, x) => ops.sum(vecmat(x, make(w)), 0),
      (w, x) => grad((v: Operand) => ops.sum(ops.mul(vecmat(x, make(v)), vecmat(x, make(v)))))(w) as Operand,
    ];
    for (const f of products) {
      const each = Array.from({ length: lanes }, (_, k) => f(...([weights, vectors, onto].map((x) => ops.index(x, k)) as [Operand, Operand, Operand])));
      expect(list(vmap(f)(weights, vectors, onto))).toEqual(list(ops.stack(each)));
    }
    const program = programOf((w, x, y) => [vmap(products[0])(w, x, y)], [weights, vectors, onto]);
    expect(program.equations.filter((e) => e.op.form.kind === 'sparse')).toHaveLength(1);
  });
});
