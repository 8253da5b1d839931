/**
 * The orthonormal factor Q of a matrix with at least as many rows as columns, with the signs that make the diagonal of
 * R positive: of a matrix of normal numbers it is then uniformly distributed.
 *
 * By Householder reflections in float64 (Golub & Van Loan, Matrix Computations, chapter 5.2).
 *
 * @param matrix - row by row; it is left as it is
 */
export function orthonormal(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const a = Float64Array.from({ length: rows * columns }, (_, i) => matrix[i]);
  const reflections: Float64Array[] = [];
  const signs = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    const v = new Float64Array(rows);
    let norm = 0;
    for (let i = k; i < rows; i++) {
      v[i] = a[i * columns + k];
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    // R's diagonal becomes -sign(v_k) |v|; away from v_k, so that nothing cancels.
    signs[k] = v[k] < 0 ? 1 : -1;
    v[k] -= signs[k] * norm;
    reflect(a, v, columns, k);
    reflections.push(v);
  }
  const q = new Float64Array(rows * columns);
  for (let k = 0; k < columns; k++) q[k * columns + k] = signs[k];
  for (let k = columns - 1; k >= 0; k--) reflect(q, reflections[k], columns, 0);
  return q;
}

/** a - 2 v (v' a) / (v' v) for the columns from `from` on, in place. */
function reflect(a: Float64Array, v: Float64Array, columns: number, from: number): void {
  const length = v.reduce((sum, x) => sum + x * x, 0);
  if (length === 0) return;
  for (let j = from; j < columns; j++) {
    let dot = 0;
    for (let i = 0; i < v.length; i++) dot += v[i] * a[i * columns + j];
    const factor = (2 * dot) / length;
    for (let i = 0; i < v.length; i++) a[i * columns + j] -= factor * v[i];
  }
}
