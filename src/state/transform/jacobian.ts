import {
  batchProgram,
  instantiate,
  NDArray,
  pushForward,
  repeatUnbatched,
  reshape,
  sizeOf,
  toValue,
  traceOperands,
  transpose,
  type Aval,
  type Operand,
  type Tangent,
} from '../../engine/index.js';
import { Quantity, type AnyUnit } from '../../unit/index.js';
import { requireFloatResults, requirePlainResults, type Differentiable } from './differentiable.js';
import type { Argnums, GradOptions } from './gradient-options.js';
import { gradientFunction, type Derivatives } from './gradient.js';
import type { GradStates } from './grad-states.js';
import type { JacobianResult } from './gradient-types.js';

/**
 * The Jacobian of a function, one row at a time (backwards): for few results. By States, by arguments, or both, with the
 * options and the order of `grad`. Each array has the axes of the result, then those of what it is differentiated by; of
 * a tree of results there is one such array for each leaf.
 *
 * @throws when a result is not float, or has a unit (unless `unitAware`)
 *
 * @example
 * transform.jacrev((x: Quantity<'one'>) => x.pow(2))(u.unitless([2, 3])); // [[4. 0.] [0. 6.]]
 */
export const jacrev: JacobianTransform = (f: unknown, options: GradOptions = {}) =>
  gradientFunction('jacrev', f, options, (call) => jacobian(call, rows), arrange);

/**
 * The Jacobian of a function, one column at a time (forwards): for few inputs. Otherwise as `jacrev`.
 *
 * @example
 * transform.jacfwd(() => w.value.pow(2), { gradStates: w, unitAware: true })();
 */
export const jacfwd: JacobianTransform = (f: unknown, options: GradOptions = {}) =>
  gradientFunction('jacfwd', f, options, (call) => jacobian(call, columns), arrange);

/** What a Jacobian transform is called with. */
export interface JacobianTransform {
  <
    A extends readonly unknown[],
    L,
    X,
    const S extends GradStates | undefined = undefined,
    const N extends Argnums | undefined = undefined,
    V extends boolean = false,
    U extends boolean = false,
  >(
    f: (...args: A) => readonly [L, X],
    options: GradOptions<S, N, true, V, U> & { hasAux: true },
  ): (...args: A) => JacobianResult<A, L, S, N, V, U, [X]>;
  <
    A extends readonly unknown[],
    L,
    const S extends GradStates | undefined = undefined,
    const N extends Argnums | undefined = undefined,
    V extends boolean = false,
    U extends boolean = false,
  >(
    f: (...args: A) => L,
    options?: GradOptions<S, N, false, V, U>,
  ): (...args: A) => JacobianResult<A, L, S, N, V, U, []>;
}

/** Of each result by each target one array. */
type Blocks = readonly (readonly Operand[])[];

function jacobian(call: Differentiable, blocksOf: (call: Differentiable) => { outs: readonly Operand[]; blocks: Blocks }): Derivatives {
  requireFloatResults(call);
  requirePlainResults(call);
  const { outs, blocks } = blocksOf(call);
  const { head, targets, wanted } = call;
  const unitOf = (i: number, own: AnyUnit): AnyUnit => (wanted.unitAware ? head.units[i].div(own) : own);
  const gradients = blocks.map((row, i) => row.map((block, j) => new Quantity(block, unitOf(i, targets[j].unit))));
  return { gradients, ...call.finish(outs) };
}

/** For each result all its unit cotangents, pulled back at once. */
function rows(call: Differentiable): { outs: readonly Operand[]; blocks: Blocks } {
  const { outs, pull } = call.linearized();
  const blocks = call.heads.map((head, i) => {
    const found = overBasis(head, (ct) => pull(call.heads.map((_, k) => (k === i ? ct : null))), call.targets.map(({ aval }) => aval));
    return found.map((x, j) => reshape(x, [...head.shape, ...call.targets[j].aval.shape]));
  });
  return { outs, blocks };
}

/** For each target all its unit tangents, pushed forward at once. */
function columns(call: Differentiable): { outs: readonly Operand[]; blocks: Blocks } {
  const { heads, targets, start } = call;
  const found = targets.map(({ aval }, j) =>
    overBasis(aval, (t) => {
      const slopes = call.spread(targets.map((_, k) => (k === j ? t : null)));
      return pushForward(call.program, call.ins, slopes, 'forward').tangents.slice(start, start + heads.length);
    }, heads).map((x, i) => lastAxesFirst(x, targets[j].aval, heads[i])),
  );
  return { outs: call.evaluated(), blocks: heads.map((_, i) => found.map((column) => column[i])) };
}

/** A linear function of one array at every unit vector of its shape: those stand along a new first axis. */
export function overBasis(aval: Aval, f: (x: Operand) => readonly Tangent[], outs: readonly Aval[]): Operand[] {
  const size = sizeOf(aval.shape);
  const { program, captured } = traceOperands(([x]) => f(x).map((t, i) => toValue(instantiate(t, outs[i]))), [aval]);
  const basis = NDArray.zeros([size, ...aval.shape], aval.dtype);
  for (let i = 0; i < size; i++) basis.data[i * size + i] = 1;
  const marks = [...captured.map(() => false), true];
  return repeatUnbatched(batchProgram(program, [...captured, basis], marks, size), size);
}

/** Derivatives along a first axis for the elements of `by`: with the axes of `of` in front, then those of `by`. */
export function lastAxesFirst(x: Operand, by: Aval, of: Aval): Operand {
  const flat = reshape(x, [sizeOf(by.shape), sizeOf(of.shape)]);
  return reshape(transpose(flat), [...of.shape, ...by.shape]);
}

/** The blocks as a tree of results, in each of which stand the trees of what they are differentiated by. */
function arrange(call: Differentiable, gradients: unknown): unknown {
  return call.arrangeRows(call.head.shape, gradients as readonly (readonly unknown[])[]);
}
