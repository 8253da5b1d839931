import { fail } from '../../core/error.js';

function notThere(what: string): () => never {
  return () => fail('engine/notThere', { what });
}

/** Convolutions come later; this throws. */
export const conv = notThere('a convolution');
/** Sorting by several keys comes later; this throws. Sort by one with `argsort`. */
export const lexsort = notThere('sorting by several keys');

/** Linear algebra beyond products comes later; each of these throws. */
export const linalg = {
  inv: notThere('the inverse of a matrix'),
  solve: notThere('solving linear equations'),
  det: notThere('a determinant'),
  eigh: notThere('an eigenvalue decomposition'),
  svd: notThere('a singular value decomposition'),
  qr: notThere('a QR decomposition'),
  cholesky: notThere('a Cholesky decomposition'),
} as const;
