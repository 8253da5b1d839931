import { bytesOf } from '../array/dtype.js';
import { sizeOf } from '../array/shape.js';
import { matmulOp } from '../ops/matmul.js';
import { reshape } from '../ops/movement.js';
import { shapeOf, toValue } from '../ops/operand.js';
import type { Op, Operand } from '../program/op.js';
import { hasEffect, Literal, type Atom, type Aval, type Equation, type Program, type Var } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { batchProgram } from '../transform/batch.js';
import { largestDivisor, STACKED } from './late-products.js';
import { partsOf } from './scan-parts.js';
import { bindScan, scanOp, type ScanParams } from './scan.js';
import { closedProgram } from './scope.js';

/** A matrix from this size on, in bytes, does not stay in the caches from step to step. */
const LARGE = 2 ** 18;
/** Rows that make it worth being walked through. */
const ROWS = 256;

/**
 * The loop with products of what it walks along and a large matrix in front: one product for the rows of many steps, where
 * each step would walk through the whole matrix for its few. Undefined where there is none. The program takes and gives what
 * the loop does.
 */
export function withEarlyProducts(params: ScanParams, avals: readonly Aval[]): Program | undefined {
  const { body, constants, carries, length } = params;
  const products = findProducts(params);
  if (products.length === 0) return undefined;
  const made = products.map((e) => e.outs[0]);
  const bytes = made.reduce((sum, v) => sum + sizeOf(v.shape) * bytesOf[v.dtype], 0);
  const block = length * bytes <= STACKED ? length : largestDivisor(length, STACKED / bytes);
  if (block < length && products.some((e) => block * e.outs[0].shape[0] < ROWS)) return undefined;

  const [fixed, walked] = [body.ins.slice(0, constants), body.ins.slice(constants + carries)];
  const early: Program = { ins: [...fixed, ...walked], equations: neededFor(made, body.equations), outs: made };
  const rest: Program = {
    ins: [...body.ins, ...made],
    equations: body.equations.filter((e) => !products.includes(e)),
    outs: body.outs,
  };
  const marks = early.ins.map((_, i) => i >= constants);
  const run = (given: readonly Operand[], init: readonly Operand[], xs: readonly Operand[], steps: number): Operand[] => {
    const rows = batchProgram(early, [...given, ...xs], marks, steps).outs;
    return bind(scanOp, [...given, ...init, ...xs, ...rows].map((x) => toValue(x)), { ...params, body: rest, length: steps });
  };
  return closedProgram((ins) => {
    const parts = partsOf<Operand>(ins, params);
    if (block === length) return run(parts.constants, parts.carries, parts.xs, length);
    const { carry, stacked } = bindScan(
      (init, rows) => {
        const outs = run(parts.constants, init, rows, block);
        return { carry: outs.slice(0, carries), outs: outs.slice(carries) };
      },
      parts.carries,
      parts.xs.map((x) => reshape(x, [length / block, block, ...shapeOf(x).slice(1)])),
      { length: length / block, reverse: params.reverse },
    );
    return [...carry, ...stacked.map((x) => reshape(x, [length, ...shapeOf(x).slice(2)]))];
  }, avals).program;
}

/** Products of a few rows, which depend on slices alone, and a large matrix, which is the same in every step. */
function findProducts({ body, constants, carries }: ScanParams): Equation[] {
  const invariant = new Set<Atom>(body.ins.slice(0, constants));
  const early = new Set<Atom>(body.ins.slice(constants + carries));
  const isInvariant = (a: Atom): boolean => a instanceof Literal || invariant.has(a);
  const found: Equation[] = [];
  for (const e of body.equations) {
    const [a, b] = e.ins;
    if (isProduct(e) && early.has(a) && isInvariant(b) && sizeOf(b.shape) * bytesOf[b.dtype] >= LARGE) found.push(e);
    if (!isLight(e)) continue;
    if (e.ins.every(isInvariant)) e.outs.forEach((v) => invariant.add(v));
    else if (e.ins.every((x) => isInvariant(x) || early.has(x))) e.outs.forEach((v) => early.add(v));
  }
  return found;
}

function isProduct({ op, params, ins: [a, b], outs: [out] }: Equation): boolean {
  if (op !== (matmulOp as unknown as Op) || params['transposeA'] === true) return false;
  return a.shape.length === 2 && b.shape.length === 2 && out.shape[0] < ROWS;
}

/** Lane by lane, or a mere rearrangement. */
function isLight(e: Equation): boolean {
  return !hasEffect(e) && e.op.grows !== true && ['elementwise', 'view', 'alias'].includes(e.op.form.kind);
}

/** The equations that these values need, in their order. */
function neededFor(values: readonly Var[], equations: readonly Equation[]): Equation[] {
  const live = new Set<Atom>(values);
  return equations
    .toReversed()
    .filter((e) => {
      const needed = e.outs.some((v) => live.has(v));
      if (needed) e.ins.forEach((a) => live.add(a));
      return needed;
    })
    .reverse();
}
