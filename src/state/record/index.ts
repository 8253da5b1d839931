/**
 * What is recorded of a run besides whole outputs: fewer steps, fewer neurons, spikes as events or bits.
 *
 * @module
 */
export { every, type Every } from './every.js';
export { only } from './only.js';
export { bits, Bits, events, Events } from './spikes.js';
