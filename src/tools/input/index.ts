/**
 * Inputs over time: functions that make one at once, and classes of the same names that can be put together. All need the
 * environment's `dt`.
 *
 * @module
 */
export { constant, ramp, section, step, type Held } from './basic.js';
export { burst, doubleExponential, exponentialDecay, gaussianPulse, spike, type GaussianPulseOptions } from './pulses.js';
export { chirp, noisySinusoidal, sawtooth, sinusoidal, square, triangular } from './waveforms.js';
export type { ChirpOptions, NoisyOptions, SquareOptions, WaveOptions } from './waveforms.js';
export { ouProcess, poisson, wienerProcess } from './stochastic.js';
export type { NoiseStrength, PoissonOptions, RandomInputOptions, WienerOptions } from './stochastic.js';
export { Input, type AnyInput, type CombinableInput } from './input.js';
export { Constant, Ramp, Section, Step } from './basic-inputs.js';
export { Burst, DoubleExponential, ExponentialDecay, GaussianPulse, Spike, type SpikeOptions } from './pulse-inputs.js';
export { Chirp, NoisySinusoidal, Sawtooth, Sinusoidal, Square, Triangular } from './waveform-inputs.js';
export { OUProcess, Poisson, WienerProcess } from './stochastic-inputs.js';
export type { Window } from './clock.js';
export type { Seeded } from './source.js';
