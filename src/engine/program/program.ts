import type { Origin } from '../../core/error.js';
import type { DType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import type { Op, Params } from './op.js';

/** What is known of a value before it has been computed. */
export interface Aval {
  readonly shape: Shape;
  readonly dtype: DType;
}

let nextId = 0;
let walks = 0;

/** A number for a walk over variables, which notes it in those that it has met. No walk may begin within another. */
export function newWalk(): number {
  return ++walks;
}

/** A variable of a program: written once, by an equation or as an input. Its scope is the builder that made it. */
export class Var implements Aval {
  // Declared only: a field that is defined and then set costs twice, and tracing makes thousands.
  declare readonly id: number;
  declare readonly shape: Shape;
  declare readonly dtype: DType;
  declare readonly scope: object;
  /** Of the walk that has met it last: cheaper than a set of those met. */
  declare met: number;

  constructor(shape: Shape, dtype: DType, scope: object) {
    this.id = nextId++;
    this.met = 0;
    this.shape = shape;
    this.dtype = dtype;
    this.scope = scope;
  }
}

/** A constant of a program. Always a scalar: arrays enter a program as inputs. */
export class Literal implements Aval {
  readonly shape: Shape = [];

  constructor(
    readonly value: number,
    readonly dtype: DType,
  ) {}
}

export type Atom = Var | Literal;

/** One application of an op. */
export interface Equation {
  readonly op: Op;
  readonly params: Params;
  readonly ins: readonly Atom[];
  readonly outs: readonly Var[];
  /** Where in the user's code it was written. */
  readonly origin?: Origin | undefined;
  /** Whether a rule for a derivative wrote it, not the user. */
  readonly byRule?: boolean;
}

/**
 * A closed straight line of equations. Everything it needs comes in through `ins`; loops and branches are
 * equations that hold programs in their parameters.
 */
export interface Program {
  readonly ins: readonly Var[];
  readonly equations: readonly Equation[];
  readonly outs: readonly Atom[];
}

/** The number of equations, those of inner programs included. */
export function countEquations(program: Program): number {
  let count = 0;
  for (const equation of program.equations) {
    count += 1;
    for (const inner of equation.op.programs?.(equation.params) ?? []) count += countEquations(inner);
  }
  return count;
}

/** Whether an equation, or one inside it, does something besides computing its outputs. */
export function hasEffect(equation: Equation): boolean {
  if (equation.op.effect === true) return true;
  return (equation.op.programs?.(equation.params) ?? []).some((program) => program.equations.some(hasEffect));
}
