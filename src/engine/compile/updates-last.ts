import type { ScanParams } from '../control/scan.js';
import { hasEffect, Literal, type Atom, type Equation, type Program, type Var } from '../program/program.js';
import { isScan, mapPrograms } from './inner.js';

/**
 * In the body of each loop, what changes a carry where it stands comes after those who read the carry as it was: all of it
 * would be copied for them otherwise. Weights that learn bring their input first.
 */
export function updatesLast(program: Program): Program {
  let changed = false;
  const equations = program.equations.map((e): Equation => {
    if (e.op.programs === undefined) return e;
    const params = mapPrograms(e, e.ins, updatesLast);
    const inside = isScan(e) ? inBody(params as ScanParams) : params;
    if (inside === e.params) return e;
    changed = true;
    return { ...e, params: inside };
  });
  return changed ? { ...program, equations } : program;
}

function inBody(params: ScanParams): ScanParams {
  const { body, constants, carries } = params;
  const handed = body.ins.slice(constants, constants + carries);
  // An output may not decide in which order the carries are computed: what it reads is copied.
  const needed = new Set<Atom>(body.outs.slice(0, carries));
  for (const e of [...body.equations].reverse()) if (hasEffect(e) || e.outs.some((v) => needed.has(v))) e.ins.forEach((a) => needed.add(a));
  const isNeeded = (e: Equation): boolean => hasEffect(e) || e.outs.some((v) => needed.has(v));

  let equations = body.equations;
  for (let i = 0; i < equations.length; i++) equations = afterReaders(equations, i, handed, isNeeded) ?? equations;
  return equations === body.equations ? params : { ...params, body: { ...body, equations } };
}

/** The equations with the one at a place, and those that need it, after the last one that reads what it changes. */
function afterReaders(
  equations: readonly Equation[],
  at: number,
  carries: readonly Var[],
  isNeeded: (e: Equation) => boolean,
): readonly Equation[] | undefined {
  const update = equations[at];
  const { form } = update.op;
  if (!('inPlace' in form) || form.inPlace === undefined || !isNeeded(update)) return undefined;
  const changed = storedOf(equations, at, update.ins[form.inPlace]);
  if (changed instanceof Literal || !carries.includes(changed)) return undefined;

  const made = new Set<Atom>(update.outs);
  const waiting: Equation[] = [update];
  /** Other names of what is changed. */
  const names = new Set<Atom>([changed]);
  let last = -1;
  for (const [i, e] of equations.entries()) {
    const reads = e !== update && e.ins.some((a) => names.has(a));
    if (reads && isAlias(e)) names.add(e.outs[0]);
    if (i <= at) continue;
    if (e.ins.some((a) => made.has(a))) {
      if (reads && !isAlias(e)) return undefined;
      e.outs.forEach((v) => made.add(v));
      waiting.push(e);
    } else if (reads && !isAlias(e) && isNeeded(e)) {
      last = i;
    }
  }
  if (last < 0) return undefined;
  const moved = waiting.filter((e) => equations.indexOf(e) < last);
  if (moved.some(hasEffect)) return undefined;
  const stay = equations.slice(at, last + 1).filter((e) => !moved.includes(e));
  return [...equations.slice(0, at), ...stay, ...moved, ...equations.slice(last + 1)];
}

/** The array that an atom names. */
function storedOf(equations: readonly Equation[], before: number, a: Atom): Atom {
  let stored = a;
  for (let i = before - 1; i >= 0; i--) if (isAlias(equations[i]) && equations[i].outs[0] === stored) [stored] = equations[i].ins;
  return stored;
}

function isAlias({ op: { form } }: Equation): boolean {
  return form.kind === 'alias' || form.kind === 'view';
}
