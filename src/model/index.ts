export * from './input/index.js';
export * from './neuron/index.js';
export * from './output/index.js';
export * from './plasticity/index.js';
export * from './projection/index.js';
export * from './readout/index.js';
export * from './synapse/index.js';
export {
  above,
  initializer,
  notNegative,
  oneOf,
  optionalInitializer,
  positive,
  quiet,
  setParameters,
  withAfter,
  type AnyTable,
  type Choice,
  type Parameter,
  type ParameterOrDefault,
  type ParametersOf,
  type ParameterTable,
} from './options.js';
