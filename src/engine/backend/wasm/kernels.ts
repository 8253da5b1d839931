import type { DType } from '../../array/dtype.js';
import type { Shape } from '../../array/shape.js';
import type { Form } from '../../program/op.js';
import type { Atom, Equation, Var } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { emitArgReduce } from './emit-arg-reduce.js';
import { emitArgsort } from './emit-argsort.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitGather, emitScatter } from './emit-gather.js';
import { emitLaneLoop } from './emit-lane-loop.js';
import { emitMatmul } from './emit-matmul.js';
import { emitReduce } from './emit-reduce.js';
import { emitRunningSum } from './emit-running-sum.js';
import { emitWindowRead, emitWindowUpdate } from './emit-window.js';
import { emitSparse } from './emit-sparse.js';
import { samePlace, type Place } from './place.js';

/** What the kernel of one equation can use of the block it stands in. */
export interface KernelContext {
  readonly code: Assembler;
  /** Where an operand stands; a constant is written to memory first. */
  read(a: Atom): Place;
  /** Where a result goes. */
  place(v: Var): Place;
  /** Room for an array that only this kernel uses. */
  scratch(shape: Shape, dtype: DType): Place;
  /**
   * A function of the module that goes by this key, which says all there is to know of its code. V8 replaces baseline
   * code at calls only, so long loops belong into functions that are called often.
   */
  subroutine(key: string, make: () => Assembler): number;
}

/** Forms that have a loop nest of their own: not fused, no other name for their input, no program inside. */
export type SingleKind = Exclude<Form['kind'], 'elementwise' | 'alias' | 'scan' | 'cond' | 'while' | 'check' | 'call' | 'linear'>;

type Emitters = {
  readonly [K in SingleKind]: (context: KernelContext, form: Extract<Form, { kind: K }>, e: Equation) => void;
};

/** The kernel of each form. An op of a form that is missing here does not compile. */
const emitters: Emitters = {
  view({ code, read, place }, form, { params, ins: [input], outs: [out] }) {
    emitCopy(code, out.shape, read(input), form.view(params, input), place(out), denseView(out.shape));
  },
  place({ code, read, place }, form, { params, ins, outs: [out] }) {
    for (const { input, ...view } of form.place(params, ins)) {
      const { shape } = ins[input];
      const from = read(ins[input]);
      if (form.inPlace === input && samePlace(from, place(out))) continue;
      emitCopy(code, shape, from, denseView(shape), place(out), view);
    }
  },
  reduce({ code, read, place }, form, { ins: [input], outs: [out] }) {
    const [rows, n] = input.shape;
    emitReduce(code, form.reducer, rows, n, read(input), place(out));
  },
  argReduce(context, { which }, e) {
    emitArgReduce(context, which, e);
  },
  runningSum(context, form, e) {
    emitRunningSum(context, form.reverse(e.params), e);
  },
  argsort(context, _, e) {
    emitArgsort(context, e);
  },
  gather(context, _, e) {
    emitGather(context, e);
  },
  scatter(context, { mode }, e) {
    emitScatter(context, mode, e);
  },
  window(context, form, e) {
    const emit = form.inPlace === 0 ? emitWindowUpdate : emitWindowRead;
    emit(context, form.window(e.params), e);
  },
  laneLoop(context, form, e) {
    emitLaneLoop(context, form, e);
  },
  matmul(context, _, e) {
    emitMatmul(context, e);
  },
  sparse(context, form, e) {
    emitSparse(context, form, e);
  },
};

/** Emits the kernel of an equation that stands alone. */
export function emitSingle(context: KernelContext, e: Equation): void {
  const { form } = e.op;
  const emit = emitters[form.kind as SingleKind] as (context: KernelContext, form: Form, e: Equation) => void;
  emit(context, form, e);
}
