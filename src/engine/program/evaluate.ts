import { NDArray } from '../array/ndarray.js';
import { Literal, type Atom, type Program, type Var } from './program.js';

/** Runs a program equation by equation with the reference kernels: the meaning of a program. */
export function evaluate(program: Program, args: readonly NDArray[]): NDArray[] {
  return program.outs.map(valuesOf(program, args));
}

/** Runs a program and gives the value of each of its atoms. */
export function valuesOf(program: Program, args: readonly NDArray[]): (a: Atom) => NDArray {
  const values = new Map<Var, NDArray>();
  const read = (a: Atom): NDArray => (a instanceof Literal ? NDArray.scalar(a.value, a.dtype) : values.get(a)!);
  program.ins.forEach((v, i) => values.set(v, args[i]));
  for (const e of program.equations) {
    const outs = e.op.reference(e.ins.map(read), e.params, e.outs);
    e.outs.forEach((v, i) => values.set(v, outs[i]));
  }
  return read;
}
