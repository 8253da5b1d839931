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
  /**
   * The cotangent of the one linear input, added up over steps: the other inputs that differ from step to step, and the
   * cotangent, have an axis of steps in front. For a product whose weights are the same in every step it is one large
   * product. Undefined where that is not to be had.
   */
  readonly transposeSteps?: TransposeStepsRule<P>;
  /** The op on many inputs at once, which stand along a new axis 0. */
  readonly batch: BatchRule<P>;
  /**
   * For ops that hold programs: values and tangents together. In 'linear' mode the scope that records owns the
   * tangents, and everything else is to be emitted around it. Takes the place of `jvp`.
   */
  push?(ins: readonly Operand[], tangents: readonly Tangent[], params: P, mode: PushMode): Pushed;
  /** Which outputs are marked (vary, or have a batch axis) when these inputs are. All, unless given. */
  flow?(marked: readonly boolean[], params: P, kind: FlowKind): boolean[];
  /** It does something besides computing its outputs, so it stays even if they are not used. */
  readonly effect?: boolean;
  /**
   * A result that nobody uses is a mistake: a comparison that fed an `if`. Its place in the user's code is remembered,
   * which costs more than recording it.
   */
  readonly mustBeUsed?: boolean;
  /** Its output is larger than its inputs, so that it is better recorded than computed while tracing. */
  readonly grows?: boolean;
  /** The programs in its parameters. */
  programs?(params: P): readonly Program[];
}

export type PushMode = 'forward' | 'linear';

export interface Pushed {
  readonly outs: readonly Operand[];
  readonly tangents: readonly Tangent[];
}

/** 'tangent': which values vary with the marked ones; 'batch': which differ from lane to lane. */
export type FlowKind = 'tangent' | 'batch';

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
 * How to add up, or undefined. `varies[i]` tells which inputs differ from step to step, `linear` which one is linear; `avals`
 * are the inputs' shapes and dtypes in one step. The function that is answered takes what stands for them over all steps.
 */
export type TransposeStepsRule<P extends Params> = (
  avals: readonly Aval[],
  linear: number,
  varies: readonly boolean[],
  params: P,
) => ((cotangent: Operand, ins: readonly (Operand | null)[]) => Operand) | undefined;

/**
 * `batched[i]` tells whether input i has the batch axis, as axis 0 of length `size`; at least one has. The answer says
 * the same of the outputs.
 */
export type BatchRule<P extends Params> = (
  ins: readonly Operand[],
  batched: readonly boolean[],
  params: P,
  size: number,
  /** Of a batched branch or loop: the lanes that are really there. Effects of the others do not happen. */
  mask?: Operand,
) => Batched;

export interface Batched {
  readonly outs: readonly Operand[];
  readonly batched: readonly boolean[];
}

/** How a backend computes the op. The output may take the place of the input `inPlace`, if nobody else reads it. */
export type Form<P extends Params = Params> =
  | Elementwise<P>
  | LaneLoop<P>
  | { readonly kind: 'view'; readonly view: (params: P, input: Aval) => StridedView }
  | { readonly kind: 'place'; readonly place: (params: P, ins: readonly Aval[]) => Placement[]; readonly inPlace?: number }
  | { readonly kind: 'reduce'; readonly reducer: 'sum' | 'max' | 'min' | 'prod' }
  | { readonly kind: 'argReduce'; readonly which: 'max' | 'min' }
  | { readonly kind: 'runningSum'; readonly reverse: (params: P) => boolean }
  | { readonly kind: 'argsort' }
  | { readonly kind: 'gather' }
  | { readonly kind: 'scatter'; readonly mode: 'set' | 'add' | 'mul' | 'min' | 'max'; readonly inPlace: 0 }
  | { readonly kind: 'window'; readonly window: (params: P) => Window; readonly inPlace?: 0 }
  | { readonly kind: 'matmul' }
  | { readonly kind: 'alias' }
  | SparseForm
  | { readonly kind: 'scan' }
  | { readonly kind: 'cond' }
  | { readonly kind: 'while' }
  | { readonly kind: 'check' }
  | Call<P>
  | { readonly kind: 'linear' };

/** Stands for a program, which takes its place before a backend sees it. */
export interface Call<P extends Params = Params> {
  readonly kind: 'call';
  body(params: P): Program;
  /** What of the equation's inputs the body takes. */
  operands<T>(params: P, ins: readonly T[]): readonly T[];
}

/** Computed lane by lane; inputs of rank 0 are the same in every lane. */
export interface Elementwise<P extends Params = Params> {
  readonly kind: 'elementwise';
  /**
   * The op on one vector of lanes, written once for every backend. `dtypes` are those of the inputs; `index` holds
   * the positions of the lanes in the array, as int32.
   */
  lanes<V>(L: Lanes<V>, ins: readonly V[], dtypes: readonly DType[], params: P, index: V): V[];
}

/** A product with the rows of a matrix: see `ops/sparse/`. */
export interface SparseForm {
  readonly kind: 'sparse';
  /** How a row's columns are found. */
  readonly layout: 'csr' | 'fixed' | 'dense' | 'procedural';
  readonly product: 'scatter' | 'gather' | 'outer' | 'update';
  /** The output may take the place of this input. */
  readonly inPlace?: number;
}

/** A loop of its own in every lane; inputs of rank 0 are the same in every lane. */
export interface LaneLoop<P extends Params = Params> {
  readonly kind: 'laneLoop';
  /** The loop on one vector of lanes, written once for every backend. `dtypes` are those of the inputs. */
  loop<V>(L: Lanes<V>, ins: readonly V[], dtypes: readonly DType[], params: P): LaneLoopParts<V>;
}

export interface LaneLoopParts<V> {
  /** What a lane holds before its first turn, and the dtypes of that. */
  readonly start: readonly V[];
  readonly dtypes: readonly DType[];
  /** Whether a lane takes another turn. It must end for any input. */
  active(state: readonly V[]): V;
  step(state: readonly V[]): readonly V[];
  /** The outputs, of what a lane holds in the end. */
  result(state: readonly V[]): readonly V[];
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

/** The axes that a window does not cover whole, and how long it is along them. */
export interface Window {
  readonly axes: readonly number[];
  readonly sizes: readonly number[];
}
