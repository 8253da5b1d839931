import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { sizeOf } from '../../src/engine/array/shape.js';
import { backends } from '../../src/engine/backend/index.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import { grad, jvp } from '../../src/engine/functions/index.js';
import { vjp } from '../../src/engine/transform/vjp.js';
import { cases } from '../conformance/cases/index.js';
import { programOf, runOn } from '../conformance/programs.js';

// JAX's check_grads: for random tangents t and cotangents c, <c, J t> by central differences is <J^T c, t> by vjp, and the
// same by jvp; and once more for the derivative itself.

// Of the first two below, and of what lanes have in common; of gamma numbers by their shape in test/golden/gamma-slope; of a while loop and of a check there
// is none backwards, and of weights that follow events none at all.
const noDerivative = new Set(['spike', 'stopGradient', 'unvmap', 'gamma', 'gammaOfShape', 'gammaSlope', 'while', 'check', 'rowUpdate']);
const smooth = cases.filter((c) => c.dtypes.includes('float64') && c.shapes.every((s) => sizeOf(s) > 0) && !noDerivative.has(c.op));

/** Derivatives that are known backwards alone. */
const backwardOnly = new Set(['customVjp']);

function numbers(shape: readonly number[], seed: number, low: number, high: number): NDArray {
  const x = NDArray.zeros(shape, 'float64');
  let state = seed * 2654435761 + 12345;
  for (let i = 0; i < x.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    x.data[i] = low + ((high - low) * state) / 2 ** 32;
  }
  return x;
}

/** Integers of a list, in some order. */
function someOf(values: readonly number[], shape: readonly number[], seed: number): NDArray {
  const at = numbers(shape, seed + 11, 0, values.length);
  return new NDArray(shape, 'int32', Int32Array.from(at.data, (x) => values[Math.floor(x)]));
}

const dot = (a: NDArray, b: NDArray): number => Array.from(a.data).reduce((sum, x, i) => sum + x * b.data[i], 0);

describe.each(smooth.map((c, i) => ({ ...c, i })))('$op of shapes $shapes ($i)', ({ op, run, shapes, integers }) => {
  test('the transposed derivative is the transpose of the difference quotient', () => {
    const args = shapes.map((shape, k) =>
      integers?.[k] === undefined ? numbers(shape, k + 1, 0.15, 0.95) : someOf(integers[k], shape, k),
    );
    args.forEach((x, k) => {
      if (x.dtype !== 'float64') return;
      const at = (v: Operand): Operand[] => run(...args.map((other, j) => (j === k ? v : other)));
      at(x).forEach((out, j) => {
        if ((out as NDArray).dtype !== 'float64') return;
        const t = numbers(x.shape, 77, -1, 1);
        const c = numbers((out as NDArray).shape, 99, -1, 1);
        const h = 1e-6;
        const shifted = (sign: number): NDArray => at(ops.add(x, ops.mul(sign * h, t)))[j] as NDArray;
        const quotient = ops.div(ops.sub(shifted(1), shifted(-1)), 2 * h) as NDArray;
        const gradient = vjp((v) => at(v)[j], x).pullback(c) as NDArray;
        expect(gradient.shape).toEqual(x.shape);
        const numeric = dot(c, quotient);
        expect(Math.abs(dot(gradient, t) - numeric)).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
        if (backwardOnly.has(op)) return;
        const [, slope] = jvp((v: Operand) => at(v)[j], [x], [t]);
        expect(Math.abs(dot(c, slope as NDArray) - numeric)).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
      });
    });
  });

  test('and so is the derivative of the derivative', () => {
    const args = shapes.map((shape, k) =>
      integers?.[k] === undefined ? numbers(shape, k + 1, 0.15, 0.95) : someOf(integers[k], shape, k),
    );
    args.forEach((x, k) => {
      if (x.dtype !== 'float64') return;
      const outs = run(...args) as NDArray[];
      const loss = (v: Operand): Operand =>
        run(...args.map((other, i) => (i === k ? v : other))).reduce<Operand>((total, out, j) => {
          if (outs[j].dtype !== 'float64') return total;
          return ops.add(total, ops.sum(ops.mul(out, numbers(outs[j].shape, 55 + j, -1, 1))));
        }, 0);
      if (!outs.some((out) => out.dtype === 'float64')) return;
      const t = numbers(x.shape, 77, -1, 1);
      const slope = (v: Operand): NDArray => grad(loss)(v) as NDArray;
      const h = 1e-5;
      const quotient = dot(t, ops.div(ops.sub(slope(ops.add(x, ops.mul(h, t))), slope(ops.sub(x, ops.mul(h, t)))), 2 * h) as NDArray);
      const again = dot(t, grad((v: Operand) => ops.sum(ops.mul(slope(v), t)))(x) as NDArray);
      expect(Math.abs(again - quotient)).toBeLessThan(1e-4 * Math.max(1, Math.abs(quotient)));
    });
  });
});

test('a spike is Heaviside forward and its surrogate backward', () => {
  const surrogate = { key: 'triangle', derivative: (x: Operand) => ops.maximum(ops.sub(1, ops.abs(x)), 0) };
  const x = new NDArray([4], 'float64', Float64Array.of(-2, -0.25, 0, 0.5));
  const { value, pullback } = vjp((v) => ops.spike(v, surrogate), x);
  expect([...(value as NDArray).data]).toEqual([0, 0, 1, 1]);
  expect([...(pullback(NDArray.full([4], 'float64', 2)) as NDArray).data]).toEqual([0, 1.5, 2, 1]);
});

test('stopGradient stops', () => {
  const x = NDArray.full([2], 'float64', 3);
  const { pullback } = vjp((v) => ops.mul(v, ops.stopGradient(v)), x);
  expect([...(pullback(NDArray.full([2], 'float64', 1)) as NDArray).data]).toEqual([3, 3]);
});

test('a value used twice collects both cotangents; an unused argument has none', () => {
  const x = NDArray.full([3], 'float64', 2);
  expect([...(vjp((v) => ops.add(ops.mul(v, v), v), x).pullback(1) as NDArray).data]).toEqual([5, 5, 5]);
  expect([...(vjp(() => NDArray.full([3], 'float64', 1), x).pullback(1) as NDArray).data]).toEqual([0, 0, 0]);
});

test('the slope of exprel has no gap where its series ends', () => {
  const slope = (x: number): number => (vjp(ops.exprel, NDArray.scalar(x, 'float64')).pullback(1) as NDArray).data[0];
  const truth = (x: number): number => (x * Math.exp(x) - Math.expm1(x)) / x ** 2;
  expect(slope(0)).toBe(0.5);
  for (const x of [-5, -1, -0.999999, 0.999999, 1, 3]) expect(slope(x)).toBeCloseTo(truth(x), 12);
});

test('inside a trace the derivative joins the program', () => {
  const x = numbers([5], 3, 0.2, 0.8);
  const program = programOf(
    (v) => {
      const { value, pullback } = vjp((y) => ops.mul(ops.exp(y), v), v);
      return [value, pullback(ops.full([5], 1, 'float64'))];
    },
    [x],
  );
  for (const backend of Object.values(backends)) {
    const [value, slope] = runOn(backend, program, [x]);
    expect(slope).toEqual(value); // d(v0 e^y)/dy = v0 e^y
  }
});

describe('the larger and the smaller of two', () => {
  test.each(['maximum', 'minimum'] as const)('%s: where they are equal each has half of the derivative, as in JAX', (name) => {
    const x = new NDArray([3], 'float32', Float32Array.of(-1, 0, 1));
    const gradients = grad((a: Operand, b: Operand) => ops.sum(ops[name](a, b)), { argnums: [0, 1] })(x, NDArray.zeros([3], 'float32'));
    const [a, b] = (gradients as NDArray[]).map((g) => [...g.data]);
    expect(a).toEqual(name === 'maximum' ? [0, 0.5, 1] : [1, 0.5, 0]);
    expect(b).toEqual(name === 'maximum' ? [1, 0.5, 0] : [0, 0.5, 1]);
  });
});
