export { LeakyRateReadout, type LeakyRateReadoutOptions } from './leaky-rate-readout.js';
export { LeakySpikeReadout, type LeakySpikeReadoutOptions } from './leaky-spike-readout.js';
