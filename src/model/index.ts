export { Neuron, type NeuronOptions } from './neuron.js';
export { LIFRef, type LIFRefOptions } from './lif-ref.js';
export { above, initializer, notNegative, positive, type Parameter, type ParameterOrDefault } from './options.js';
