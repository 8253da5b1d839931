/**
 * Matrices that are mostly empty, or never stored, and their products with vectors and with events.
 *
 * @module
 */
export { Csr } from './csr.js';
export { Dense } from './dense.js';
export { FixedIn, FixedOut } from './fixed.js';
export { eventMatvec, eventVecmat, matvec, mostlyZeroVecmat, SparseMatrix, updateOnPost, updateOnPre, vecmat, type Side } from './matrix.js';
export { Procedural } from './procedural.js';
