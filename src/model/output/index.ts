export { COBA, type COBAOptions } from './coba.js';
export { CUBA, type CUBADesc, type CUBAOptions } from './cuba.js';
export { MgBlock, type MgBlockOptions } from './mg-block.js';
export { SynOut } from './syn-out.js';
