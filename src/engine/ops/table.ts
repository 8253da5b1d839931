import type { Op } from '../program/op.js';
import { argmaxOp, argminOp } from './arg-reduce.js';
import * as arithmetic from './arithmetic.js';
import * as bits from './bits.js';
import { castOp } from './cast.js';
import { isfiniteOp, isinfOp, isnanOp } from './classify.js';
import * as compare from './compare.js';
import { iotaOp } from './create.js';
import { dynamicSliceOp, dynamicUpdateOp } from './dynamic-slice.js';
import { erfinvOp } from './erfinv.js';
import { erfcOp, erfOp } from './error-function.js';
import * as exponential from './exponential.js';
import { fmaOp } from './fma.js';
import { gatherOp } from './gather.js';
import { intRangeOp } from './int-range.js';
import * as hyperbolic from './hyperbolic.js';
import * as arcs from './inverse-trigonometric.js';
import * as logic from './logic.js';
import { matmulOp } from './matmul.js';
import * as movement from './movement.js';
import { powOp } from './power.js';
import * as reduction from './reduce.js';
import { cumsumOp } from './running.js';
import { binomialCandidateOp, binomialInversionOp } from './samplers/binomial.js';
import { gammaOp } from './samplers/gamma.js';
import { gammaOfShapeOp, gammaSlopeOp } from './samplers/gamma-slope.js';
import { roundedErfinvOp } from './samplers/normal.js';
import { poissonCandidateOp, poissonProductOp } from './samplers/poisson.js';
import { scatterOps } from './scatter.js';
import { modOp, remOp } from './remainder.js';
import { selectOp } from './select.js';
import { argsortOp } from './sort.js';
import { csrOps, csrOuterOp } from './sparse/csr.js';
import { denseOps, denseOuterOp } from './sparse/dense.js';
import { fixedOps, fixedOuterOp } from './sparse/fixed.js';
import { proceduralOps } from './sparse/procedural.js';
import { rowUpdateOp } from './sparse/update.js';
import { spikeOp, stopGradientOp } from './spike.js';
import * as trigonometric from './trigonometric.js';
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
    exponential.log1pOp,
    powOp,
    trigonometric.sinOp,
    trigonometric.cosOp,
    trigonometric.tanOp,
    arcs.asinOp,
    arcs.acosOp,
    arcs.atanOp,
    arcs.atan2Op,
    hyperbolic.sinhOp,
    hyperbolic.coshOp,
    hyperbolic.tanhOp,
    hyperbolic.asinhOp,
    hyperbolic.acoshOp,
    hyperbolic.atanhOp,
    hyperbolic.sigmoidOp,
    erfOp,
    erfcOp,
    remOp,
    modOp,
    isnanOp,
    isinfOp,
    isfiniteOp,
    bits.bitAndOp,
    bits.bitOrOp,
    bits.bitXorOp,
    bits.bitNotOp,
    bits.shiftLeftOp,
    bits.shiftRightOp,
    bits.shiftLeftByOp,
    bits.shiftRightByOp,
    erfinvOp,
    spikeOp,
    stopGradientOp,
    iotaOp,
    random.threefryOp,
    random.mixBitsOp,
    random.unitFloatOp,
    fmaOp,
    intRangeOp,
    roundedErfinvOp,
    gammaOp,
    gammaOfShapeOp,
    gammaSlopeOp,
    poissonProductOp,
    poissonCandidateOp,
    binomialInversionOp,
    binomialCandidateOp,
    movement.broadcastOp,
    movement.transposeOp,
    movement.sliceOp,
    movement.reshapeOp,
    movement.concatenateOp,
    movement.updateOp,
    reduction.sumOp,
    reduction.maxOp,
    reduction.minOp,
    reduction.prodOp,
    argmaxOp,
    argminOp,
    cumsumOp,
    argsortOp,
    gatherOp,
    ...Object.values(scatterOps),
    dynamicSliceOp,
    dynamicUpdateOp,
    matmulOp,
    csrOps.scatter,
    csrOps.gather,
    csrOuterOp,
    fixedOps.scatter,
    fixedOps.gather,
    fixedOuterOp,
    denseOps.scatter,
    denseOps.gather,
    denseOuterOp,
    proceduralOps.scatter,
    proceduralOps.gather,
    rowUpdateOp,
  ] as unknown[]
) as Op[];
