import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { opTable } from '../../src/engine/ops/table.js';

// Elementary functions against results of 60 digits and more (tools/golden/elementary.py). The compiling backends give
// the same bits as these reference kernels, which the conformance suite holds.

/** The largest error, in units in the last place: of a search through 10,000 arguments each, rounded up. */
const bounds: Readonly<Record<string, readonly [single: number, double: number]>> = {
  exp: [1.1, 1.1],
  expm1: [1.8, 2],
  exprel: [1.9, 2],
  log: [0.9, 0.9],
  log1p: [0.9, 0.9],
  sin: [1.6, 2.1],
  cos: [1.6, 2.1],
  tan: [0.8, 3.3],
  asin: [0.7, 0.7],
  acos: [1, 1.1],
  atan: [1.3, 1.4],
  sinh: [1.5, 2.1],
  cosh: [1.5, 1.5],
  tanh: [1.8, 2.6],
  asinh: [0.51, 1.5],
  acosh: [0.51, 2.5],
  atanh: [0.51, 1.5],
  erf: [1.2, 1.4],
  erfc: [0.6, 3.5],
  erfinv: [2, 2],
  sigmoid: [1.8, 2],
  pow: [0.6, 1.3],
  atan2: [1.5, 1.5],
};

type Value = number | 'NaN' | 'Infinity' | '-Infinity';

interface Table {
  /** One list for each argument of the function. */
  arguments: Value[][];
  /** Rounded to nearest. */
  results: Value[];
  /** What the exact result has beyond, in hundredths of a unit in the last place. */
  rest: number[];
}

const golden = JSON.parse(readFileSync('test/golden/elementary.json', 'utf8')) as Record<string, Record<FloatDType, Table>>;
const ops = new Map(opTable.map((op) => [op.name, op]));

/** The distance of the float next to |x|. */
function ulp(x: number, dtype: FloatDType): number {
  const [bits, low] = dtype === 'float32' ? [23, -126] : [52, -1022];
  // One step below 2^1023, as a difference of floats may be.
  const exponent = Math.min(1023, Math.floor(Math.log2(Math.abs(x))));
  const exact = 2 ** exponent > Math.abs(x) ? exponent - 1 : exponent;
  return 2 ** (Math.max(exact, low) - bits);
}

describe.each(Object.keys(bounds))('%s', (name) => {
  test.each(['float32', 'float64'] as const)('%s', (dtype) => {
    const table = golden[name][dtype];
    const op = ops.get(name)!;
    const read = (values: readonly Value[]): NDArray => {
      const x = NDArray.zeros([values.length], dtype);
      values.forEach((v, i) => (x.data[i] = Number(v)));
      return x;
    };
    const ins = table.arguments.map(read);
    const right = read(table.results).data;
    const [{ data: found }] = op.reference(ins, {}, op.infer(ins, {}));
    const bound = bounds[name][dtype === 'float32' ? 0 : 1];
    expect(right.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    for (let i = 0; i < right.length; i++) {
      // Zeros with their sign, infinities and NaN are exact.
      if (Object.is(found[i], right[i])) continue;
      const error = Math.abs((found[i] - right[i]) / ulp(right[i], dtype) - table.rest[i] / 100);
      if (right[i] !== 0 && error <= bound) continue;
      wrong.push(`${name}(${ins.map((x) => x.data[i]).join(', ')}) is ${right[i]}, found ${found[i]}: ${error.toFixed(2)} ulp`);
    }
    expect(wrong).toEqual([]);
  });
});

test('every function of the table has a bound', () => {
  expect(Object.keys(golden).filter((name) => name !== 'source').sort()).toEqual(Object.keys(bounds).sort());
});
