export { Module, callAllFunctions, initAllStates, resetAllStates } from '../state/index.js';
export type { CallOptions, InitOptions, ModuleOptions, Size } from '../state/index.js';
export { expEulerStep } from '../tools/quad/index.js';
export { Dynamics, type AfterUpdateOptions, type BeforeUpdateOptions, type InputOptions } from './dynamics.js';
export type { Hook } from './hooks.js';
export type { Input } from './inputs.js';
