export {
  assignStateValues,
  callAllFunctions,
  callOrder,
  initAllStates,
  Module,
  resetAllStates,
  vmapCallAllFunctions,
  vmapInitAllStates,
} from '../state/index.js';
export type { CallOptions, InitOptions, LaneOptions, ModuleOptions, Size, StateValues, Unmatched } from '../state/index.js';
export { expEulerStep } from '../tools/quad/index.js';
export { Dynamics, type AfterUpdateOptions, type BeforeUpdateOptions, type InputOptions } from './dynamics.js';
export type { Hook } from './hooks.js';
export type { Input } from './inputs.js';
export * as init from './init/index.js';
export { Delay, type DelayIndex, type DelayOptions } from './delay.js';
export type { DelaySteps, DelayTime } from './delay-steps.js';
export type { Interpolation, InterpolationName } from './interpolation.js';
export { OutputDelayAt, Prefetch, PrefetchDelayAt, type OutputDelayOptions, type PrefetchOptions } from './prefetch.js';
export { StateWithDelay, type ValueOf } from './state-with-delay.js';
export * from './layer/index.js';
export * from './param/index.js';
