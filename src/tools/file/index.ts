/**
 * Saving and loading: `import * as file from 'braints/file'`. One file holds a whole tree with its units: the States of
 * a model, a recording, or anything made of quantities. `.npz` needs the package `fflate`, which is loaded when first
 * used; `.safetensors` needs nothing.
 *
 * @module
 */
export { save, toBytes, type SaveOptions } from './save.js';
export { load, type FileSource } from './load.js';
export { restore } from './restore.js';
export type { FileFormat } from './format.js';
