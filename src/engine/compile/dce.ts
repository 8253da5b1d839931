import { scanOp, type ScanParams } from '../control/scan.js';
import type { Atom, Equation, Program } from '../program/program.js';

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
    if (!wanted.includes(true)) continue;
    const kept = (equation.op as unknown) === scanOp ? pruneScan(equation, wanted) : equation;
    equations.push(kept);
    kept.ins.forEach((a) => live.add(a));
  }
  return { program: { ins: program.ins, equations: equations.reverse(), outs }, used: program.ins.map((v) => live.has(v)) };
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

