import type { ScanParams } from '../control/scan.js';
import { hasEffect, type Atom, type Equation, type Program } from '../program/program.js';
import { isScan, mapPrograms } from './inner.js';

/**
 * In the body of each loop, what its carries need comes before what its outputs need besides. Which of two sums comes
 * first, and so what is rounded together, then does not depend on what is recorded.
 */
export function carriesFirst(program: Program): Program {
  const equations = program.equations.map((e): Equation => {
    if (e.op.programs === undefined) return e;
    const params = mapPrograms(e, e.ins, carriesFirst);
    if (!isScan(e)) return params === e.params ? e : { ...e, params };
    const scan = params as ScanParams;
    return { ...e, params: { ...scan, body: sorted(scan) } };
  });
  return { ...program, equations };
}

function sorted({ body, carries }: ScanParams): Program {
  const needed = new Set<Atom>(body.outs.slice(0, carries));
  const first: Equation[] = [];
  const second: Equation[] = [];
  for (let i = body.equations.length - 1; i >= 0; i--) {
    const e = body.equations[i];
    // What stops a run may stop it for the sake of a carry.
    if (hasEffect(e) || e.outs.some((v) => needed.has(v))) {
      e.ins.forEach((a) => needed.add(a));
      first.push(e);
    } else {
      second.push(e);
    }
  }
  return second.length === 0 ? body : { ...body, equations: [...first.reverse(), ...second.reverse()] };
}
