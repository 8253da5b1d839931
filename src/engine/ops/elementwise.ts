import { fail } from '../../core/error.js';
import { isFloat, isInt, type DType } from '../array/dtype.js';
import { NDArray, sharedScalar } from '../array/ndarray.js';
import { sameShape, showShapes, sizeOf, type Shape } from '../array/shape.js';
import type { FloatLanes, IntLanes, Lanes } from '../program/lanes.js';
import type { Elementwise, JvpRule, Op, Operand, Params, TransposeRule } from '../program/op.js';
import type { Aval } from '../program/program.js';
import { scalarLanes } from '../program/scalar-lanes.js';
import { bind } from '../trace/builder.js';
import { alignBatch, allBatched } from './batch.js';
import { unify, type DTypeRule } from './operand.js';

/** What an elementwise op says of itself. */
export interface ElementwiseSpec<P extends Params> {
  /** Dtypes of the outputs from dtypes of the inputs. One output of the first input's dtype unless given. */
  outputs?: (dtypes: readonly DType[], params: P) => readonly DType[];
  /** The shape of the outputs for ops without array inputs. */
  shape?: (params: P) => Shape;
  /** See `Op`. */
  mustBeUsed?: boolean;
  lanes: Elementwise<P>['lanes'];
  jvp: JvpRule<P> | 'zero';
  transpose?: TransposeRule<P>;
}

/** Makes the op: its shape rule and its reference kernel follow from its lanes. */
export function elementwise<P extends Params = Params>(name: string, spec: ElementwiseSpec<P>): Op<P> {
  const op: Op<P> = {
    name,
    form: { kind: 'elementwise', lanes: spec.lanes },
    grows: spec.shape !== undefined,
    mustBeUsed: spec.mustBeUsed ?? false,
    infer(ins, params) {
      const shape = spec.shape?.(params) ?? commonShape(name, ins);
      if (spec.outputs === undefined) return [{ shape, dtype: ins[0].dtype }];
      const dtypes = ins.map((x) => x.dtype);
      return spec.outputs(dtypes, params).map((dtype) => ({ shape, dtype }));
    },
    reference(ins, params, outs) {
      const dtypes = ins.map((x) => x.dtype);
      const results = outs.map((aval) => NDArray.zeros(aval.shape, aval.dtype));
      const size = sizeOf(outs[0].shape);
      const lane = new Array<number>(ins.length);
      for (let i = 0; i < size; i++) {
        for (let k = 0; k < ins.length; k++) lane[k] = ins[k].data[ins[k].shape.length === 0 ? 0 : i];
        const values = spec.lanes(scalarLanes, lane, dtypes, params, i);
        for (let k = 0; k < results.length; k++) results[k].data[i] = values[k];
      }
      return results;
    },
    jvp: spec.jvp,
    transpose: spec.transpose ?? 'never',
    batch: (ins, batched, params, size) => allBatched(bind(op, alignBatch(ins, batched, size), params)),
  };
  return op;
}

/** The one shape among the inputs that are not scalars. */
export function commonShape(name: string, ins: readonly Aval[]): Shape {
  let shape: Shape | undefined;
  for (let i = 0; i < ins.length; i++) {
    const other = ins[i].shape;
    if (other.length === 0 || other === shape) continue;
    if (shape !== undefined && !sameShape(shape, other)) {
      fail('engine/broadcast', { operation: name, shapes: showShapes([shape, other]) });
    }
    shape = other;
  }
  return shape ?? [];
}

/**
 * Applies an elementwise op with one output to operands brought to one dtype and shape. Numbers alone are computed
 * in float64 and stay a number (a comparison of numbers is a bool scalar).
 */
export function apply<P extends Params>(op: Op<P>, operands: readonly Operand[], rule: DTypeRule, params: P): Operand {
  if (rule !== 'bool' && operands.every(isNumber)) {
    const ins = operands.map((x) => sharedScalar(x, 'float64'));
    const [out] = op.reference(ins, params, op.infer(ins, params));
    return out.dtype === 'bool' ? out : out.data[0];
  }
  return bind(op, unify(op.name, operands, rule), params)[0];
}

function isNumber(x: Operand): x is number {
  return typeof x === 'number';
}

/** Float or integer lanes of this dtype: what they share. */
export function arithmetic<V>(L: Lanes<V>, dtype: DType): FloatLanes<V> | IntLanes<V> {
  return isFloat(dtype) ? L.float(dtype) : isInt(dtype) ? L.int(dtype) : notNumeric(dtype);
}

/** Float lanes; an op that reaches this with another dtype was bound without its dtype rule. */
export function floats<V>(L: Lanes<V>, dtype: DType): FloatLanes<V> {
  return isFloat(dtype) ? L.float(dtype) : notNumeric(dtype);
}

function notNumeric(dtype: DType): never {
  fail('engine/dtype', { operation: 'arithmetic', wants: 'numbers', got: dtype });
}
