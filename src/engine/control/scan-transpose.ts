import { addTangents } from '../ops/arithmetic.js';
import { zeros } from '../ops/create.js';
import type { Operand, Tangent } from '../program/op.js';
import type { Aval } from '../program/program.js';
import { instantiate } from '../transform/push.js';
import { transposeProgram } from '../transform/transpose.js';
import { partsOf, pick, place } from './scan-parts.js';
import { bindScan, sliceAval, type ScanParams } from './scan.js';

/**
 * The transposed loop: it runs the other way, carries the cotangents of the carries, adds up those of the constants,
 * and stacks those of the slices.
 */
export function transposeScan(
  cotangents: readonly Tangent[],
  ins: readonly (Operand | null)[],
  params: ScanParams,
  avals: readonly Aval[],
): Tangent[] {
  const { body, carries: count, length, reverse } = params;
  const values = partsOf(ins, params);
  const types = partsOf(avals, params);
  const linear = partsOf(ins.map((x) => x === null), params);
  const constantTypes = pick(types.constants, linear.constants);
  const sliceTypes = pick(types.xs, linear.xs).map(sliceAval);
  const residuals = values.xs.filter((x) => x !== null);
  const stackedCts = cotangents.slice(count);
  const given = stackedCts.map((ct) => ct !== null);

  const { carry, stacked } = bindScan(
    (carried, slices) => {
      const sums = carried.slice(0, constantTypes.length);
      const carryCts = carried.slice(constantTypes.length);
      const step = place(slices.slice(0, residuals.length), linear.xs.map((l) => !l));
      const ys = place(slices.slice(residuals.length), given);
      const args = [...values.constants, ...types.carries.map(() => null), ...step];
      const found = partsOf(transposeProgram(body, args, [...carryCts, ...ys]), params);
      return {
        carry: [
          ...pick(found.constants, linear.constants).map((ct, i) => addTangents(sums[i], ct)!),
          ...found.carries.map((ct, i) => instantiate(ct, types.carries[i])),
        ],
        outs: pick(found.xs, linear.xs).map((ct, i) => instantiate(ct, sliceTypes[i])),
      };
    },
    [
      ...constantTypes.map(({ shape, dtype }) => zeros(shape, dtype)),
      ...cotangents.slice(0, count).map((ct, i) => instantiate(ct, types.carries[i])),
    ],
    [...residuals, ...stackedCts.filter((ct) => ct !== null)],
    { length, reverse: !reverse },
  );
  return [
    ...place(carry.slice(0, constantTypes.length), linear.constants),
    ...carry.slice(constantTypes.length).map((ct, i) => (linear.carries[i] ? ct : null)),
    ...place(stacked, linear.xs),
  ];
}
