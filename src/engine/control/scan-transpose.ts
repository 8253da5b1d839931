import { sizeOf } from '../array/shape.js';
import { addTangents } from '../ops/arithmetic.js';
import { full } from '../ops/create.js';
import { broadcastOp, broadcastTo, reshape, reshapeOp } from '../ops/movement.js';
import { shapeOf } from '../ops/operand.js';
import type { Operand, Tangent } from '../program/op.js';
import { Literal, Var, type Aval } from '../program/program.js';
import { definitionOf } from '../trace/builder.js';
import { instantiate } from '../transform/push.js';
import { transposeProgram } from '../transform/transpose.js';
import { LateProducts, type Collected } from './late-products.js';
import { partsOf, pick, place } from './scan-parts.js';
import { bindScan, sliceAval, type ScanParams } from './scan.js';

/** What a stretch of the transposed loop gives. */
interface Stretch {
  readonly carry: readonly Operand[];
  readonly stacked: readonly Operand[];
  /** What late products add to the constants that they are for. */
  readonly late: readonly Tangent[];
}

/**
 * The transposed loop: it runs the other way, carries the cotangents of the carries, adds up those of the constants,
 * and stacks those of the slices. What products give to their weights is added up for many steps at once.
 */
export function transposeScan(
  cotangents: readonly Tangent[],
  ins: readonly (Operand | null)[],
  params: ScanParams,
  avals: readonly Aval[],
): Tangent[] {
  const { body, carries: count, length } = params;
  const reverse = !params.reverse;
  const values = partsOf(ins, params);
  const types = partsOf(avals, params);
  const linear = partsOf(ins.map((x) => x === null), params);
  const sliceTypes = pick(types.xs, linear.xs).map(sliceAval);
  const residuals = values.xs.filter((x) => x !== null);
  const stackedCts = cotangents.slice(count);
  // The same number everywhere, as the mean of all outputs gives, need not be stacked.
  const steady = stackedCts.map((ct) => (ct === null ? undefined : repeatedScalar(ct)));
  const walked = stackedCts.map((ct, i) => ct !== null && steady[i] === undefined);

  const products = new LateProducts(params, ins.map((x) => x === null));
  const isSummed = linear.constants.map((isLinear, i) => isLinear && products.isSummed(i));
  const summed = pick(types.constants, isSummed);
  const late = products.constants.map((at) => types.constants[at]);

  const run = (init: readonly Operand[], xs: readonly Operand[], steps: number): Stretch => {
    let collected: Collected;
    const { carry, stacked } = bindScan(
      (carried, slices) => {
        const sums = carried.slice(0, summed.length);
        const carryCts = carried.slice(summed.length);
        const known = slices.slice(0, residuals.length);
        const ys = place<Operand>(slices.slice(residuals.length), walked).map((y, i) =>
          steady[i] === undefined ? y : broadcastTo(steady[i], body.outs[count + i].shape),
        );
        const args = [...values.constants, ...types.carries.map(() => null), ...place(known, linear.xs.map((l) => !l))];
        collected = products.collect(known, xs);
        const found = partsOf(transposeProgram(body, args, [...carryCts, ...ys], collected.take), params);
        return {
          carry: [
            ...pick(found.constants, isSummed).map((ct, i) => addTangents(sums[i], ct)!),
            ...found.carries.map((ct, i) => instantiate(ct, types.carries[i])),
          ],
          outs: [...pick(found.xs, linear.xs).map((ct, i) => instantiate(ct, sliceTypes[i])), ...collected.kept],
        };
      },
      init,
      xs,
      { length: steps, reverse },
    );
    const rows = stacked.slice(0, sliceTypes.length);
    return { carry, stacked: rows, late: collected!.sums(products.constants, stacked.slice(sliceTypes.length)) };
  };

  /** Stretches of so many steps, one after the other. */
  const runInBlocks = (init: readonly Operand[], xs: readonly Operand[], block: number): Stretch => {
    if (block === length) return run(init, xs, length);
    const { carry, stacked } = bindScan(
      (carried, rows) => {
        const part = run(carried.slice(late.length), rows, block);
        return { carry: [...part.late.map((sum, i) => addTangents(carried[i], sum)!), ...part.carry], outs: part.stacked };
      },
      [...late.map(zerosLike), ...init],
      xs.map((x) => reshape(x, [length / block, block, ...shapeOf(x).slice(1)])),
      { length: length / block, reverse },
    );
    const rows = stacked.map((x) => reshape(x, [length, ...shapeOf(x).slice(2)]));
    return { carry: carry.slice(late.length), stacked: rows, late: carry.slice(0, late.length) };
  };

  const first = [...summed.map(zerosLike), ...cotangents.slice(0, count).map((ct, i) => instantiate(ct, types.carries[i]))];
  const found = runInBlocks(first, [...residuals, ...pick(stackedCts, walked).map((ct) => ct!)], products.block);
  const constants: Tangent[] = place(found.carry.slice(0, summed.length), isSummed);
  products.constants.forEach((at, i) => (constants[at] = addTangents(constants[at], found.late[i])));
  return [
    ...constants,
    ...found.carry.slice(summed.length).map((ct, i) => (linear.carries[i] ? ct : null)),
    ...place(found.stacked, linear.xs),
  ];
}

/** The scalar that an array of the present trace repeats, if it is one. */
function repeatedScalar(x: Operand): Operand | undefined {
  let source = x;
  for (let repeated = false; source instanceof Var; ) {
    if (sizeOf(source.shape) === 1 && repeated) return reshape(source, []);
    const e = definitionOf(source);
    if (e === undefined || !([broadcastOp, reshapeOp] as unknown[]).includes(e.op)) return undefined;
    repeated ||= (e.op as unknown) === broadcastOp;
    const [before] = e.ins;
    if (before instanceof Literal) return before.value;
    source = before;
  }
  return undefined;
}

function zerosLike({ shape, dtype }: Aval): Operand {
  return full(shape, 0, dtype);
}
