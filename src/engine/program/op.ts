import type { NDArray } from '../array/ndarray.js';
import type { DType } from '../array/dtype.js';
import type { Lanes } from './lanes.js';
import type { Aval, Program, Var } from './program.js';

/** What the functions of `ops/` take: an array, a traced value, or a number, which takes the dtype it meets. */
export type Operand = NDArray | Var | number;

/** A tangent or cotangent; null is zero. */
export type Tangent = Operand | null;

/** The static parameters of an equation: plain data, and programs. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * An op: one idea in one place. Its shape rule, its derivative and its meaning (the reference kernel) stand
 * together; a backend's kernel for it is found by `form`.
 */
export interface Op<P extends Params = Params> {
  readonly name: string;
  readonly form: Form<P>;
  /** Shapes and dtypes of the outputs. Refuses inputs that do not fit. */
  infer(ins: readonly Aval[], params: P): Aval[];
  /** What the op means, in plain loops. */
  reference(ins: readonly NDArray[], params: P, outs: readonly Aval[]): NDArray[];
  /** Tangents of the outputs from tangents of the inputs, or 'zero' where no output varies with any input. */
  readonly jvp: JvpRule<P> | 'zero';
  /** Cotangents of the inputs it is linear in; 'never' for an op that is linear in nothing. */
  readonly transpose: TransposeRule<P> | 'never';
  /** The op on many inputs at once, which stand along a new axis 0. */
  readonly batch: BatchRule<P>;
  /** Its output is larger than its inputs, so that it is better recorded than computed while tracing. */
  readonly grows?: boolean;
  /** The programs in its parameters. */
  programs?(params: P): readonly Program[];
}

export type JvpRule<P extends Params> = (
  ins: readonly Operand[],
  tangents: readonly Tangent[],
  params: P,
  outs: readonly Operand[],
) => Tangent[];

/**
 * `ins[i]` is null where input i is linear (its value is not known), and the cotangent of every other input is
 * ignored. `avals` are the inputs' shapes and dtypes.
 */
export type TransposeRule<P extends Params> = (
  cotangents: readonly Tangent[],
  ins: readonly (Operand | null)[],
  params: P,
  avals: readonly Aval[],
) => Tangent[];

/**
 * `batched[i]` tells whether input i has the batch axis, as axis 0 of length `size`; at least one has. The answer says
 * the same of the outputs.
 */
export type BatchRule<P extends Params> = (
  ins: readonly Operand[],
  batched: readonly boolean[],
  params: P,
  size: number,
) => Batched;

export interface Batched {
  readonly outs: readonly Operand[];
  readonly batched: readonly boolean[];
}

/** How a backend computes the op. */
export type Form<P extends Params = Params> =
  | Elementwise<P>
  | { readonly kind: 'view'; readonly view: (params: P, input: Aval) => StridedView }
  | { readonly kind: 'place'; readonly place: (params: P, ins: readonly Aval[]) => Placement[] }
  | { readonly kind: 'reduce'; readonly reducer: 'sum' | 'max' | 'min' }
  | { readonly kind: 'alias' }
  | { readonly kind: 'scan' };

/** Computed lane by lane; inputs of rank 0 are the same in every lane. */
export interface Elementwise<P extends Params = Params> {
  readonly kind: 'elementwise';
  /**
   * The op on one vector of lanes, written once for every backend. `dtypes` are those of the inputs; `index` holds
   * the positions of the lanes in the array, as int32.
   */
  lanes<V>(L: Lanes<V>, ins: readonly V[], dtypes: readonly DType[], params: P, index: V): V[];
}

/** Every output element is one input element: `in[offset + sum(index * strides)]`. */
export interface StridedView {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Input `input` is written into the output at `offset` and `strides`, in the order of the list. */
export interface Placement {
  readonly input: number;
  readonly offset: number;
  readonly strides: readonly number[];
}
