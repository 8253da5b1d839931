import { sameShape } from '../array/shape.js';
import { addOp } from '../ops/arithmetic.js';
import { Literal, type Atom, type Equation } from '../program/program.js';
import { rule, type Rewriter } from './rewrite.js';

/**
 * `y + x @ W` adds the entries to y itself: no zeros are written first, and a carry is updated where it stands. Where the
 * bare product is needed besides it is computed for itself, so that recording it changes nothing.
 */
export const ontoRule = rule([addOp], (r, _, [a, b]) => onto(r, a, b) ?? onto(r, b, a));

function onto(r: Rewriter, product: Atom, y: Atom): readonly Atom[] | undefined {
  const e = fromNothing(r, product);
  if (e === undefined || y instanceof Literal || !sameShape(y.shape, product.shape) || y.dtype !== product.dtype) return undefined;
  return r.emit(e.op, [y, ...e.ins.slice(1)], e.params);
}

/** The product with a sparse matrix that an atom is, if it was added to 0. */
function fromNothing(r: Rewriter, a: Atom): Equation | undefined {
  const e = r.definition(a);
  if (e?.op.form.kind !== 'sparse' || (e.op.form.product !== 'scatter' && e.op.form.product !== 'gather')) return undefined;
  const [start] = e.ins;
  return start instanceof Literal && start.value === 0 ? e : undefined;
}
