export { PoissonInput, poissonInput, type PoissonEntry, type PoissonInputCall, type PoissonInputOptions, type PoissonSpread } from './poisson-input.js';
export { PoissonEncoder, PoissonSpike, type PoissonEncoderOptions, type PoissonSpikeOptions, type SpikeType } from './poisson-spike.js';
export { SpikeTime, type SpikeTimeOptions, type SpikeTimeStep, type TimeAsStep } from './spike-time.js';
