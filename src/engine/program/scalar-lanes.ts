import { isFloat, roundToDType, type DType, type FloatDType, type IntDType } from '../array/dtype.js';
import { CHOP_32, CHOP_64, type FloatLanes, type IntLanes, type Lanes, type MaskLanes } from './lanes.js';

/**
 * One lane in plain JavaScript: floats and integers are numbers, masks are 0 or 1. Rounding a float64 result of
 * `+ - * / sqrt` to float32 gives the float32 result exactly, so `Math.fround` is all that float32 needs.
 */
export const scalarLanes: Lanes<number> = {
  float: (dtype) => floats[dtype],
  int: (dtype) => ints[dtype],
  mask: {
    and: (a, b) => a & b,
    or: (a, b) => a | b,
    xor: (a, b) => a ^ b,
    not: (a) => a ^ 1,
  } satisfies MaskLanes<number>,
  select: (mask, a, b) => (mask !== 0 ? a : b),
  rarely: (mask, usual, rare) => (mask !== 0 ? rare() : usual),
  constant: (value, dtype) => roundToDType(value, dtype),
  cast: castScalar,
};

function castScalar(x: number, from: DType, to: DType): number {
  if (isFloat(from)) {
    if (to === 'int32') return saturate(x, -2147483648, 2147483647);
    if (to === 'uint32') return saturate(x, 0, 4294967295);
  }
  return roundToDType(x, to);
}

function saturate(x: number, low: number, high: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(Math.min(Math.max(x, low), high));
}

function floatLanes(dtype: FloatDType): FloatLanes<number> {
  const round = dtype === 'float32' ? Math.fround : (x: number) => x;
  return {
    dtype,
    constant: round,
    add: (a, b) => round(a + b),
    sub: (a, b) => round(a - b),
    mul: (a, b) => round(a * b),
    mulAdd: (a, b, c) => round(round(a * b) + c),
    subMul: (c, a, b) => round(c - round(a * b)),
    div: (a, b) => round(a / b),
    neg: (a) => -a,
    abs: (a) => Math.abs(a),
    sqrt: (a) => round(Math.sqrt(a)),
    copySign: (magnitude, sign) => (sign < 0 || Object.is(sign, -0) ? -Math.abs(magnitude) : Math.abs(magnitude)),
    chop: dtype === 'float32' ? chopSingle : chopDouble,
    floor: (a) => Math.floor(a),
    ceil: (a) => Math.ceil(a),
    nearest: (a) => roundHalfEven(a),
    min: (a, b) => (b < a ? b : a),
    max: (a, b) => (a < b ? b : a),
    eq: (a, b) => (a === b ? 1 : 0),
    ne: (a, b) => (a !== b ? 1 : 0),
    lt: (a, b) => (a < b ? 1 : 0),
    le: (a, b) => (a <= b ? 1 : 0),
    pow2: (n) => 2 ** n,
    split: (x) => {
      const exponent = exponentOf(x);
      return { exponent, mantissa: x / 2 ** exponent };
    },
  };
}

function intLanes(dtype: IntDType): IntLanes<number> {
  const wrap = dtype === 'int32' ? (x: number) => x | 0 : (x: number) => x >>> 0;
  return {
    dtype,
    constant: wrap,
    add: (a, b) => wrap(a + b),
    sub: (a, b) => wrap(a - b),
    mul: (a, b) => wrap(Math.imul(a, b)),
    neg: (a) => wrap(-a),
    and: (a, b) => wrap(a & b),
    or: (a, b) => wrap(a | b),
    xor: (a, b) => wrap(a ^ b),
    shiftLeft: (a, by) => wrap(a << by),
    shiftRight: (a, by) => (dtype === 'int32' ? a >> by : a >>> by),
    min: (a, b) => (b < a ? b : a),
    max: (a, b) => (a < b ? b : a),
    eq: (a, b) => (a === b ? 1 : 0),
    ne: (a, b) => (a !== b ? 1 : 0),
    lt: (a, b) => (a < b ? 1 : 0),
    le: (a, b) => (a <= b ? 1 : 0),
  };
}

const floats = { float32: floatLanes('float32'), float64: floatLanes('float64') };
const ints = { int32: intLanes('int32'), uint32: intLanes('uint32') };

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return Object.is(x, -0) ? x : floor;
  // -0.5 rounds to -0, as IEEE 754 has it.
  const up = rest > 0.5 || floor % 2 !== 0 ? floor + 1 : floor;
  return up === 0 && x < 0 ? -0 : up;
}

const word = new Float64Array(1);
const halves = new Int32Array(word.buffer);

const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);

function chopSingle(x: number): number {
  single[0] = x;
  singleBits[0] &= CHOP_32;
  return single[0];
}

function chopDouble(x: number): number {
  word[0] = x;
  halves[0] &= CHOP_64;
  return word[0];
}

/** The binary exponent of a positive normal number. */
function exponentOf(x: number): number {
  word[0] = x;
  return ((halves[1] >>> 20) & 0x7ff) - 1023;
}
