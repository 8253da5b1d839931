export { Neuron, type NeuronOptions } from './neuron.js';
export { IntegrateAndFire, type Potential, type Variables } from './integrate-and-fire.js';
export { ContinuousNeuron, type ContinuousOptions } from './continuous-neuron.js';
export type { RefractoryOptions, RefractoryStates } from './refractory.js';
export type { SpikeScaleOptions } from './spike-scale.js';
export { LIF, type LIFOptions } from './lif.js';
export { LIFRef, type LIFRefOptions } from './lif-ref.js';
