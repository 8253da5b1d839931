import { sameShape, sizeOf, stridesOf } from '../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';

/** How elements follow each other in a view: as in the source; its rows again and again; each element several times. */
export type Repetition = { readonly kind: 'rows' | 'elements'; readonly length: number } | undefined;

/**
 * An array that is read where its source stands instead of being written out. Element i is element `offset + i` of the
 * source; of repeated rows of a length element `offset + i % length`; of repeated elements `offset + floor(i / length)`.
 */
export interface View {
  readonly source: Atom;
  readonly offset: number;
  readonly repeated: Repetition;
}

/** The views of a program. Repetitions are of a whole number of vectors, and read by elementwise equations alone. */
export function findViews(program: Program, lanes: number): Map<Var, View> {
  const views = new Map<Var, View>();
  for (const e of program.equations) {
    const view = viewOf(e);
    if (view !== undefined && (view.repeated === undefined || view.repeated.length % lanes === 0)) views.set(e.outs[0], view);
  }
  const writeOut = (a: Atom): void => {
    if (a instanceof Var && views.get(a)?.repeated !== undefined) views.delete(a);
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
  const { shape } = out;
  const rank = shape.length;
  /** From which axis on the rest is dense, or repeated. */
  const denseFrom = (end: number): number => {
    const dense = stridesOf(shape.slice(0, end));
    let axis = end;
    while (axis > 0 && (shape[axis - 1] === 1 || strides[axis - 1] === dense[axis - 1])) axis -= 1;
    return axis;
  };
  const repeatedFrom = (end: number): number => {
    let axis = end;
    while (axis > 0 && (shape[axis - 1] === 1 || strides[axis - 1] === 0)) axis -= 1;
    return axis;
  };
  const row = denseFrom(rank);
  if (row === 0) return { source, offset, repeated: undefined };
  const column = repeatedFrom(rank);
  const repeated = (kind: 'rows' | 'elements', axis: number): View => ({
    source,
    offset,
    repeated: { kind, length: sizeOf(shape.slice(axis)) },
  });
  if (row < rank && repeatedFrom(row) === 0) return repeated('rows', row);
  return column < rank && denseFrom(column) === 0 ? repeated('elements', column) : undefined;
}
