import { matmulOp, type MatmulParams } from '../ops/matmul.js';
import { transposeOp } from '../ops/movement.js';
import type { Atom } from '../program/program.js';
import { rule, type Rewriter } from './rewrite.js';

/** A product takes a transposed matrix as it stands, with the same bits. */
export const matmulRule = rule([matmulOp], (r, op, [a, b], params) => {
  const [wholeA, wholeB] = [beforeTranspose(r, a), beforeTranspose(r, b)];
  if (wholeA === undefined && wholeB === undefined) return undefined;
  const { transposeA, transposeB } = params as MatmulParams;
  const turned = { transposeA: transposeA !== (wholeA !== undefined), transposeB: transposeB !== (wholeB !== undefined) };
  return r.emit(op, [wholeA ?? a, wholeB ?? b], turned);
});

/** What was transposed in its last two axes, and in no other, to give `a`. */
function beforeTranspose(r: Rewriter, a: Atom): Atom | undefined {
  const e = r.definition(a, transposeOp);
  if (e === undefined) return undefined;
  const axes = e.params['axes'] as readonly number[];
  const stack = axes.length - 2;
  return axes.every((axis, i) => axis === (i < stack ? i : 2 * stack + 1 - i)) ? e.ins[0] : undefined;
}
