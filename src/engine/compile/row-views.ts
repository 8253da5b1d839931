import { sameShape, sizeOf, stridesOf } from '../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';

/**
 * An array repeated along new axes in front: element i is element `i % period` of the source. Elementwise kernels read it
 * where it stands instead of having it written out.
 */
export interface RowView {
  readonly source: Atom;
  readonly period: number;
}

/**
 * The broadcasts of a program that need not be written out: of rows of a whole number of vectors, read by elementwise
 * equations alone.
 */
export function findRowViews(program: Program, lanes: number): Map<Var, RowView> {
  const views = new Map<Var, RowView>();
  for (const e of program.equations) {
    const period = periodOf(e);
    if (period !== undefined && period % lanes === 0) views.set(e.outs[0], { source: e.ins[0], period });
  }
  const writeOut = (a: Atom): void => {
    if (a instanceof Var) views.delete(a);
  };
  for (const e of program.equations) {
    if (e.op.form.kind !== 'elementwise') e.ins.forEach(writeOut);
    else e.ins.filter((a) => !sameShape(a.shape, e.outs[0].shape)).forEach(writeOut);
  }
  program.outs.forEach(writeOut);
  return views;
}

/** After how many elements a broadcast repeats itself, if it repeats whole rows. */
function periodOf({ op, params, ins: [input], outs: [out] }: Equation): number | undefined {
  if (op.name !== 'broadcast' || op.form.kind !== 'view' || input instanceof Literal || input.shape.length === 0) return undefined;
  const { strides } = op.form.view(params, input);
  const dense = stridesOf(out.shape);
  const isRow = (axis: number): boolean => out.shape[axis] === 1 || strides[axis] === dense[axis];
  const isRepeated = (axis: number): boolean => out.shape[axis] === 1 || strides[axis] === 0;
  let axis = out.shape.length;
  while (axis > 0 && isRow(axis - 1)) axis -= 1;
  const period = sizeOf(out.shape.slice(axis));
  const repeats = out.shape.slice(0, axis).every((_, i) => isRepeated(i));
  return repeats && period > 1 && period < sizeOf(out.shape) ? period : undefined;
}
