import type { CondParams } from '../control/cond.js';
import type { ScanParams } from '../control/scan.js';
import { hasEffect, type Atom, type Equation, type Program } from '../program/program.js';
import { isCond, isScan, isWhile, mapPrograms } from './inner.js';

/** The program without what no output needs; loops lose unused outputs, carries and inputs. */
export function removeDeadCode(program: Program): Program {
  return prune(program, program.outs.map(() => true)).program;
}

interface Pruned {
  program: Program;
  /** Which inputs are still used. */
  used: boolean[];
}

function prune(program: Program, keep: readonly boolean[]): Pruned {
  const outs = program.outs.filter((_, i) => keep[i]);
  const live = new Set<Atom>(outs);
  const equations: Equation[] = [];
  for (const equation of [...program.equations].reverse()) {
    const wanted = equation.outs.map((v) => live.has(v));
    if (!wanted.includes(true) && !hasEffect(equation)) continue;
    const kept = pruneInside(equation, wanted);
    equations.push(kept);
    kept.ins.forEach((a) => live.add(a));
  }
  return { program: { ins: program.ins, equations: equations.reverse(), outs }, used: program.ins.map((v) => live.has(v)) };
}

function pruneInside(equation: Equation, wanted: readonly boolean[]): Equation {
  if (isScan(equation)) return pruneScan(equation, wanted);
  if (isCond(equation)) return pruneCond(equation, wanted);
  if (isWhile(equation)) return { ...equation, params: mapPrograms(equation, equation.ins, removeDeadCode) };
  return equation;
}

function pruneCond(equation: Equation, wanted: readonly boolean[]): Equation {
  const { branches } = equation.params as CondParams;
  const pruned = branches.map((branch) => prune(branch, wanted));
  const keep = branches[0].ins.map((_, i) => pruned.some(({ used }) => used[i]));
  return {
    ...equation,
    params: {
      branches: pruned.map(({ program }) => ({ ...program, ins: program.ins.filter((_, i) => keep[i]) })),
    },
    ins: equation.ins.filter((_, i) => i === 0 || keep[i - 1]),
    outs: equation.outs.filter((_, i) => wanted[i]),
  };
}

function pruneScan(equation: Equation, wanted: readonly boolean[]): Equation {
  const params = equation.params as ScanParams;
  const { constants, carries, body } = params;
  // A carry lives when its last value is wanted or the body reads it on behalf of something that lives.
  let carried = wanted.slice(0, carries);
  let pruned: Pruned;
  for (;;) {
    pruned = prune(body, [...carried, ...wanted.slice(carries)]);
    const { used } = pruned;
    const grown = carried.map((lives, i) => lives || used[constants + i]);
    if (grown.every((lives, i) => lives === carried[i])) break;
    carried = grown;
  }
  const keep = pruned.used.map((used, i) => (i >= constants && i < constants + carries ? carried[i - constants] : used));
  const inner: Program = { ...pruned.program, ins: body.ins.filter((_, i) => keep[i]) };
  return {
    ...equation,
    params: {
      ...params,
      body: inner,
      constants: keep.slice(0, constants).filter(Boolean).length,
      carries: carried.filter(Boolean).length,
    },
    ins: equation.ins.filter((_, i) => keep[i]),
    outs: equation.outs.filter((_, i) => (i < carries ? carried[i] : wanted[i])),
  };
}

