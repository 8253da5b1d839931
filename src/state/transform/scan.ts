import { checkOptions } from '../../core/options.js';
import type { TreeShape } from '../../core/tree.js';
import { scanOp, type Operand } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { pairOf, requireFunction } from './checks.js';
import { avalsOf, fitTree } from './fit.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { apply, runOrRecord, traceStateful, type StatefulProgram } from './stateful-program.js';
import type { Carried, Result } from './types.js';
import { rowAvals, stepsAlong } from './walked.js';

/** What `scan` can be told. */
export interface ScanOptions {
  /** How many steps, where there is nothing to walk along; else it must agree. */
  length?: number | undefined;
  /** From the last slice to the first; outputs stand where their slice stood. False unless given. */
  reverse?: boolean | undefined;
}

/**
 * A loop whose step takes what the last one handed on and one slice of `xs`, and returns what it hands on and an output.
 * States that the step writes go from step to step.
 *
 * @param step - one step: `(carry, x) => [carry, y]`; the carry keeps its structure, units, shapes and dtypes
 * @param init - the first carry: any tree of quantities
 * @param xs - what to walk along: any tree of quantities with equally long first axes, or null
 * @returns the last carry, and the outputs stacked along a new first axis
 * @throws when lengths differ, or the step hands on something else than it was given
 *
 * @example
 * const [total, sums] = transform.scan((sum, I) => [sum.add(I), sum.add(I)], mA(0), mA([1, 2, 3]));
 * String(sums); // '[1. 3. 6.] mA'
 */
export function scan<C, X, Y>(
  step: (carry: Result<NoInfer<C>>, x: NoInfer<X>) => readonly [Carried<NoInfer<C>>, Y],
  init: C,
  xs: X,
  options: ScanOptions = {},
): [Result<C>, Result<Y>] {
  requireFunction('scan', 'the step', step);
  checkOptions('scan', options, ['length', 'reverse']);
  const { length, reverse = false } = options;
  const walked = takeApart(xs, 'an input of scan');
  const steps = stepsAlong('scan', walked, length);
  return runOrRecord([init, xs], 'an input of scan', (given) => {
    const [first, rows] = given as [unknown, unknown];
    const loop = traceStep('scan', step as Step, first, rows);
    const outs = apply(scanOp, loop.ins, {
      body: loop.traced.program,
      constants: loop.traced.constants,
      carries: loop.traced.written + loop.carries,
      length: steps,
      reverse,
    });
    return loop.finish(outs);
  }) as [Result<C>, Result<Y>];
}

type Step = (carry: unknown, x: unknown) => unknown;

/** One step of a loop as a program, with what the loop starts from. */
export interface TracedStep {
  readonly traced: StatefulProgram;
  /** How many arrays the carry has, besides States. */
  readonly carries: number;
  /** Inputs of the whole loop, in the order of the step's: constants, States and carry, what is walked along. */
  readonly ins: readonly Operand[];
  /** Writes the States and puts the results together: [carry, outputs]. */
  finish(outs: readonly Operand[]): [unknown, unknown];
}

/** Traces a step on a carry like `init` and one slice of `xs`. */
export function traceStep(operation: string, step: Step, init: unknown, xs: unknown): TracedStep {
  const carry = takeApart(init, `the carry of ${operation}`);
  const walked = takeApart(xs, `an input of ${operation}`);
  const carryAvals = avalsOf(carry);
  const count = carryAvals.length;
  const traced = traceStateful([...carryAvals, ...rowAvals(walked)], (ins) => {
    const given = putTogether(carry, ins.slice(0, count));
    const returned = step(given, putTogether(walked, ins.slice(count)));
    const [next, out] = pairOf(`the step of ${operation}`, '[carry, output]', returned);
    const handed = fitTree(`the carry that the step of ${operation} returns`, next, carry, carryAvals);
    return [handed.map((x, i) => new Quantity(x, carry.units[i])), out];
  });
  return {
    traced,
    carries: count,
    ins: [...traced.given(), ...carry.operands, ...walked.operands],
    finish(outs) {
      const results = traced.finish(outs);
      return [putTogether(carry, results.slice(0, count)), putTogether(lastPart(traced.results, count), results.slice(count))];
    },
  };
}

/** The second of two trees that were taken apart as one; the first has `count` leaves. */
export function lastPart({ shape, units }: Leaves, count: number): Pick<Leaves, 'shape' | 'units'> {
  return { shape: (shape as { items: readonly TreeShape[] }).items[1], units: units.slice(count) };
}
