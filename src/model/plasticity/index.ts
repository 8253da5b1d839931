export { ReleaseModel } from './release.js';
export { STD, type STDOptions } from './std.js';
export { STP, type STPOptions } from './stp.js';
export { STDP, type STDPOptions } from './stdp.js';
