import { sameShape, sizeOf, stridesOf } from '../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';

/**
 * An array that is read where its source stands instead of being written out: a stretch of it, element i being element
 * `offset + i`; or, with a period, rows repeated along new axes in front, element i being `offset + i % period`.
 */
export interface View {
  readonly source: Atom;
  readonly offset: number;
  readonly period?: number;
}

/** The views of a program. Repeated rows are of a whole number of vectors, and read by elementwise equations alone. */
export function findViews(program: Program, lanes: number): Map<Var, View> {
  const views = new Map<Var, View>();
  for (const e of program.equations) {
    const view = viewOf(e);
    if (view !== undefined && (view.period === undefined || view.period % lanes === 0)) views.set(e.outs[0], view);
  }
  const writeOut = (a: Atom): void => {
    if (a instanceof Var && views.get(a)?.period !== undefined) views.delete(a);
  };
  for (const e of program.equations) {
    if (e.op.form.kind !== 'elementwise') e.ins.forEach(writeOut);
    else e.ins.filter((a) => !sameShape(a.shape, e.outs[0].shape)).forEach(writeOut);
  }
  program.outs.forEach(writeOut);
  return views;
}

function viewOf({ op, params, ins: [source], outs: [out] }: Equation): View | undefined {
  if (op.form.kind !== 'view' || source instanceof Literal || sizeOf(out.shape) === 0) return undefined;
  const { offset, strides } = op.form.view(params, source);
  const dense = stridesOf(out.shape);
  const isDense = (axis: number): boolean => out.shape[axis] === 1 || strides[axis] === dense[axis];
  const isRepeated = (axis: number): boolean => out.shape[axis] === 1 || strides[axis] === 0;
  let axis = out.shape.length;
  while (axis > 0 && isDense(axis - 1)) axis -= 1;
  if (axis === 0) return { source, offset };
  const period = sizeOf(out.shape.slice(axis));
  const repeats = out.shape.slice(0, axis).every((_, i) => isRepeated(i));
  return repeats && period > 1 ? { source, offset, period } : undefined;
}
