import type { Op } from '../program/op.js';
import * as arithmetic from './arithmetic.js';
import { castOp } from './cast.js';
import * as compare from './compare.js';
import { iotaOp } from './create.js';
import { erfinvOp } from './erfinv.js';
import * as exponential from './exponential.js';
import * as logic from './logic.js';
import * as movement from './movement.js';
import * as reduction from './reduce.js';
import { selectOp } from './select.js';
import { spikeOp, stopGradientOp } from './spike.js';
import * as random from './threefry.js';

/** Every op without a program inside. Those of control flow join them in `control/table.ts`. */
export const opTable: readonly Op[] = (
  [
    arithmetic.addOp,
    arithmetic.subOp,
    arithmetic.mulOp,
    arithmetic.divOp,
    arithmetic.negOp,
    arithmetic.absOp,
    arithmetic.signOp,
    arithmetic.sqrtOp,
    arithmetic.integerPowOp,
    arithmetic.minimumOp,
    arithmetic.maximumOp,
    arithmetic.floorOp,
    arithmetic.ceilOp,
    arithmetic.nearestOp,
    compare.eqOp,
    compare.neOp,
    compare.ltOp,
    compare.leOp,
    logic.andOp,
    logic.orOp,
    logic.xorOp,
    logic.notOp,
    selectOp,
    castOp,
    exponential.expOp,
    exponential.expm1Op,
    exponential.exprelOp,
    exponential.logOp,
    erfinvOp,
    spikeOp,
    stopGradientOp,
    iotaOp,
    random.threefryOp,
    random.mixBitsOp,
    random.unitFloatOp,
    movement.broadcastOp,
    movement.transposeOp,
    movement.sliceOp,
    movement.reshapeOp,
    movement.concatenateOp,
    movement.updateOp,
    reduction.sumOp,
    reduction.maxOp,
    reduction.minOp,
  ] as unknown[]
) as Op[];
