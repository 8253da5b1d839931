import type { DType } from '../../array/dtype.js';
import type { Shape } from '../../array/shape.js';
import type { Form } from '../../program/op.js';
import type { Atom, Equation, Var } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitReduce } from './emit-reduce.js';
import type { Place } from './place.js';

/** What the kernel of one equation can use of the block it stands in. */
export interface KernelContext {
  readonly code: Assembler;
  /** Where an operand stands; a constant is written to memory first. */
  read(a: Atom): Place;
  /** Where a result goes. */
  place(v: Var): Place;
  /** Room for an array that only this kernel uses. */
  scratch(shape: Shape, dtype: DType): Place;
}

/** Forms that have a loop nest of their own: not fused, no other name for their input, no program inside. */
export type SingleKind = Exclude<Form['kind'], 'elementwise' | 'alias' | 'scan'>;

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
      emitCopy(code, shape, read(ins[input]), denseView(shape), place(out), view);
    }
  },
  reduce({ code, read, place }, form, { ins: [input], outs: [out] }) {
    const [rows, n] = input.shape;
    emitReduce(code, form.reducer, rows, n, read(input), place(out));
  },
};

/** Emits the kernel of an equation that stands alone. */
export function emitSingle(context: KernelContext, e: Equation): void {
  const { form } = e.op;
  const emit = emitters[form.kind as SingleKind] as (context: KernelContext, form: Form, e: Equation) => void;
  emit(context, form, e);
}
