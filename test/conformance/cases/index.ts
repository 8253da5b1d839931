import { elementwise } from './elementwise.js';
import { movement } from './movement.js';
import { random } from './random.js';
import { reduction } from './reduction.js';
import type { Case } from './support.js';

export { someArray, type Case } from './support.js';

/** At least one use of every op. */
export const cases: readonly Case[] = [...elementwise, ...random, ...movement, ...reduction];
