export { environ, type OpenContext } from './environ.js';
export type { EnvironKey, EnvironSettings } from './environ-settings.js';
export { State, type StateKind, type StateOptions } from './state.js';
export { LongTermState, ParamState, ShortTermState } from './kinds.js';
export { HiddenState } from './hidden-state.js';
export type { DrawOptions, DrawSize, SizeOptions } from './random-parameters.js';
export {
  RandomState,
  type ChoiceOptions,
  type NormalOptions,
  type PermutationOptions,
  type PlainNormalOptions,
  type PlainScaleOptions,
  type PlainUniformOptions,
  type ScaleOptions,
  type UniformOptions,
} from './random-state.js';
export { defaultRandom, random } from './random.js';
export { Module, type InitOptions, type ModuleOptions, type StateClass } from './module.js';
export { callAllFunctions, initAllStates, resetAllStates, type CallOptions } from './collective.js';
export { toShape, type Size } from './size.js';
export { stopGradient } from './stop-gradient.js';
export { markWeak } from './weak.js';
export { aDimension, showValue } from './show-value.js';
export { knownNumbers } from './known-numbers.js';
