import type { NDArray } from '../array/ndarray.js';
import { isFloat } from '../array/dtype.js';
import { sizeOf, stridesOf, type Shape } from '../array/shape.js';
import { selectOp } from '../ops/select.js';
import type { Op, StridedView } from '../program/op.js';
import { Literal, type Atom, type Equation, type Program } from '../program/program.js';
import { valuesOf } from '../program/evaluate.js';
import { condOp, type CondParams } from './cond.js';
import { partsOf } from './scan-parts.js';
import { rowOf, scanOp, scanSteps, type ScanParams } from './scan.js';

/** Where an element that is not finite came from. */
export type Cause =
  /** This equation made it; of an elementwise one, with the elements that it met. */
  | { readonly kind: 'made'; readonly equation: Equation; readonly value: number; readonly operands: readonly number[] | undefined }
  /** It was there before, at this position of this input of the program. */
  | { readonly kind: 'input'; readonly input: number; readonly index: number }
  /** It was written down. */
  | { readonly kind: 'constant'; readonly value: number };

/**
 * Runs a program on the reference kernels and finds out what made an element of `atom` other than finite: the operation to
 * which every element that goes into this one came finite. Undefined where the reference kernels give a finite element.
 */
export function causeOf(program: Program, args: readonly NDArray[], atom: Atom, index: number): Cause | undefined {
  const values = valuesOf(program, args);
  if (Number.isFinite(values(atom).data[index])) return undefined;
  const definitions = new Map(program.equations.flatMap((e) => e.outs.map((v, k) => [v as Atom, { e, k }] as const)));
  let at: Element = { atom, index };
  for (;;) {
    if (at.atom instanceof Literal) return { kind: 'constant', value: at.atom.value };
    const found = definitions.get(at.atom);
    if (found === undefined) return { kind: 'input', input: program.ins.indexOf(at.atom), index: at.index };
    const { e, k } = found;
    const next = comesFrom(e, k, at.index, e.ins.map(values), values(at.atom).data[at.index]);
    if ('kind' in next) return next;
    at = next;
  }
}

/** The first element that is not finite. */
export function firstNotFinite({ dtype, data }: NDArray): number {
  if (!isFloat(dtype)) return -1;
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

interface Element {
  readonly atom: Atom;
  readonly index: number;
}

/** The element of an operand that made output `k` of an equation other than finite, or the cause. */
function comesFrom(e: Equation, k: number, index: number, ins: readonly NDArray[], value: number): Element | Cause {
  const { form } = e.op as Op;
  const operand = (i: number, at: number): Element => ({ atom: e.ins[i], index: at });
  /** What a program inside has found, in terms of the operands that it was given. */
  const outside = (cause: Cause, operands: readonly Atom[]): Element | Cause =>
    cause.kind === 'input' ? { atom: operands[cause.input], index: cause.index } : cause;

  if (is(e.op, selectOp)) {
    const mask = ins[0].data[ins[0].data.length === 1 ? 0 : index];
    const chosen = mask !== 0 ? 1 : 2;
    return operand(chosen, ins[chosen].data.length === 1 ? 0 : index);
  }
  if (is(e.op, condOp)) {
    const { branches } = e.params as CondParams;
    const branch = branches[Math.max(0, Math.min(branches.length - 1, ins[0].data[0]))];
    return outside(causeOf(branch, ins.slice(1), branch.outs[k], index)!, e.ins.slice(1));
  }
  if (is(e.op, scanOp)) return outside(causeInLoop(e.params as ScanParams, ins, k, index), e.ins);
  switch (form.kind) {
    case 'elementwise': {
      const elements = ins.map((x) => x.data[x.data.length === 1 ? 0 : index]);
      const i = elements.findIndex((x, n) => isFloat(ins[n].dtype) && !Number.isFinite(x));
      return i < 0 ? { kind: 'made', equation: e, value, operands: elements } : operand(i, ins[i].data.length === 1 ? 0 : index);
    }
    case 'alias':
      return operand(k, index);
    case 'view':
      return operand(0, viewed(form.view(e.params, ins[0]), e.outs[0].shape, index));
    case 'call': {
      const body = form.body(e.params);
      return outside(causeOf(body, form.operands(e.params, ins), body.outs[k], index)!, form.operands(e.params, e.ins));
    }
    default: {
      const i = ins.findIndex((x) => firstNotFinite(x) >= 0);
      return i < 0 ? { kind: 'made', equation: e, value, operands: undefined } : operand(i, firstNotFinite(ins[i]));
    }
  }
}

/** The cause in a loop that is run whole; inputs are those of the loop. */
function causeInLoop(params: ScanParams, ins: readonly NDArray[], k: number, index: number): Cause {
  const { body, constants, carries, length, reverse } = params;
  const parts = partsOf(ins, params);
  // What each step was handed.
  const handed: (readonly NDArray[])[] = [parts.carries];
  for (const carry of scanSteps(ins, params, () => undefined)) handed.push(carry);
  const row = sizeOf(body.outs[k].shape);
  const rowAt = (step: number): number => (reverse ? length - 1 - step : step);
  let [out, at] = [k, k < carries ? index : index % row];
  for (let step = k < carries ? length - 1 : rowAt(Math.floor(index / row)); ; step--) {
    if (step < 0) return { kind: 'input', input: constants + out, index: at };
    const slices = parts.xs.map((x) => rowOf(x, rowAt(step)));
    const cause = causeOf(body, [...parts.constants, ...handed[step], ...slices], body.outs[out], at)!;
    if (cause.kind !== 'input' || cause.input < constants) return cause;
    if (cause.input >= constants + carries) {
      const { input } = cause;
      return { kind: 'input', input, index: cause.index + rowAt(step) * sizeOf(body.ins[input].shape) };
    }
    [out, at] = [cause.input - constants, cause.index];
  }
}

/** The element of the source that a view shows at a position. */
function viewed({ offset, strides }: StridedView, shape: Shape, index: number): number {
  let rest = index;
  return stridesOf(shape).reduce((at, stride, axis) => {
    const i = Math.floor(rest / stride);
    rest -= i * stride;
    return at + i * strides[axis];
  }, offset);
}

function is(op: unknown, wanted: unknown): boolean {
  return op === wanted;
}
