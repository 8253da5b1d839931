import { opTable } from '../ops/table.js';
import type { Op } from '../program/op.js';
import { checkOp } from './check.js';
import { barrierOp, checkpointOp } from './checkpoint.js';
import { condOp } from './cond.js';
import { customJvpOp } from './custom-jvp.js';
import { customVjpOp } from './custom-vjp.js';
import { scanOp } from './scan.js';
import { unvmapOp } from './unvmap.js';
import { whileOp } from './while.js';

/** Every op there is. Tests walk it: an op without a kernel in a backend or without a derivative does not pass. */
export const allOps: readonly Op[] = [...opTable, ...([scanOp, condOp, whileOp, customJvpOp, customVjpOp, checkpointOp, barrierOp, checkOp, unvmapOp] as unknown[] as Op[])];
