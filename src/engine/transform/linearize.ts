import { isFloat } from '../array/dtype.js';
import { toValue } from '../ops/operand.js';
import type { Operand, Tangent } from '../program/op.js';
import type { Program, Var } from '../program/program.js';
import { Builder, close, currentBuilder, within } from '../trace/builder.js';
import { pushForward } from './push.js';
import { transposeProgram } from './transpose.js';

/** A function's value at a point, and its derivative there as a linear program. */
export interface Linearized {
  readonly outs: readonly Operand[];
  /** Inputs: the residuals, then one tangent for each input that varies. Outputs: one for each output that does. */
  readonly linear: Program;
  /** What the derivative needs of the point. */
  readonly residuals: readonly Var[];
  readonly varyingIns: readonly boolean[];
  readonly varyingOuts: readonly boolean[];
}

/**
 * Linearizes a program at a point; needs a builder that records. The derivative runs in a scope that owns the tangents
 * and keeps only what depends on them: everything else is emitted around it, so the residuals are simply what the
 * kept equations use of it.
 */
export function linearize(program: Program, args: readonly Operand[], varying: readonly boolean[]): Linearized {
  const owner = new Builder(currentBuilder(), 'tangents');
  const inputs = program.ins.map((v, i) => (varying[i] && isFloat(v.dtype) ? owner.input(v) : null));
  const { outs, tangents } = within(owner, () => pushForward(program, args, inputs, 'linear'));
  const kept = tangents.flatMap((t, i) => (t === null ? [] : [owner.atom(toValue(t, program.outs[i].dtype), 'float32')]));
  const given = inputs.filter((v) => v !== null);
  const { program: linear, captures } = close(owner, given, kept);
  return {
    outs,
    linear,
    residuals: captures,
    varyingIns: inputs.map((v) => v !== null),
    varyingOuts: tangents.map((t) => t !== null),
  };
}

/** The cotangents of the inputs that vary, null for the others; a cotangent that is null is zero. */
export function pullBack(
  { linear, residuals, varyingIns, varyingOuts }: Linearized,
  cotangents: readonly Tangent[],
): Tangent[] {
  const tangents = linear.ins.slice(residuals.length);
  const kept = cotangents.filter((_, i) => varyingOuts[i]);
  const found = transposeProgram(linear, [...residuals, ...tangents.map(() => null)], kept).slice(residuals.length);
  let next = 0;
  return varyingIns.map((varies) => (varies ? found[next++] : null));
}

