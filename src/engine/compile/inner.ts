import { condOp, type CondParams } from '../control/cond.js';
import { scanOp, type ScanParams } from '../control/scan.js';
import { whileOp, type WhileParams } from '../control/while.js';
import type { Params } from '../program/op.js';
import type { Atom, Equation, Program } from '../program/program.js';

/** Control flow that a backend sees: the other ops with programs are calls, which have been written out by then. */
export function isScan(e: Equation): boolean {
  return (e.op as unknown) === scanOp;
}

export function isCond(e: Equation): boolean {
  return (e.op as unknown) === condOp;
}

export function isWhile(e: Equation): boolean {
  return (e.op as unknown) === whileOp;
}

/**
 * The parameters of an equation with each program inside it changed. `f` is also given the operands that are the same
 * each time the program runs; they stand for its first inputs.
 */
export function mapPrograms(e: Equation, ins: readonly Atom[], f: (program: Program, constants: readonly Atom[]) => Program): Params {
  if (isScan(e)) {
    const params = e.params as ScanParams;
    return { ...params, body: f(params.body, ins.slice(0, params.constants)) };
  }
  if (isCond(e)) {
    const params = e.params as CondParams;
    return { ...params, branches: params.branches.map((branch) => f(branch, ins.slice(1))) };
  }
  if (isWhile(e)) {
    const params = e.params as WhileParams;
    const split = params.conditionConstants;
    return {
      ...params,
      condition: f(params.condition, ins.slice(0, split)),
      body: f(params.body, ins.slice(split, split + params.bodyConstants)),
    };
  }
  return e.params;
}
