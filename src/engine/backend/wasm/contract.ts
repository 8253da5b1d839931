import { isFloat } from '../../array/dtype.js';
import { removeDeadCode } from '../../compile/dce.js';
import { mapPrograms } from '../../compile/inner.js';
import { addOp, mulOp, subOp } from '../../ops/arithmetic.js';
import { elementwise, floats } from '../../ops/elementwise.js';
import type { Op } from '../../program/op.js';
import { sameShape } from '../../array/shape.js';
import type { Atom, Equation, Program } from '../../program/program.js';
import { LaneGraph } from './lane-node.js';

/** `a b + c`, or `c - a b`, rounded once. This backend's own: no other needs to know of it. */
const maddOp = elementwise<{ negated: boolean }>('madd', {
  lanes: (L, [a, b, c], [dtype], { negated }) => {
    if (L instanceof LaneGraph) return [L.madd(negated, a as never, b as never, c as never) as typeof a];
    const F = floats(L, dtype);
    return [negated ? F.sub(c, F.mul(a, b)) : F.add(F.mul(a, b), c)];
  },
  jvp: 'zero',
});

/**
 * The program with every product that is added or subtracted rounded together with the sum. A product is contracted
 * wherever it goes into a sum, and computed again where it is needed as it is: so which other values a program computes
 * or records changes no bit of this one.
 */
export function contract(program: Program): Program {
  return removeDeadCode(contracted(program));
}

function contracted(program: Program): Program {
  const products = new Map<Atom, Equation>();
  const equations = program.equations.map((e): Equation => {
    if (is(e.op, mulOp) && isFloat(e.outs[0].dtype)) products.set(e.outs[0], e);
    const params = mapPrograms(e, e.ins, contracted);
    if (params !== e.params) return { ...e, params };
    if (!is(e.op, addOp) && !is(e.op, subOp)) return e;
    const [a, b] = e.ins;
    // The difference of a value and itself has to stay zero.
    if (a === b) return e;
    const product = (x: Atom): Equation | undefined => {
      const found = products.get(x);
      return found !== undefined && sameShape(x.shape, e.outs[0].shape) ? found : undefined;
    };
    const negated = is(e.op, subOp);
    const right = product(b);
    const left = negated ? undefined : product(a);
    if (left !== undefined) return madd(e, false, left, b);
    return right === undefined ? e : madd(e, negated, right, a);
  });
  return { ...program, equations };
}

function madd(e: Equation, negated: boolean, product: Equation, addend: Atom): Equation {
  return { ...e, op: maddOp as unknown as Op, params: { negated }, ins: [...product.ins, addend] };
}

function is(op: Op, wanted: unknown): boolean {
  return (op as unknown) === wanted;
}
