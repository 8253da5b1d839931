/**
 * Rules that say who is connected to whom: `new conn.FixedProb(0.02).generate(3200, 4000)`.
 *
 * @module
 */
export { Connectivity, type ConnectivityOptions, type Placement } from './connectivity.js';
export type { AnyConnections, Connections } from './connection-matrix.js';
export { ConnectionResult, type Positions } from './result.js';
export { FixedProb, Random, type SelfOptions } from './fixed-prob.js';
export { AllToAll, type AllToAllOptions } from './all-to-all.js';
export { OneToOne, type OneToOneOptions } from './one-to-one.js';
export { FixedNum, Regular, type FixedNumOptions } from './fixed-num.js';
export { DistanceDependent, Exponential, Gaussian, type AnyProfile } from './distance-dependent.js';
export { SmallWorld, type SmallWorldOptions } from './small-world.js';
export { ScaleFree, type ScaleFreeOptions } from './scale-free.js';
export { ModularRandom, type ModularRandomOptions } from './modular.js';
export { Grid2d, Ring, type Grid2dOptions, type RingOptions } from './lattices.js';
export { ExcitatoryInhibitory, type ExcitatoryInhibitoryOptions } from './excitatory-inhibitory.js';
