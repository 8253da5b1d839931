import { opTable } from '../ops/table.js';
import type { Op } from '../program/op.js';
import { scanOp } from './scan.js';

/** Every op there is. Tests walk it: an op without a kernel in a backend or without a derivative does not pass. */
export const allOps: readonly Op[] = [...opTable, ...([scanOp] as unknown[] as Op[])];
