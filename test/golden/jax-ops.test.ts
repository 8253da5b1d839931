import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { sizeOf } from '../../src/engine/array/shape.js';
import type { DType } from '../../src/engine/array/dtype.js';
import { backends } from '../../src/engine/backend/index.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import { programOf, runOn } from '../conformance/programs.js';

// What JAX gives (tools/golden/jax_ops.py): dtypes, shapes and values. Where we mean to differ, `differs` says so.

type Value = number | boolean | 'NaN' | 'Infinity' | '-Infinity';

interface ArrayRecord {
  dtype: DType | 'int64';
  shape: number[];
  values: Value[];
}

type SliceRecord = [number | null, number | null, number | null];

interface Options {
  axis?: number | number[] | null;
  axes?: number[];
  shape?: number[];
  dtype?: DType;
  specs?: (number | SliceRecord)[];
  swapped?: boolean;
}

interface Case {
  op: string;
  args: (ArrayRecord | { number: Value })[];
  options?: Options;
  /** JAX had its 64 bits enabled. */
  wide: boolean;
  results: ArrayRecord[];
}

const { cases } = JSON.parse(readFileSync('test/golden/jax-ops.json', 'utf8')) as { cases: Case[] };

function arrayOf({ dtype, shape, values }: ArrayRecord): NDArray {
  // JAX counts in int64 when its 64 bits are enabled; our integers stay int32.
  const x = NDArray.zeros(shape, dtype === 'int64' ? 'int32' : dtype);
  values.forEach((v, i) => (x.data[i] = Number(v)));
  return x;
}

const specsOf = (specs: NonNullable<Options['specs']>): ops.IndexSpec[] =>
  specs.map((s) => (typeof s === 'number' ? s : ops.slice(s[0] ?? undefined, s[1] ?? undefined, s[2] ?? 1)));

type Call = (args: Operand[], options: Options) => Operand;
const axisOf = ({ axis }: Options): number | number[] | undefined => axis ?? undefined;
const special: Readonly<Record<string, Call>> = {
  cast: ([x], { dtype }) => ops.cast(x, dtype!),
  transpose: ([x], { axes }) => ops.transpose(x, axes),
  reshape: ([x], { shape }) => ops.reshape(x, shape!),
  broadcastTo: ([x], { shape }) => ops.broadcastTo(x, shape!),
  concatenate: (list, { axis }) => ops.concatenate(list, axis as number),
  stack: (list, { axis }) => ops.stack(list, axis as number),
  expandDims: ([x], { axis }) => ops.expandDims(x, axis as number),
  index: ([x], { specs }) => ops.index(x, ...specsOf(specs!)),
  updateAt: ([x, value], { specs }) => ops.updateAt(x, specsOf(specs!), value),
  addAt: ([x, value], { specs }) => ops.addAt(x, specsOf(specs!), value),
};
for (const name of ['sum', 'max', 'min', 'mean', 'prod', 'any', 'all'] as const) {
  Object.assign(special, { [name]: ([x]: Operand[], options: Options) => ops[name](x, axisOf(options)) });
}
for (const name of ['argmax', 'argmin', 'cumsum', 'sort', 'argsort'] as const) {
  Object.assign(special, { [name]: ([x]: Operand[], options: Options) => ops[name](x, axisOf(options) as number) });
}

const plain = ops as unknown as Readonly<Record<string, (...args: Operand[]) => Operand>>;

function call({ op, options = {} }: Case, args: Operand[]): Operand {
  const given = special[op];
  if (given !== undefined) return given(args, options);
  return plain[op](...(options.swapped ? [...args].reverse() : args));
}

const summed = new Set(['sum', 'mean', 'cumsum']);

/** Sums are added in another order, and the functions are not rounded alike. */
const inexact = new Set([
  ...['sum', 'mean', 'prod', 'cumsum', 'matmul', 'exp', 'expm1', 'log', 'log1p', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'asin'],
  ...['acos', 'atan', 'asinh', 'acosh', 'atanh', 'erf', 'erfc', 'erfinv', 'sigmoid', 'pow', 'atan2', 'integerPow'],
]);

const takes = (c: Case, dtype: DType): boolean => c.args.some((a) => 'dtype' in a && a.dtype === dtype);

/** Where we mean to differ. */
const differs: readonly { why: string; is: (c: Case) => boolean }[] = [
  { why: 'bools have any and all', is: (c) => (c.op === 'max' || c.op === 'min') && takes(c, 'bool') },
];

afterEach(() => {
  config.precision = 32;
});

const titled = cases.map((c, i) => ({
  ...c,
  title: `${i} ${c.op} of ${c.args.map((a) => ('number' in a ? a.number : `${a.dtype}[${a.shape.join()}]`)).join(' and ')} ${JSON.stringify(c.options ?? {})}`,
}));

describe.each(titled)('$title', (c) => {
  const deviation = differs.find((d) => d.is(c));
  if (deviation !== undefined) {
    test(`differs from JAX: ${deviation.why}`, () => {
      const args = c.args.map((a) => ('number' in a ? Number(a.number) : arrayOf(a)));
      expect(() => call(c, args)).toThrow();
    });
    return;
  }
  test('is what JAX gives, at once and compiled', () => {
    config.precision = c.wide ? 64 : 32;
    const args = c.args.map((a) => ('number' in a ? Number(a.number) : arrayOf(a)));
    const arrays = args.filter((a): a is NDArray => a instanceof NDArray);
    const expected = arrayOf(c.results[0]);
    const scale = summed.has(c.op) ? scaleOf(arrays) : 1;
    const found = ops.toNDArray(call(c, args));
    expect({ shape: found.shape, dtype: found.dtype }).toEqual({ shape: expected.shape, dtype: expected.dtype });
    // JAX too multiplies by the inverse of a constant.
    compare(found, expected, inexact.has(c.op) || (c.op === 'div' && args.length > arrays.length), scale);

    const withArrays = (values: Operand[]): Operand[] => {
      const rest = [...values];
      return [call(c, args.map((a) => (typeof a === 'number' ? a : rest.shift()!)))];
    };
    const [compiled] = runOn(backends.wasm, programOf((...values) => withArrays(values), arrays), arrays);
    compare(compiled, found, true, scale);
  });
});

/** The largest finite element: sums are as good as it is. */
function scaleOf(arrays: readonly NDArray[]): number {
  const sizes = arrays.flatMap((x) => [...x.data].map(Math.abs)).filter(Number.isFinite);
  return sizes.reduce((a, b) => Math.max(a, b), 1);
}

function compare(found: NDArray, expected: NDArray, roughly: boolean, scale = 1): void {
  const epsilon = found.dtype === 'float64' ? 1e-14 : found.dtype === 'float32' ? 2e-6 : 0;
  for (let i = 0; i < sizeOf(expected.shape); i++) {
    const [a, b] = [found.data[i], expected.data[i]];
    if (Object.is(a, b)) continue;
    if (!roughly || !Number.isFinite(b)) expect([...found.data], `element ${i}`).toEqual([...expected.data]);
    expect(Math.abs(a - b), `element ${i}: ${a} for ${b}`).toBeLessThanOrEqual(epsilon * Math.max(scale, Math.abs(b)));
  }
}
