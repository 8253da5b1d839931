/** Measures of spikes and of what populations do together. */
export {
  functionalConnectivity,
  functionalConnectivityDynamics,
  matrixCorrelation,
  voltageFluctuation,
  weightedCorrelation,
  type DynamicsOptions,
} from './connectivity.js';
export { correlationIndex, crossCorrelation } from './cross-correlation.js';
export { vanRossumDistance, victorPurpuraDistance, type VanRossumOptions, type VictorPurpuraOptions } from './distances.js';
export { firingRate } from './firing-rate.js';
export { interspikeIntervals, isiCv, type IsiCvOptions } from './intervals.js';
export { phaseLockingValue } from './phase-locking.js';
export { rasterPlot } from './raster.js';
export { burstSynchronyIndex, spikeTrainSynchrony, type BurstOptions } from './synchrony.js';
export { spikeTimeTilingCoefficient, type TilingOptions } from './tiling.js';
export type { SpikeTimeOptions } from './timing.js';
export type { Spikes } from '../../spikes/spike-events.js';
