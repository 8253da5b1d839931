import { config } from '../../core/config.js';
import { timed } from '../../core/timing.js';
import { optimise } from '../compile/optimise.js';
import { canonicalText } from '../program/hash.js';
import type { Program } from '../program/program.js';
import type { Backend, Executable } from './backend.js';
import { referenceBackend } from './reference/index.js';
import { wasmBackend } from './wasm/index.js';

export { runToEnd, STEPS_PER_CALL, type Backend, type Executable, type Execution } from './backend.js';

export const backends: Readonly<Record<'wasm' | 'reference', Backend>> = {
  wasm: wasmBackend,
  reference: referenceBackend,
};

/** Compiled code by backend and structure of the program: functions are new at every call in JavaScript. */
const cache = new Map<string, Executable>();

/** The program optimised and compiled by the configured backend; the same program is compiled once. */
export function compile(program: Program): Executable {
  return timed('compile', () => {
    const key = `${config.backend}\n${canonicalText(program)}`;
    let executable = cache.get(key);
    if (executable === undefined) {
      executable = backends[config.backend].compile(optimise(program));
      cache.set(key, executable);
    }
    return executable;
  });
}
