/**
 * BrainTS: spiking networks with physical units, in which one time step becomes one compiled program.
 *
 * @module
 */
export { show } from './core/print.js';
export { BrainError } from './core/error.js';
export {
  BatchState,
  callOrder,
  DelayState,
  Desc,
  environ,
  filter,
  getUniqueName,
  HiddenGroupState,
  HiddenState,
  HiddenTreeState,
  LongTermState,
  maybeState,
  Module,
  ParamState,
  random,
  RandomState,
  ShortTermState,
  State,
  type EnvironSettings,
  type Filter,
  type HookHandle,
  type HookOptions,
  type StateHooks,
  type StateOptions,
} from './state/index.js';
export * as transform from './state/transform/index.js';
export * as record from './state/record/index.js';
export * as init from './tools/init/index.js';
export * as conn from './tools/conn/index.js';
export * as input from './tools/input/index.js';
export * as quad from './tools/quad/index.js';
export * as metric from './tools/metric/index.js';
export * as optim from './tools/optim/index.js';
export * as surrogate from './tools/surrogate/index.js';
export * as nn from './nn/index.js';
export { Dynamics } from './nn/index.js';
export * from './model/index.js';
export { expr, Quantity, u } from './unit/index.js';
export type { AnyQuantity, BoolQuantity, Dim, Div, Mul, NamedDimensions, Pow, Unit } from './unit/index.js';
