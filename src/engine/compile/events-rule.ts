import { selectOp } from '../ops/select.js';
import { sliceOp } from '../ops/movement.js';
import { csrOps } from '../ops/sparse/csr.js';
import { denseOps } from '../ops/sparse/dense.js';
import { fixedOps } from '../ops/sparse/fixed.js';
import { proceduralOps } from '../ops/sparse/procedural.js';
import { Literal, type Atom, type Equation } from '../program/program.js';
import { rule, type Rewriter } from './rewrite.js';

const products = [csrOps, denseOps, fixedOps, proceduralOps].flatMap(({ scatter, gather }) => [scatter, gather]);

/** Whatever is not zero is an event: a product with 1 here and 0 there is one with the mask, a quarter of the size. */
export const eventsRule = rule(products, (r, op, [onto, weights, vector, ...structure], params) => {
  const mask = params['events'] === true ? maskIn(r, vector) : undefined;
  return mask === undefined ? undefined : r.emit(op, [onto, weights, mask, ...structure], params);
});

/** The mask of a choice of something or nothing, also of a stretch of one. */
function maskIn(r: Rewriter, a: Atom): Atom | undefined {
  const e = r.definition(a);
  if (e === undefined) return undefined;
  if ((e.op as unknown) !== sliceOp) return eventMask(e);
  const mask = maskIn(r, e.ins[0]);
  return mask === undefined ? undefined : r.emit(e.op, [mask], e.params)[0];
}

/** What decides, where an equation chooses a number that is not zero, or zero. */
export function eventMask({ op, ins }: Equation): Atom | undefined {
  if ((op as unknown) !== selectOp) return undefined;
  const [mask, yes, no] = ins;
  if (!(yes instanceof Literal) || !(no instanceof Literal) || mask instanceof Literal) return undefined;
  return yes.value !== 0 && no.value === 0 && mask.shape.length > 0 ? mask : undefined;
}
