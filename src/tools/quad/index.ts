/**
 * Single steps of differential equations: ordinary, stochastic, with a stiff part, with delays. The time step is the
 * environment's `dt`; variables are quantities, or objects and lists of them.
 *
 * @module
 */
export { expEulerStep, odeExpEulerStep, sdeExpEulerStep } from './exp-euler.js';
export * from './ode.js';
export * from './ode-embedded.js';
export * from './sde.js';
export * from './imex.js';
export * from './dde.js';
export type { EmbeddedStep, OdeStep } from './explicit.js';
export type {
  DiffusionFunction,
  DiffusionOf,
  EmbeddedOptions,
  ImplicitOptions,
  ImplicitSolver,
  MilsteinOptions,
  RateOf,
  RightHandSide,
  SdeOptions,
  SdeType,
  StepOptions,
} from './types.js';
