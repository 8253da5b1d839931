import type { ScanParams } from '../control/scan.js';
import { hasEffect, Var, type Atom, type Equation, type Program } from '../program/program.js';
import { isScan, mapPrograms } from './inner.js';

/**
 * Moves out of each loop what is the same in every step. Broadcasts and counters stay inside: kept in memory for the
 * whole loop they would cost more than they save.
 */
export function hoistInvariants(program: Program): Program {
  const equations = program.equations.flatMap((e) =>
    isScan(e) ? hoistFromScan(e) : [{ ...e, params: mapPrograms(e, e.ins, hoistInvariants) }],
  );
  return { ...program, equations };
}

function hoistFromScan(equation: Equation): Equation[] {
  const params = equation.params as ScanParams;
  const body = hoistInvariants(params.body);
  const outside = new Map<Var, Atom>();
  body.ins.slice(0, params.constants).forEach((v, i) => outside.set(v, equation.ins[i]));
  const invariant = (a: Atom): boolean => !(a instanceof Var) || outside.has(a);

  const hoisted: Equation[] = [];
  const staying: Equation[] = [];
  for (const e of body.equations) {
    if (e.op.grows === true || hasEffect(e) || !e.ins.every(invariant)) {
      staying.push(e);
      continue;
    }
    hoisted.push({ ...e, ins: e.ins.map((a) => (a instanceof Var ? outside.get(a)! : a)) });
    e.outs.forEach((v) => outside.set(v, v));
  }
  if (hoisted.length === 0) return [{ ...equation, params: { ...params, body } }];

  // What the body still uses of the hoisted values comes in as constants.
  const fresh: Var[] = [];
  const use = (a: Atom): void => {
    if (a instanceof Var && outside.get(a) === a && !fresh.includes(a)) fresh.push(a);
  };
  staying.forEach((e) => e.ins.forEach(use));
  body.outs.forEach(use);
  const inside = new Map<Var, Var>(fresh.map((v) => [v, new Var(v.shape, v.dtype, body)]));
  const rename = (a: Atom): Atom => (a instanceof Var ? (inside.get(a) ?? a) : a);
  const split = params.constants;
  return [
    ...hoisted,
    {
      ...equation,
      ins: [...equation.ins.slice(0, split), ...fresh, ...equation.ins.slice(split)],
      params: {
        ...params,
        constants: split + fresh.length,
        body: {
          ins: [...body.ins.slice(0, split), ...inside.values(), ...body.ins.slice(split)],
          equations: staying.map((e) => ({ ...e, ins: e.ins.map(rename) })),
          outs: body.outs.map(rename),
        },
      },
    },
  ];
}
