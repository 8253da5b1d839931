import { fail } from '../../core/error.js';
import {
  condOp,
  dtypeOf,
  Literal,
  sameShape,
  showAval,
  toValue,
  Var,
  type Aval,
  type Atom,
  type Operand,
  type Program,
} from '../../engine/index.js';
import { aDimension } from '../show-value.js';
import { atPath, fitNumber, inUnit, requireStructure } from './fit.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { apply, assign, presentValues, traceStateful, type StatefulProgram } from './stateful-program.js';
import type { AnyState } from './trace-states.js';

/** A branch, and what errors call it: `branch 1`. */
export interface Branch {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * The branch of this number, as one equation of the trace that records. All are traced; a State that any of them
 * writes is a result of each. Results of the others are counted in the units of the first.
 */
export function choose(which: Operand, branches: readonly Branch[]): unknown {
  const traced: StatefulProgram[] = [];
  let first: Leaves | undefined;
  for (const branch of branches) {
    const program = traceStateful([], () => {
      const returned = branch.run();
      return first === undefined ? returned : likeFirst(branch.name, first, returned);
    });
    first ??= program.results;
    traced.push(program);
  }
  const touched = [...new Set(traced.flatMap(({ reads, writes }) => [...reads, ...writes]))];
  const writes = [...new Set(traced.flatMap((program) => program.writes))];
  const captures = [...new Set(traced.flatMap((program) => program.captures))];
  const results = commonResults(branches, traced);
  const programs = traced.map((program, k): Program => {
    const inputs = new Map(touched.map((state) => [state, inputsFor(program, state, traced)]));
    return {
      ins: [...captures, ...touched.flatMap((state) => inputs.get(state)!)],
      equations: program.program.equations,
      outs: [...writes.flatMap((state) => outputsFor(program, state) ?? inputs.get(state)!), ...results[k]],
    };
  });
  const outs = apply(condOp, [which, ...captures, ...presentValues(touched)], { branches: programs });
  assign(writes, outs);
  return putTogether(traced[0].results, outs.slice(outs.length - traced[0].results.operands.length));
}

/** What the branch returned in the units of the first. */
function likeFirst(name: string, first: Leaves, returned: unknown): unknown {
  const got = takeApart(returned, 'a result');
  requireStructure(`what ${name} returns`, first, got);
  const operands = got.operands.map((x, i) => {
    const [wanted, unit] = [first.units[i], got.units[i]];
    if (wanted.dimension !== unit.dimension) {
      fail('transform/branchUnit', {
        branch: name,
        at: atPath(got.paths[i]),
        first: aDimension(String(wanted.dim)),
        other: aDimension(String(unit.dim)),
      });
    }
    return inUnit(x, unit, wanted);
  });
  return putTogether(first, operands);
}

/** The results of each branch as atoms; a plain number takes the dtype of what other branches return there. */
function commonResults(branches: readonly Branch[], traced: readonly StatefulProgram[]): Atom[][] {
  const outs = traced.map(({ program, written }) => [...program.outs.slice(written)]);
  outs[0].forEach((_, i) => {
    const given = traced.map(({ results }) => results.operands[i]);
    const typed = given.find((x) => typeof x !== 'number');
    if (typed === undefined) return;
    const dtype = dtypeOf(typed);
    given.forEach((x, k) => {
      if (typeof x !== 'number') return;
      const value = toValue(fitNumber(x, dtype));
      outs[k][i] = new Literal(x, value.dtype);
    });
  });
  const [first, ...others] = outs;
  others.forEach((other, k) =>
    other.forEach((atom, i) => {
      if (atom.dtype === first[i].dtype && sameShape(atom.shape, first[i].shape)) return;
      fail('transform/branchType', {
        branch: branches[k + 1].name,
        at: atPath(traced[0].results.paths[i]),
        first: showAval(first[i]),
        other: showAval(atom),
      });
    }),
  );
  return outs;
}

/** The variables that stand for a State at the start of a branch; new ones where it does not touch it. */
function inputsFor(program: StatefulProgram, state: AnyState, all: readonly StatefulProgram[]): readonly Var[] {
  const own = program.inputsOf(state);
  if (own !== undefined) return own;
  const like: readonly Aval[] = all.find((other) => other.inputsOf(state) !== undefined)!.inputsOf(state)!;
  return like.map(({ shape, dtype }) => new Var(shape, dtype, program));
}

/** What a branch leaves in a State, if it writes it. */
function outputsFor({ program, writes }: StatefulProgram, state: AnyState): readonly Atom[] | undefined {
  let next = 0;
  for (const written of writes) {
    if (written === state) return program.outs.slice(next, next + state.stored.length);
    next += written.stored.length;
  }
  return undefined;
}
