import type { Program } from '../program/program.js';
import { algebra } from './algebra.js';
import { carriesFirst } from './carries-first.js';
import { removeDeadCode } from './dce.js';
import { guardDenormals } from './denormals.js';
import { hoistInvariants } from './hoist.js';
import { Rewriter, type Rule } from './rewrite.js';
import { updatesLast } from './updates-last.js';

/** The passes that stand before every backend. Their result means the same, and runs faster. */
export function optimise(program: Program, rules: readonly Rule[] = algebra): Program {
  return updatesLast(guardDenormals(simplify(program, rules)));
}

/** The passes that give the same bits, as far as the rules do. */
export function simplify(program: Program, rules: readonly Rule[]): Program {
  const simplified = new Rewriter(rules).rewrite(carriesFirst(program));
  return removeDeadCode(hoistInvariants(removeDeadCode(simplified)));
}
