// What an operation does to units is said by the file it stands in.
export * from './activations.js';
export * from './change-unit.js';
export * from './comparison.js';
export * from './creation.js';
export * from './dimensionless.js';
export * from './einsum.js';
export * from './elementwise.js';
export * from './joining.js';
export * from './matrices.js';
export * from './picking.js';
export * from './positions.js';
export * from './products.js';
export * from './quantiles.js';
export * from './reductions.js';
export * from './rounding.js';
export * from './shaping.js';
export type { Like, PlainTerm } from './terms.js';
