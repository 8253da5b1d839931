/**
 * Functions that read and write States, turned into programs.
 *
 * @module
 */
export { timing, type Timing } from '../../core/timing.js';
export { forLoop, prepare } from './for-loop.js';
export { jit } from './jit.js';
export { makeProgram, type ProgramView } from './make-program.js';
export type { PreparedRun, Report } from './prepare.js';
export type { Result } from './types.js';
