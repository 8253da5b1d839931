import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allocate, type DType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { sizeOf } from '../../src/engine/array/shape.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';

// Made with jax by tools/golden/jax_indexing.py.
interface Stored {
  shape: number[];
  dtype: DType;
  values: (number | string)[];
}
interface Golden {
  op: string;
  ins: Stored[];
  options: { axis?: number; sizes?: number[]; widths?: [number, number][]; counts?: number[]; count?: number; ddof?: number; size?: number; fill?: number };
  outs: Stored[];
}
const golden = JSON.parse(readFileSync(new URL('jax-indexing.json', import.meta.url), 'utf8')) as { cases: Golden[] };

function load({ shape, dtype, values }: Stored): NDArray {
  const array = new NDArray(shape, dtype, allocate(dtype, sizeOf(shape)));
  const names: Record<string, number> = { nan: NaN, inf: Infinity, '-inf': -Infinity };
  values.forEach((v, i) => (array.data[i] = typeof v === 'string' ? names[v] : v));
  return array;
}

const meaning: Record<string, (ins: NDArray[], options: Golden['options']) => Operand | Operand[]> = {
  read: ([x, i]) => ops.index(x, i),
  set: ([x, i, v]) => ops.updateAt(x, [i], v),
  add: ([x, i, v]) => ops.addAt(x, [i], v),
  mul: ([x, i, v]) => ops.mulAt(x, [i], v),
  min: ([x, i, v]) => ops.minAt(x, [i], v),
  max: ([x, i, v]) => ops.maxAt(x, [i], v),
  read2: ([x, i, j]) => ops.index(x, i, j),
  add2: ([x, i, j, v]) => ops.addAt(x, [i, j], v),
  readMiddle: ([x, i]) => ops.index(x, ops.slice(), i),
  readApart: ([x, i, k]) => ops.index(x, i, ops.slice(), k),
  addApart: ([x, i, k, v]) => ops.addAt(x, [i, ops.slice(), k], v),
  readApartNumber: ([x, i]) => ops.index(x, ops.slice(undefined, undefined, -1), i, ops.slice(1), 2),
  mulApartNumber: ([x, i, v]) => ops.mulAt(x, [ops.slice(undefined, undefined, -1), i, ops.slice(1), 2], v),
  takeAlongAxis: ([x, i], { axis = 0 }) => ops.takeAlongAxis(x, i, axis),
  window: ([x, i, j], { sizes = [] }) => ops.dynamicSlice(x, [i, j], sizes),
  updateWindow: ([x, part, i, j]) => ops.dynamicUpdate(x, part, [i, j]),
  argsort: ([x], { axis }) => ops.argsort(x, axis),
  sort: ([x], { axis }) => ops.sort(x, axis),
  argmax: ([x], { axis }) => ops.argmax(x, axis),
  argmin: ([x], { axis }) => ops.argmin(x, axis),
  cumsum: ([x], { axis }) => ops.cumsum(x, axis),
  prod: ([x], { axis }) => ops.prod(x, axis),
  var: ([x], { axis }) => ops.variance(x, axis),
  std: ([x], { axis, ddof = 0 }) => ops.std(x, axis, { ddof }),
  logsumexp: ([x], { axis }) => ops.logsumexp(x, axis),
  flip: ([x], { axis }) => ops.flip(x, axis),
  repeat: ([x], { axis, count = 0 }) => ops.repeat(x, count, axis),
  tile: ([x], { counts = [] }) => ops.tile(x, counts),
  pad: ([x, value], { widths = [] }) => ops.pad(x, widths, value),
  nonzero: ([x], { size = 0, fill }) => ops.nonzeroOfSize(x, size, fill),
};
/** The others are exact. */
const rounded = new Set(['cumsum', 'prod', 'var', 'std', 'logsumexp']);

describe.each([...new Set(golden.cases.map((c) => c.op))])('%s', (op) => {
  test('gives what JAX gives', () => {
    for (const { ins, options, outs } of golden.cases.filter((c) => c.op === op)) {
      const given = [meaning[op](ins.map(load), options)].flat().map((x) => ops.toNDArray(x));
      expect(given.length).toBe(outs.length);
      given.forEach((x, i) => {
        const wanted = load(outs[i]);
        if (!rounded.has(op)) expect(x).toEqual(wanted);
        expect([x.shape, x.dtype]).toEqual([wanted.shape, wanted.dtype]);
        x.data.forEach((value, k) => {
          const truth = wanted.data[k];
          if (!Object.is(value, truth)) expect(Math.abs(value - truth)).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(truth)));
        });
      });
    }
  });
});
