/**
 * Functions that read and write States, turned into programs.
 *
 * @module
 */
export { timing, type Timing } from '../../core/timing.js';
export { forLoop, prepare, type ForLoop, type LoopOptions, type Prepare } from './for-loop.js';
export { jit, type JitOptions } from './jit.js';
export { makeProgram, type ProgramView } from './make-program.js';
export type { PreparedRun, StartAsyncOptions, StartOptions } from './prepare.js';
export { ProgressBar, type Progress, type ProgressOption, type ProgressOptions, type ProgressUpdate } from './progress.js';
export type { Buffer, Report } from './report.js';
export type { ChunkInfo } from './run-async.js';
export type { Result } from './types.js';
export { boundedWhileLoop, type BoundedWhileOptions } from './bounded-while-loop.js';
export { checkGrads, type CheckGradsOptions } from './check-grads.js';
export { checkpoint, checkpoint as remat } from './checkpoint.js';
export { checkpointedForLoop, checkpointedScan, type CheckpointedForLoop, type CheckpointedOptions } from './checkpointed.js';
export { cond, type Predicate } from './cond.js';
export { evalShape, type ShapeDtype, type Shapes } from './eval-shape.js';
export { fwdGrad, type FwdGradOptions } from './fwd-grad.js';
export { grad } from './grad.js';
export type { GradStates } from './grad-states.js';
export type { Argnums, GradOptions } from './gradient-options.js';
export type { GradientResult, GradientTree, HessianResult, JacobianResult } from './gradient-types.js';
export { hessian } from './hessian.js';
export { ifelse, type Ifelse, type IfelseOptions } from './ifelse.js';
export { jacfwd, jacrev, jacrev as jacobian, type JacobianTransform } from './jacobian.js';
export { jitErrorIf, type ErrorValues } from './jit-error-if.js';
export { jvp, type JvpOptions } from './jvp.js';
export { map, type MapOptions, type MapSlices } from './map.js';
export type { MapAxes, StateAxes } from './mapped-axes.js';
export { namedScope } from './named-scope.js';
export { scan, type ScanOptions } from './scan.js';
export { stopGradient } from '../stop-gradient.js';
export { switchCase, switchCase as switch, type Branches } from './switch-case.js';
export type { Carried, Results } from './types.js';
export { unvmap } from './unvmap.js';
export { vectorGrad } from './vector-grad.js';
export { vjp, type Cotangents, type VjpOptions } from './vjp.js';
export { vmap, type VmapOptions } from './vmap.js';
export { vmapNewStates, type VmapNewStatesOptions } from './vmap-new-states.js';
export { whileLoop } from './while-loop.js';
