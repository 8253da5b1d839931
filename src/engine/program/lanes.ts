import type { DType, FloatDType, IntDType } from '../array/dtype.js';

/**
 * The arithmetic that elementwise ops are written in. An op says once what it does to a lane; the reference
 * backend runs that with `V` = number, a compiling backend with `V` = a node of the code it emits. So both compute
 * the same thing, to the bit. All operations are those of IEEE 754 and two's complement, rounded to the dtype.
 */
export interface Lanes<V> {
  float(dtype: FloatDType): FloatLanes<V>;
  int(dtype: IntDType): IntLanes<V>;
  readonly mask: MaskLanes<V>;
  /** `mask ? a : b`, lane by lane, for values of any one dtype. */
  select(mask: V, a: V, b: V, dtype: DType): V;
  /**
   * `mask ? rare() : usual`, where the mask is seldom true: compiled code steps over `rare` while it holds for none of
   * the lanes at hand.
   */
  rarely(mask: V, usual: V, rare: () => V, dtype: DType): V;
  /** A constant in every lane. For bool, 0 or 1. */
  constant(value: number, dtype: DType): V;
  /**
   * Between dtypes. Float to int truncates and saturates, NaN gives 0; to bool is `!= 0`; from bool gives 0 or 1;
   * between int32 and uint32 keeps the bits.
   */
  cast(x: V, from: DType, to: DType): V;
}

export interface FloatLanes<V> {
  readonly dtype: FloatDType;
  constant(value: number): V;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  /**
   * `a b + c`, and `c - a b`, which compiled code may round once instead of twice, unless in deterministic mode: for
   * polynomials, where nothing depends on the very bits of the product. `add` and `mul` always round.
   */
  mulAdd(a: V, b: V, c: V): V;
  subMul(c: V, a: V, b: V): V;
  div(a: V, b: V): V;
  neg(a: V): V;
  abs(a: V): V;
  sqrt(a: V): V;
  /** The magnitude of one with the sign of the other, of -0 too. Where `sign` is NaN, so must `magnitude` be. */
  copySign(magnitude: V, sign: V): V;
  /** Towards zero to the upper half of the mantissa: 12 bits of 24, 26 of 53. Products of two such are exact. */
  chop(a: V): V;
  floor(a: V): V;
  ceil(a: V): V;
  /** To the nearest integer, halves to even. */
  nearest(a: V): V;
  /** `b < a ? b : a`: a NaN in `a` stays. */
  min(a: V, b: V): V;
  /** `a < b ? b : a`: a NaN in `a` stays. */
  max(a: V, b: V): V;
  eq(a: V, b: V): V;
  ne(a: V, b: V): V;
  lt(a: V, b: V): V;
  le(a: V, b: V): V;
  /** 2^n for an integral n between the exponents of the smallest and the largest normal number. */
  pow2(n: V): V;
  /** The exponent e and the mantissa m, 1 <= m < 2, of a positive normal x = m * 2^e. */
  split(x: V): { exponent: V; mantissa: V };
}

export interface IntLanes<V> {
  readonly dtype: IntDType;
  constant(value: number): V;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  neg(a: V): V;
  and(a: V, b: V): V;
  or(a: V, b: V): V;
  xor(a: V, b: V): V;
  /** Shifts by a constant; right shifts keep the sign for int32 and bring zeros for uint32. */
  shiftLeft(a: V, by: number): V;
  shiftRight(a: V, by: number): V;
  min(a: V, b: V): V;
  max(a: V, b: V): V;
  eq(a: V, b: V): V;
  ne(a: V, b: V): V;
  lt(a: V, b: V): V;
  le(a: V, b: V): V;
}

export interface MaskLanes<V> {
  and(a: V, b: V): V;
  or(a: V, b: V): V;
  xor(a: V, b: V): V;
  not(a: V): V;
}

/** The bits that `chop` keeps: of a float32, and of the lower word of a float64, whose upper word it keeps whole. */
export const CHOP_32 = ~0xfff;
export const CHOP_64 = ~0x7ffffff;
