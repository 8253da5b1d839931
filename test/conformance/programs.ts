import { Builder, close, within } from '../../src/engine/trace/builder.js';
import type { NDArray } from '../../src/engine/array/ndarray.js';
import type { Operand } from '../../src/engine/program/op.js';
import type { Aval, Program } from '../../src/engine/program/program.js';
import { verify } from '../../src/engine/program/verify.js';
import { config } from '../../src/core/config.js';
import { algebra } from '../../src/engine/compile/algebra.js';
import type { Rule } from '../../src/engine/compile/rewrite.js';
import { optimise, simplify } from '../../src/engine/compile/optimise.js';
import { runToEnd, type Backend } from '../../src/engine/backend/index.js';

const captured = new WeakMap<Program, readonly NDArray[]>();

/** The arrays that a program's function took from around it: its first inputs. */
export function capturedBy(program: Program): readonly NDArray[] {
  return captured.get(program) ?? [];
}

/** A program of a function of arrays. */
export function programOf(f: (...args: Operand[]) => Operand[], avals: readonly Aval[]): Program {
  const builder = new Builder(null);
  const ins = avals.map((aval) => builder.input(aval));
  const outs = within(builder, () => f(...ins)).map((x) => builder.atom(x, 'float32'));
  const { program, captures } = close(builder, ins, outs);
  captured.set(program, captures.map((v) => builder.capturedArray(v)!));
  verify(program);
  return program;
}

export interface RunOptions {
  /** The simplifications that the program goes through: all of them, unless given. */
  rules?: readonly Rule[];
  /** Whether what decays is kept from subnormal numbers, which changes bits. True unless given. */
  guarded?: boolean;
  /** Without it machines may differ in the last bit. True unless given: tests compare bits. */
  deterministic?: boolean;
}

/** Optimises, verifies and runs. */
export function runOn(
  backend: Backend,
  program: Program,
  args: readonly NDArray[],
  { rules = algebra, guarded = true, deterministic = true }: RunOptions = {},
): NDArray[] {
  const optimised = guarded ? optimise(program, rules) : simplify(program, rules);
  verify(optimised);
  const before = config.deterministic;
  config.deterministic = deterministic;
  try {
    return runToEnd(backend.compile(optimised), [...capturedBy(program), ...args]);
  } finally {
    config.deterministic = before;
  }
}
