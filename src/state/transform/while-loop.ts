import { fail } from '../../core/error.js';
import { whileOp, type Aval } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { requireFunction } from './checks.js';
import { avalsOf, fitTree } from './fit.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { decision } from './predicate.js';
import { apply, presentValues, runOrRecord, traceStateful, type StatefulProgram } from './stateful-program.js';
import type { Carried, Result } from './types.js';

/**
 * Goes on with `body` as long as `condition` holds of what the body returned last. The condition may read States, the
 * body may write them. How many steps that takes is not known before, so it cannot be differentiated backwards:
 * `boundedWhileLoop` can.
 *
 * @param condition - one number or bool without unit, of the carry and States
 * @param body - the next carry, with the structure, units, shapes and dtypes of the last
 * @param init - the first carry: any tree of quantities
 * @returns the carry of which the condition does not hold
 * @throws when the condition writes a State or is not a scalar, and when the body changes the kind of its carry
 *
 * @example
 * transform.whileLoop((x) => x.lt(mV(10)), (x) => x.mul(2), mV(1)); // 16 mV
 */
export function whileLoop<C>(
  condition: (carry: Result<NoInfer<C>>) => Quantity<'one'> | number | boolean,
  body: (carry: Result<NoInfer<C>>) => Carried<NoInfer<C>>,
  init: C,
): Result<C> {
  return runOrRecord(init, 'the carry of whileLoop', (given) => {
    const loop = traceWhile('whileLoop', condition as Part, body as Part, given);
    const { test, step } = loop;
    // States that the body writes are carries, for the condition too: it has inputs for them even if it does not look.
    const fixed = test.reads.filter((state) => !step.writes.includes(state));
    const forTest = [...test.captures, ...fixed.flatMap((state) => test.inputsOf(state)!)];
    const carried = step.writes.flatMap((state) => test.inputsOf(state) ?? step.inputsOf(state)!);
    const outs = apply(whileOp, [...test.captures, ...presentValues(fixed), ...step.given(), ...loop.carry.operands], {
      condition: { ...test.program, ins: [...forTest, ...carried, ...test.program.ins.slice(test.constants)] },
      body: step.program,
      conditionConstants: forTest.length,
      bodyConstants: step.constants,
    });
    return putTogether(loop.carry, step.finish(outs));
  }) as Result<C>;
}

type Part = (carry: unknown) => unknown;

/** The two parts of a while loop, traced on a carry like the first. */
export interface TracedWhile {
  readonly carry: Leaves;
  /** Returns one bool; writes no State. */
  readonly test: StatefulProgram;
  readonly step: StatefulProgram;
}

/** Traces condition and body. */
export function traceWhile(operation: string, condition: Part, body: Part, init: unknown): TracedWhile {
  requireFunction(operation, 'the condition', condition);
  requireFunction(operation, 'the body', body);
  const carry = takeApart(init, `the carry of ${operation}`);
  const avals: Aval[] = avalsOf(carry);
  const test = traceStateful(avals, (ins) => new Quantity(decision(operation, condition(putTogether(carry, ins)))));
  if (test.writes.length > 0) fail('transform/conditionWrites', { operation, states: test.writes.map((s) => s.label) });
  const step = traceStateful(avals, (ins) => {
    const next = fitTree(`the carry that the body of ${operation} returns`, body(putTogether(carry, ins)), carry, avals);
    return next.map((x, i) => new Quantity(x, carry.units[i]));
  });
  return { carry, test, step };
}
