import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jit, NDArray, type DType, type Operand } from '../../src/engine/index.js';
import { Quantity, u, unitless, type AnyQuantity, type AnyUnit } from '../../src/unit/index.js';

// Made with brainunit (saiunit 0.5.2) and jax 0.10 by tools/golden/unit-math.py.
interface Value {
  shape: number[];
  dtype: DType;
  values: (number | string)[];
  unit: string;
}
type Out = Value | Out[];
interface Golden {
  operands: Record<string, Value>;
  cases: { of: string; out: Out }[];
  slopes: { of: string; out: Value }[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/unit-math.json', import.meta.url), 'utf8')) as Golden;

const units: Record<string, AnyUnit> = {
  '': unitless,
  mV: u.mV,
  volt: u.volt,
  ms: u.ms,
  nS: u.nS,
  nA: u.nA,
  cm3: u.cm3,
  'mS/cm2': u.mS.div(u.cm2),
};
const { mV, ms, volt, second, slice, getMantissa } = u;
const decode = (x: number | string): number => (typeof x === 'number' ? x : Number(x.replace('inf', 'Infinity')));

const operands = Object.fromEntries(
  Object.entries(golden.operands).map(([name, { shape, dtype, values, unit }]) => {
    const array = NDArray.zeros(shape, dtype);
    values.forEach((value, i) => (array.data[i] = decode(value)));
    return [name, new Quantity(array, units[unit])];
  }),
);

// The expressions are lines of the golden file, written in this API: functions of u.math, operands, and a few units.
const { var: variance, ...math } = u.math as unknown as Record<string, unknown>;
const scope = { ...math, ...operands, variance, Quantity, mV, ms, volt, second, slice, getMantissa };
const run = (text: string, given: Record<string, unknown> = {}): unknown => {
  const names = { ...scope, ...given };
  const call = new Function(...Object.keys(names), `return ${text.replace(/^var\(/, 'variance(')}`) as (
    ...args: unknown[]
  ) => unknown;
  return call(...Object.values(names));
};

/** The same as one compiled program of all operands that the expression names. */
function compiled(text: string): unknown {
  const named = Object.entries(operands).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text));
  const units: AnyUnit[] = [];
  const program = jit((...mantissas: Operand[]) => {
    const given = named.map(([name, x], i) => [name, new Quantity(mantissas[i], x.unit)] as const);
    const out = run(text, Object.fromEntries(given));
    const leaves = (Array.isArray(out) ? out : [out]) as AnyQuantity[];
    units.push(...leaves.map((x) => x.unit));
    return leaves.map((x) => x.mantissa);
  });
  const outs = (program(...named.map(([, x]) => x.mantissa)) as readonly Operand[]).map(
    (m, i) => new Quantity(m, units[i]),
  );
  return outs.length > 1 || text.startsWith('nonzero') ? outs : outs[0];
}

/** How many elements there are depends on the data. */
const dataDependent = /^(unique\(\w\)|compress|extract|intersect1d|argwhere\(\w\)|bincount\((?!.*length: 4))/;

/** Rearranging and choosing is exact; what is computed may differ in the last bits, sums in those of the largest term. */
const exact =
  /^(array|zeros|ones|full|eye|identity|tri|diag|mesh|concat|.?stack|column|append|block|.?split|atleast|broad|resh|move|trans|swap|tile|rep|flip|rot|roll|exp.*Dims|squ.*ze|sort|ravel|flat|unfl|rem.*Diag|trace\(S|abs|neg|max|min|fmax|fmin|take|select|choose|where|unique|compress|extract|inter.*1d|copysign|heavi|sign|digit|bincount|all|any|logical|equal|not|great|less|is|arg|nanarg|nonz|flatn|countN|search|bitw|inv|left|right|relu|hardTanh|round|rint|floor\(|ceil|trunc|fix)/;

function compare(found: unknown, wanted: Out, of: string): void {
  if (Array.isArray(wanted)) {
    expect(found, of).toHaveLength(wanted.length);
    wanted.forEach((part, i) => compare((found as unknown[])[i], part, of));
    return;
  }
  const q = found as AnyQuantity;
  expect({ shape: q.shape, dtype: q.dtype, unit: q.unit.symbol }).toEqual({
    shape: wanted.shape,
    dtype: wanted.dtype,
    unit: wanted.unit,
  });
  const [values, right] = [Array.from(q.toTypedArray()), wanted.values.map(decode)];
  if (exact.test(of)) {
    expect(values).toEqual(right);
    return;
  }
  // What is between two elements, and a slope, is made of terms as large as what goes in.
  const size = Math.max(/quantile|percentile|slope/.test(of) ? 9 : 0, ...right.filter(Number.isFinite).map(Math.abs));
  right.forEach((value, i) => {
    const slack = 8 * 2 ** -24 * Math.max(Math.abs(value), size);
    const near = Object.is(values[i], value) || values[i] === value || Math.abs(values[i] - value) <= slack;
    expect(near, `${of}: element ${i} is ${values[i]}, brainunit has ${value}`).toBe(true);
  });
}

describe('u.math computes what brainunit computes, in the same units', () => {
  it.each(golden.cases)('$of', ({ of, out }) => {
    compare(run(of), out, of);
  });

  it.each(golden.cases.filter(({ of }) => !dataDependent.test(of)))('$of, compiled', ({ of, out }) => {
    compare(compiled(of), out, of);
  });

  it.each(golden.cases.filter(({ of }) => dataDependent.test(of)))('$of, not compiled', ({ of }) => {
    expect(() => compiled(of)).toThrow(/is traced/);
  });

  it.each(golden.slopes)('the derivative of $of', ({ of, out }) => {
    const f = math[of] as (x: Quantity) => Quantity;
    compare(u.autograd.vectorGrad((x: Quantity) => f(x))(operands.g as Quantity), out, `slope of ${of}`);
  });

  it('in as many cases as there were', () => {
    expect(golden.cases.length).toBeGreaterThan(500);
  });
});
