import { fail } from '../../core/error.js';
import { sameShape } from '../array/shape.js';
import { printProgram, showAval } from './print.js';
import { Var, type Program } from './program.js';

/**
 * Refuses a program that is not well formed: a variable used before it is bound or bound twice, or outputs that
 * are not what the op's shape rule says. It runs in the tests after every pass, and on every program in debugging.
 */
export function verify(program: Program): void {
  const bound = new Set<Var>();
  const bind = (v: Var): void => {
    if (bound.has(v)) broken(`${showAval(v)} is bound twice`, program);
    bound.add(v);
  };
  program.ins.forEach(bind);
  for (const equation of program.equations) {
    for (const atom of equation.ins) {
      if (atom instanceof Var && !bound.has(atom)) broken(`${equation.op.name} uses an unbound variable`, program);
    }
    const wanted = equation.op.infer(equation.ins, equation.params);
    if (wanted.length !== equation.outs.length) broken(`${equation.op.name} has ${wanted.length} outputs`, program);
    equation.outs.forEach((out, i) => {
      const aval = wanted[i];
      if (out.dtype !== aval.dtype || !sameShape(out.shape, aval.shape)) {
        broken(`${equation.op.name} gives ${showAval(aval)}, bound to ${showAval(out)}`, program);
      }
    });
    for (const inner of equation.op.programs?.(equation.params) ?? []) verify(inner);
    equation.outs.forEach(bind);
  }
  for (const atom of program.outs) {
    if (atom instanceof Var && !bound.has(atom)) broken('an output is unbound', program);
  }
}

function broken(rule: string, program: Program): never {
  fail('engine/verify', { rule, program: printProgram(program) });
}
