/**
 * The engine: arrays without units, programs of them, and the backends that run programs. Models and examples do not
 * need it; it is public for whoever builds on the compiler itself.
 *
 * @module
 */
export {
  allocate,
  bytesOf,
  dtypeOfTypedArray,
  floatDType,
  isFloat,
  isInt,
  isNumericArray,
  promote,
  type DType,
  type FloatDType,
  type IntDType,
  type TypedArray,
} from './array/dtype.js';
export { fromNested, NDArray, type Nested } from './array/ndarray.js';
export { BitArray, elementsOf, EventArray } from './array/spike-array.js';
export { broadcastShapes, normaliseAxis, sameShape, sizeOf, type Shape } from './array/shape.js';
export {
  backends,
  compile,
  isSpike,
  recordedBytes,
  runToEnd,
  spikeStreams,
  STEPS_PER_CALL,
  type Backend,
  type Executable,
  type Execution,
  type Recording,
  type StartOptions,
} from './backend/index.js';
export { optimise } from './compile/optimise.js';
export * from './ops/index.js';
export { allOps } from './control/table.js';
export * as sparse from './ops/sparse/index.js';
export { scanOp, type ScanParams } from './control/scan.js';
export { canonicalText, structuralHash } from './program/hash.js';
export type { Op, Operand, Params, Tangent } from './program/op.js';
export { evaluate } from './program/evaluate.js';
export { printProgram, showAval } from './program/print.js';
export { countEquations, Literal, Var, type Atom, type Aval, type Equation, type Program } from './program/program.js';
export { verify } from './program/verify.js';
export * as random from './random/index.js';
export {
  bind,
  Builder,
  cellTrace,
  close,
  currentBuilder,
  currentScope,
  isTraced,
  within,
  withScope,
  type Cell,
  type CellTrace,
} from './trace/builder.js';
export { vjp, type Vjp } from './transform/vjp.js';
export * from './functions/index.js';
export { causeOf, firstNotFinite, type Cause } from './control/cause.js';
export { errorIf } from './control/check.js';
export { rowOf } from './control/scan.js';
export { bindCheckpoint } from './control/checkpoint.js';
export { condOp } from './control/cond.js';
export { bindScan } from './control/scan.js';
export { unvmap } from './control/unvmap.js';
export { whileOp } from './control/while.js';
export { traceOperands } from './trace/trace.js';
export { batchProgram, repeatUnbatched } from './transform/batch.js';
export { linearize, pullBack } from './transform/linearize.js';
export { inline, instantiate, pushForward } from './transform/push.js';
