export { environ, type OpenContext } from './environ.js';
export type { EnvironKey, EnvironSettings } from './environ-settings.js';
export { State, type StateKind, type StateOptions } from './state.js';
export { HookHandle, type ClassHooks, type HookOptions, type ReadEvent, type StateHooks, type WriteEvent } from './state-hooks.js';
export type { MapLeaves } from './state-tree.js';
export { BatchState, DelayState, LongTermState, ParamState, ShortTermState } from './kinds.js';
export { HiddenState } from './hidden-state.js';
export { HiddenGroupState, type PartKey, type PartValues } from './hidden-group-state.js';
export { HiddenTreeState, type Variables } from './hidden-tree-state.js';
export { onAbort, presentTrace } from './journal.js';
export { maybeState } from './maybe-state.js';
export type {
  DrawOptions,
  DrawSize,
  FloatOptions,
  KeyOptions,
  NormalOptions,
  PlainNormalOptions,
  PlainScaleOptions,
  PlainUniformOptions,
  ScaleOptions,
  SizeOptions,
  UniformOptions,
} from './random-parameters.js';
export type { Seed, SplitOptions } from './random-keys.js';
export type { ChoiceOptions, LikeOptions, PermutationOptions, ShuffleOptions } from './random-basic.js';
export type { LognormalOptions, PlainTriangularOptions, TriangularOptions } from './random-continuous.js';
export type { CategoricalOptions } from './random-counts.js';
export { RandomState } from './random-state.js';
export { defaultRandom, random } from './random.js';
export { Module, type InitOptions, type ModuleOptions } from './module.js';
export * as filter from './filter.js';
export type { Chosen, Class, Filter, Guard, Predicate } from './filter.js';
export type { Selected, SelectedMaps, SelectOptions, Several } from './select.js';
export { vmapCallAllFunctions, vmapInitAllStates, type LaneOptions } from './vmap-collective.js';
export { assignStateValues, type StateValues, type Unmatched } from './assign-state-values.js';
export { callOrder } from './call-order.js';
export { Desc, type Ctor, type Later } from './desc.js';
export { getUniqueName } from './unique-name.js';
export { callAllFunctions, initAllStates, resetAllStates, type CallOptions } from './collective.js';
export { toShape, type Size } from './size.js';
export { labelOf } from './labels.js';
export { stopGradient } from './stop-gradient.js';
export { markWeak } from './weak.js';
export { NO_BATCHING } from './no-batching.js';
export { aDimension, showValue } from './show-value.js';
export { knownNumbers } from './known-numbers.js';
