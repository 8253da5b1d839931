/**
 * Physical units, checked by the compiler and again at run time: dimensions, units, and `Quantity`, the one array
 * class. `u` holds all of it under one name.
 */
export * from './namespace.js';
export * as u from './namespace.js';
export { brief } from './display.js';
export type { Measured } from './measured.js';
export type { NamedDimensions } from './types/named-dimensions.js';
export type { Dim, Div, Mul, Pow } from './types/dimension.js';
export type { NestedValues } from './reading.js';
export type { CsrParts, FixedParts, Positions, SparseMatrix } from './sparse.js';
