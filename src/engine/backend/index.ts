import { config } from '../../core/config.js';
import { timed } from '../../core/timing.js';
import { optimise } from '../compile/optimise.js';
import { canonicalText } from '../program/hash.js';
import type { Program } from '../program/program.js';
import type { Backend, Executable } from './backend.js';
import type { Recording } from './recording.js';
import { referenceBackend } from './reference/index.js';
import { wasmBackend } from './wasm/index.js';

export { runToEnd, STEPS_PER_CALL, type Backend, type Executable, type Execution, type StartOptions } from './backend.js';
export { isSpike, recordedBytes, spikeStreams, type Recording } from './recording.js';

export const backends: Readonly<Record<'wasm' | 'reference', Backend>> = {
  wasm: wasmBackend,
  reference: referenceBackend,
};

/**
 * Compiled code by backend and structure of the program: functions are new at every call in JavaScript. A slider that
 * moves makes a new program at each position, so the oldest ones are forgotten.
 */
const cache = new Map<string, Executable>();
const CACHED_PROGRAMS = 128;

/**
 * The program optimised and compiled by the configured backend; the same program is compiled once. `recordings` says
 * what is kept of each output that a loop at the top of the program stacks: all rows, where it says nothing.
 */
export function compile(program: Program, recordings: readonly (Recording | undefined)[] = []): Executable {
  return timed('compile', () => {
    const kept = recordings.map((r) => (r === undefined ? '' : r.kind === 'every' ? r.every : r.kind)).join(' ');
    const key = `${config.backend} ${config.deterministic} ${kept}\n${canonicalText(program)}`;
    const executable = cache.get(key) ?? backends[config.backend].compile(optimise(program), recordings);
    // Set anew, it is the youngest.
    cache.delete(key);
    cache.set(key, executable);
    if (cache.size > CACHED_PROGRAMS) cache.delete(cache.keys().next().value!);
    return executable;
  });
}
