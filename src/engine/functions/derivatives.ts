import { fail } from '../../core/error.js';
import { unflatten, type TreeShape } from '../../core/tree.js';
import { isFloat } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { reshape, transpose } from '../ops/movement.js';
import { shapeOf, toValue } from '../ops/operand.js';
import type { Operand } from '../program/op.js';
import { showAval } from '../program/print.js';
import { batchProgram, repeatUnbatched } from '../transform/batch.js';
import { linearize, pullBack } from '../transform/linearize.js';
import { instantiate, pushForward } from '../transform/push.js';
import { flattenOperands, staged, traceTree, unflattenOperands, type TracedTree } from './staged.js';

/** What to differentiate, and what to give back beside. */
export interface GradOptions {
  /** Positions of the arguments to differentiate by: one gives one gradient, a list gives a list. 0 by default. */
  readonly argnums?: number | readonly number[];
  /** The function returns [value, anything else]; the rest is handed on. */
  readonly hasAux?: boolean;
}

/** A call of a function, taken apart: which of its arrays to differentiate by. */
interface Call {
  readonly operands: readonly Operand[];
  /** For each array, the argument that it is in. */
  readonly wanted: readonly boolean[];
  readonly shape: TreeShape;
  readonly gradientShape: TreeShape;
}

function takeCall(args: readonly unknown[], argnums: number | readonly number[]): Call {
  const list = typeof argnums === 'number' ? [argnums] : argnums;
  for (const n of list) {
    if (!Number.isInteger(n) || n < 0 || n >= args.length) fail('functions/argnums', { argnum: n, count: args.length });
  }
  const parts = args.map((arg) => flattenOperands(arg));
  const { operands, shape } = flattenOperands(args);
  const wanted = parts.flatMap(({ operands: own }, i) => own.map(() => list.includes(i)));
  operands.forEach((x, i) => {
    const value = toValue(x);
    if (wanted[i] && !isFloat(value.dtype)) fail('functions/floatArgument', { got: showAval(value) });
  });
  const shapes = list.map((n) => parts[n].shape);
  return { operands, wanted, shape, gradientShape: typeof argnums === 'number' ? shapes[0] : { kind: 'array', items: shapes } };
}

function traceCall(call: Call, ins: readonly Operand[], f: (...args: never[]) => unknown): TracedTree {
  return traceTree(ins, (traced) => f(...(unflattenOperands(call.shape, traced) as never[])));
}

/**
 * The value of a scalar function and its gradient, computed backwards: `[value, gradient]`, or with `hasAux`
 * `[[value, aux], gradient]`.
 */
export function valueAndGrad<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  { argnums = 0, hasAux = false }: GradOptions = {},
): (...args: A) => readonly [value: unknown, gradient: unknown] {
  return (...args) => {
    const call = takeCall(args, argnums);
    let shape: TreeShape | undefined;
    const found = staged(call.operands, (ins) => {
      const traced = traceCall(call, ins, f as (...args: never[]) => unknown);
      shape = traced.shape;
      const [value] = traced.program.outs;
      if (value.shape.length > 0 || !isFloat(value.dtype) || (!hasAux && traced.program.outs.length > 1)) {
        fail('functions/scalarLoss', { got: traced.program.outs.map(showAval).join(', ') });
      }
      const varying = [...traced.captured.map(() => false), ...call.wanted];
      const line = linearize(traced.program, [...traced.captured, ...ins], varying);
      const cts = traced.program.outs.map((_, i) => (i === 0 ? NDArray.scalar(1, value.dtype) : null));
      const gradients = pullBack(line, cts).slice(traced.captured.length);
      return [...line.outs, ...ins.flatMap((x, i) => (call.wanted[i] ? [instantiate(gradients[i], toValue(x))] : []))];
    });
    const count = call.wanted.filter(Boolean).length;
    const outs = found.slice(0, found.length - count);
    return [unflatten(shape!, outs), unflatten(call.gradientShape, found.slice(found.length - count))];
  };
}

/** The gradient of a scalar function by its first argument, or by `argnums`; with `hasAux` `[gradient, aux]`. */
export function grad<A extends readonly unknown[]>(f: (...args: A) => unknown, options: GradOptions = {}): (...args: A) => unknown {
  const both = valueAndGrad(f, options);
  return (...args) => {
    const [value, gradient] = both(...args);
    return options.hasAux === true ? [gradient, (value as readonly unknown[])[1]] : gradient;
  };
}

/** A function's value and its derivative in the direction of `tangents`, trees like the arguments, forwards. */
export function jvp<A extends readonly unknown[], R>(f: (...args: A) => R, primals: A, tangents: A): readonly [R, R] {
  const call = takeCall(primals, []);
  const directions = flattenOperands(tangents).operands;
  const count = call.operands.length;
  if (directions.length !== count) fail('functions/tangents', { wants: count, got: directions.length });
  let shape: TreeShape | undefined;
  const found = staged([...call.operands, ...directions], (ins) => {
    const traced = traceCall(call, ins.slice(0, count), f as (...args: never[]) => unknown);
    shape = traced.shape;
    const values = [...traced.captured, ...ins.slice(0, count)];
    const slopes = [...traced.captured.map(() => null), ...ins.slice(count)];
    const { outs, tangents: out } = pushForward(traced.program, values, slopes, 'forward');
    return [...outs, ...out.map((t, i) => instantiate(t, toValue(outs[i])))];
  });
  const half = found.length / 2;
  return [unflatten(shape!, found.slice(0, half)) as R, unflatten(shape!, found.slice(half)) as R];
}

/** All unit vectors of an array's shape, along a new axis 0. */
function basis(x: Operand): NDArray {
  const { shape, dtype } = toValue(x);
  const n = sizeOf(shape);
  const unit = NDArray.zeros([n, ...shape], dtype);
  for (let i = 0; i < n; i++) unit.data[i * n + i] = 1;
  return unit;
}

/** The Jacobian of a function of one array by its argument, one column at a time: for few inputs. Shape: out, in. */
export function jacfwd(f: (x: Operand) => Operand): (x: Operand) => Operand {
  return (x) => jacobian(f, x, (program, captured, point) => {
    const size = sizeOf(shapeOf(point));
    const { program: line, captured: around } = traceTree([...captured, point, point], (ins) => {
      const slopes = [...captured.map(() => null), ins[ins.length - 1]];
      const { outs, tangents } = pushForward(program, ins.slice(0, -1), slopes, 'forward');
      return [instantiate(tangents[0], toValue(outs[0]))];
    });
    const ins = [...around, ...captured, point, basis(point)];
    const [columns] = repeatUnbatched(batchProgram(line, ins, ins.map((_, i) => i === ins.length - 1), size), size);
    const out = shapeOf(columns).slice(1);
    return reshape(transpose(reshape(columns, [size, sizeOf(out)])), [...out, ...shapeOf(point)]);
  });
}

/** The Jacobian of a function of one array by its argument, one row at a time: for few outputs. Shape: out, in. */
export function jacrev(f: (x: Operand) => Operand): (x: Operand) => Operand {
  return (x) => jacobian(f, x, (program, captured, point) => {
    const [out] = program.outs;
    const size = sizeOf(out.shape);
    const { program: line, captured: around } = traceTree([...captured, point, NDArray.zeros(out.shape, out.dtype)], (ins) => {
      const varying = program.ins.map((_, i) => i === program.ins.length - 1);
      const pulled = pullBack(linearize(program, ins.slice(0, -1), varying), [ins[ins.length - 1]]);
      return [instantiate(pulled[pulled.length - 1], toValue(point))];
    });
    const unit = NDArray.zeros(out.shape, out.dtype);
    const ins = [...around, ...captured, point, basis(unit)];
    const [rows] = repeatUnbatched(batchProgram(line, ins, ins.map((_, i) => i === ins.length - 1), size), size);
    return reshape(rows, [...out.shape, ...shapeOf(point)]);
  });
}

/** The second derivatives of a scalar function of one array. */
export function hessian(f: (x: Operand) => Operand): (x: Operand) => Operand {
  return jacfwd((x) => grad(f)(x) as Operand);
}

function jacobian(
  f: (x: Operand) => Operand,
  x: Operand,
  build: (program: TracedTree['program'], captured: readonly Operand[], point: Operand) => Operand,
): Operand {
  const call = takeCall([x], 0);
  const [found] = staged(call.operands, ([point]) => {
    const traced = traceTree([point], ([v]) => f(v));
    if (traced.program.outs.length !== 1) fail('engine/arguments', { wants: 'one output', got: String(traced.program.outs.length) });
    return [build(traced.program, traced.captured, point)];
  });
  return found;
}
