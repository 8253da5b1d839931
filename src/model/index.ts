export * from './neuron/index.js';
export {
  above,
  initializer,
  notNegative,
  oneOf,
  optionalInitializer,
  positive,
  setParameters,
  withAfter,
  type AnyTable,
  type Choice,
  type Parameter,
  type ParameterOrDefault,
  type ParametersOf,
  type ParameterTable,
} from './options.js';
