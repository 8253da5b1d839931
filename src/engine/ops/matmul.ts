import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { DType, TypedArray } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import type { Batched, Op, Operand, Params, Tangent } from '../program/op.js';
import type { Aval } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { addTangents, mapTangent } from './arithmetic.js';
import { allBatched, withBatch } from './batch.js';
import { broadcastTo, reshape } from './movement.js';
import { shapeOf, toValue } from './operand.js';
import { sum } from './reduce.js';

/** Whether a matrix stands with its last two axes exchanged: `a` as [K, M], `b` as [N, K]. */
export interface MatmulParams extends Params {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The lengths of a product; `batchA` and `batchB` tell which sides have a matrix of their own for each of `batch`. */
export interface MatmulSize {
  readonly batch: number;
  readonly batchA: boolean;
  readonly batchB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** The lengths of a product of these operands; refuses what does not fit. */
export function matmulSize([a, b]: readonly Aval[], { transposeA, transposeB }: MatmulParams): MatmulSize {
  const [rowsA, columnsA] = a.shape.slice(-2);
  const [rowsB, columnsB] = b.shape.slice(-2);
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [inner, n] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
  const [batchA, batchB] = [a.shape.length === 3, b.shape.length === 3];
  const batch = batchA ? a.shape[0] : batchB ? b.shape[0] : 1;
  const fits = [a, b].every((x) => x.shape.length === 2 || x.shape.length === 3);
  if (!fits || k !== inner || (batchA && batchB && a.shape[0] !== b.shape[0])) {
    fail('engine/matmul', { operation: 'matmul', shapes: [showShape(a.shape), showShape(b.shape)] });
  }
  return { batch, batchA, batchB, m, n, k };
}

/**
 * Matrix products: [M, K] by [K, N], either side with a batch axis in front or without. Each element is the sum over k in
 * order, from 0 up, every product and every sum rounded. That holds for every shape, so a product in a batch, or
 * transposed, has the bits it has alone.
 */
export const matmulOp: Op<MatmulParams> = {
  name: 'matmul',
  form: { kind: 'matmul' },
  infer(ins, params) {
    const { batch, batchA, batchB, m, n } = matmulSize(ins, params);
    return [{ shape: batchA || batchB ? [batch, m, n] : [m, n], dtype: ins[0].dtype }];
  },
  reference([a, b], params, [out]) {
    const size = matmulSize([a, b], params);
    const result = NDArray.zeros(out.shape, out.dtype);
    for (let s = 0; s < size.batch; s++) multiply(a, b, result, s, size, params);
    return [result];
  },
  jvp: ([a, b], [ta, tb], params) => [
    addTangents(
      mapTangent(ta, (t) => product(t, b, params)),
      mapTangent(tb, (t) => product(a, t, params)),
    ),
  ],
  transpose([ct], [a, b], params, avals): Tangent[] {
    const { transposeA: ta, transposeB: tb } = params;
    if (ct === null) return [null, null];
    if (a === null && b !== null) {
      const cotangent = ta ? contract(b, ct, tb, true) : contract(ct, b, false, !tb);
      return [overBatch(cotangent, avals[0]), null];
    }
    if (b === null && a !== null) {
      const cotangent = tb ? contract(ct, a, true, ta) : contract(a, ct, !ta, false);
      return [null, overBatch(cotangent, avals[1])];
    }
    return [null, null];
  },
  transposeSteps([a, b], linear, varies, { transposeA, transposeB }) {
    if (a.shape.length > 2 || b.shape.length > 2) return undefined;
    /** All steps below each other. */
    const tall = (x: Operand): Operand => reshape(x, [shapeOf(x)[0] * shapeOf(x)[1], shapeOf(x)[2]]);
    /** Vectors of all steps below each other, whichever way they stand. */
    const rows = (x: Operand): Operand => reshape(x, [shapeOf(x)[0], shapeOf(x)[1] * shapeOf(x)[2]]);
    if (linear === 1 && varies[0] && !transposeA) {
      return (ct, [x]) => (transposeB ? contract(tall(ct), tall(x!), true) : contract(tall(x!), tall(ct), true));
    }
    const columns = b.shape[transposeB ? 0 : 1];
    if (linear === 0 && varies[1] && columns === 1) {
      return (ct, [, x]) => (transposeA ? contract(rows(x!), rows(ct), true) : contract(rows(ct), rows(x!), true));
    }
    return undefined;
  },
  batch: batchMatmul,
};

/** One product of the batch, row by row of the result. */
function multiply(
  { data: a }: NDArray,
  { data: b }: NDArray,
  out: NDArray,
  s: number,
  { batchA, batchB, m, n, k }: MatmulSize,
  { transposeA, transposeB }: MatmulParams,
): void {
  const [stepRow, stepA] = transposeA ? [1, m] : [k, 1];
  const [stepB, stepColumn] = transposeB ? [1, k] : [n, 1];
  const addProducts = rowKernel(out.dtype);
  for (let i = 0; i < m; i++) {
    const row = out.data.subarray((s * m + i) * n, (s * m + i + 1) * n);
    for (let j = 0; j < k; j++) {
      const x = a[(batchA ? s * m * k : 0) + i * stepRow + j * stepA];
      addProducts(row, x, b, (batchB ? s * k * n : 0) + j * stepB, stepColumn);
    }
  }
}

/** `row += x * b[at], b[at + step], …`; the typed array of the row rounds the sums. */
type RowKernel = (row: TypedArray, x: number, b: TypedArray, at: number, step: number) => void;

function rowKernel(dtype: DType): RowKernel {
  switch (dtype) {
    case 'float32':
      return (row, x, b, at, step) => {
        for (let c = 0; c < row.length; c++, at += step) row[c] += Math.fround(x * b[at]);
      };
    case 'float64':
      return (row, x, b, at, step) => {
        for (let c = 0; c < row.length; c++, at += step) row[c] += x * b[at];
      };
    default:
      return (row, x, b, at, step) => {
        for (let c = 0; c < row.length; c++, at += step) row[c] += Math.imul(x, b[at]);
      };
  }
}

function product(a: Operand, b: Operand, params: MatmulParams): Operand {
  return bind(matmulOp, [toValue(a), toValue(b)], params)[0];
}

/** The product of matrices or of stacks of them, of which one batch of rows is a single tall matrix. */
export function contract(a: Operand, b: Operand, transposeA = false, transposeB = false): Operand {
  const params = { transposeA, transposeB };
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  if (shapeA.length === 3 && shapeB.length === 2) {
    // A stack of vectors is a matrix, whichever way they stand.
    if (transposeA && shapeA[2] === 1) return contract(reshape(a, [shapeA[0], 1, shapeA[1]]), b, false, transposeB);
    if (!transposeA) {
      const rows = product(reshape(a, [shapeA[0] * shapeA[1], shapeA[2]]), b, params);
      return reshape(rows, [shapeA[0], shapeA[1], shapeOf(rows)[1]]);
    }
  }
  if (shapeA.length === 2 && shapeB.length === 3 && shapeB[transposeB ? 1 : 2] === 1) {
    const columns = product(reshape(b, [shapeB[0], transposeB ? shapeB[2] : shapeB[1]]), a, {
      transposeA: false,
      transposeB: !transposeA,
    });
    return reshape(columns, [...shapeOf(columns), 1]);
  }
  return product(a, b, params);
}

/** The cotangent of an operand: of one without a batch axis the sum over the batch. */
function overBatch(ct: Operand, { shape }: Aval): Operand {
  return shapeOf(ct).length > shape.length ? sum(ct, 0) : ct;
}

function batchMatmul(ins: readonly Operand[], batched: readonly boolean[], params: MatmulParams, size: number): Batched {
  const { transposeA, transposeB } = params;
  const inner = ins.map((x, i): Shape => shapeOf(x).slice(batched[i] ? 1 : 0));
  const stack = inner.find((shape) => shape.length === 3)?.[0];
  if (stack === undefined) return allBatched([contract(ins[0], ins[1], transposeA, transposeB)]);
  // Two batch axes become one; an operand that has none of them stays as it is.
  const [a, b] = ins.map((x, i) => {
    if (!batched[i] && inner[i].length === 2) return x;
    const matrix = inner[i].slice(-2);
    const lanes = withBatch(x, batched[i], size);
    const full = inner[i].length === 3 ? lanes : broadcastTo(reshape(lanes, [size, 1, ...matrix]), [size, stack, ...matrix]);
    return reshape(full, [size * stack, ...matrix]);
  });
  const out = contract(a, b, transposeA, transposeB);
  return allBatched([reshape(out, [size, stack, ...shapeOf(out).slice(1)])]);
}
