import { contraction } from './contraction.js';
import { control } from './control.js';
import { elementwise } from './elementwise.js';
import { indexing } from './indexing.js';
import { movement } from './movement.js';
import { random } from './random.js';
import { reduction } from './reduction.js';
import { sparseCases } from './sparse.js';
import type { Case } from './support.js';

export { inputsOf, someArray, type Case } from './support.js';

/** At least one use of every op. */
export const cases: readonly Case[] = [...control, ...elementwise, ...random, ...movement, ...indexing, ...reduction, ...contraction, ...sparseCases];
