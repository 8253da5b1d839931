import type { Program } from '../program/program.js';
import { algebra } from './algebra.js';
import { removeDeadCode } from './dce.js';
import { guardDenormals } from './denormals.js';
import { hoistInvariants } from './hoist.js';
import { Rewriter, type Rule } from './rewrite.js';

/** The passes that stand before every backend. Their result means the same, and runs faster. */
export function optimise(program: Program, rules: readonly Rule[] = algebra): Program {
  const simplified = new Rewriter(rules).rewrite(program);
  return guardDenormals(removeDeadCode(hoistInvariants(removeDeadCode(simplified))));
}
