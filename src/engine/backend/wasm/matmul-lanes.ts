import { bytesOf, isFloat, type DType } from '../../array/dtype.js';
import type { Assembler } from './assembler.js';
import { contracts } from './features.js';
import { simd, type SimdOp } from './opcodes.js';

/** What the kernels of products do with whole vectors of one dtype. */
export class MatmulLanes {
  readonly bytes: number;
  /** Elements of a vector. */
  readonly width: number;
  private readonly wide: boolean;
  private readonly mul: SimdOp;
  private readonly plus: SimdOp;
  /** Both in one, rounded once. */
  private readonly madd: SimdOp | undefined;

  constructor(readonly dtype: DType) {
    this.bytes = bytesOf[dtype];
    this.width = 16 / this.bytes;
    this.wide = dtype === 'float64';
    [this.mul, this.plus] =
      dtype === 'float32'
        ? [simd.f32x4Mul, simd.f32x4Add]
        : dtype === 'float64'
          ? [simd.f64x2Mul, simd.f64x2Add]
          : [simd.i32x4Mul, simd.i32x4Add];
    if (contracts() && isFloat(dtype)) this.madd = this.wide ? simd.f64x2RelaxedMadd : simd.f32x4RelaxedMadd;
  }

  /** `sum += x * y`, all of them locals: the one place where a product is made and added. */
  addProduct(code: Assembler, sum: number, x: number, y: number): void {
    if (this.madd !== undefined) code.get(x).get(y).get(sum).simd(this.madd).set(sum);
    else code.get(sum).get(x).get(y).simd(this.mul).simd(this.plus).set(sum);
  }

  load(code: Assembler, pointer: number, offset: number, into: number): void {
    code.get(pointer).simdAccess(simd.v128Load, offset).set(into);
  }

  /** One element in every lane. */
  splat(code: Assembler, pointer: number, offset: number, into: number): void {
    code.get(pointer).simdAccess(this.wide ? simd.v128Load64Splat : simd.v128Load32Splat, offset).set(into);
  }

  zero(code: Assembler, into: number): void {
    code.constant(new Uint8Array(16)).set(into);
  }

  /** Stores the first `lanes` lanes, and touches nothing behind them. */
  store(code: Assembler, pointer: number, offset: number, vector: number, lanes: number): void {
    const put = (access: SimdOp, at: number, ...lane: number[]): void => {
      code.get(pointer).get(vector).simdAccess(access, offset + at, ...lane);
    };
    if (lanes >= this.width) return put(simd.v128Store, 0);
    const words = (lanes * this.bytes) / 4;
    if (words >= 2) put(simd.v128Store64Lane, 0, 0);
    if (words % 2 === 1) put(simd.v128Store32Lane, 4 * (words - 1), words - 1);
  }

  /** A square of `width` vectors with rows and columns exchanged; the answer holds them. */
  transpose(code: Assembler, rows: readonly number[]): number[] {
    const shuffle = (a: number, b: number, words: readonly [number, number, number, number]): number => {
      const local = code.local('v128');
      code.get(a).get(b).shuffleWords(words).set(local);
      return local;
    };
    const low = (a: number, b: number): number => shuffle(a, b, [0, 1, 4, 5]);
    const high = (a: number, b: number): number => shuffle(a, b, [2, 3, 6, 7]);
    if (this.wide) return [low(rows[0], rows[1]), high(rows[0], rows[1])];
    const [a, b] = [rows.slice(0, 2), rows.slice(2)].map(([x, y]) => [
      shuffle(x, y, [0, 4, 1, 5]),
      shuffle(x, y, [2, 6, 3, 7]),
    ]);
    return [low(a[0], b[0]), high(a[0], b[0]), low(a[1], b[1]), high(a[1], b[1])];
  }
}
