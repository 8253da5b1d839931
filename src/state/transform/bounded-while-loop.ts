import { checkOptions } from '../../core/options.js';
import { cond, inline, type Operand } from '../../engine/index.js';
import type { Quantity } from '../../unit/index.js';
import { loopInBlocks, type LoopState } from './blocks.js';
import { requireInteger } from './checks.js';
import { putTogether, takeApart } from './leaves.js';
import { presentValues, runOrRecord } from './stateful-program.js';
import type { Carried, Result } from './types.js';
import { traceWhile, type TracedWhile } from './while-loop.js';

/** What `boundedWhileLoop` is told. */
export interface BoundedWhileOptions {
  /** After so many steps it ends, whatever the condition says. */
  maxSteps: number;
  /** How many steps, and blocks of steps, stand in one block. At least 2; 16 unless given. */
  base?: number | undefined;
}

/**
 * `whileLoop` with a bound on the steps, which can be differentiated backwards. A backward pass keeps what goes from block
 * to block of steps and computes the rest again; blocks after the end are stepped over.
 *
 * @throws as `whileLoop`, when `maxSteps` is no integer of 0 or more, or `base` less than 2
 *
 * @example
 * transform.boundedWhileLoop((x) => x.lt(1000), (x) => x.mul(2), u.unitless(1), { maxSteps: 7 }); // 128
 */
export function boundedWhileLoop<C>(
  condition: (carry: Result<NoInfer<C>>) => Quantity<'one'> | number | boolean,
  body: (carry: Result<NoInfer<C>>) => Carried<NoInfer<C>>,
  init: C,
  options: BoundedWhileOptions,
): Result<C> {
  checkOptions('boundedWhileLoop', options, ['maxSteps', 'base']);
  const { maxSteps, base = 16 } = options;
  requireInteger('boundedWhileLoop', 'maxSteps', 0, maxSteps);
  requireInteger('boundedWhileLoop', 'base', 2, base);
  return runOrRecord(init, 'the carry of boundedWhileLoop', (given) => {
    type Part = (carry: unknown) => unknown;
    const loop = traceWhile('boundedWhileLoop', condition as Part, body as Part, given);
    if (maxSteps === 0) return putTogether(loop.carry, takeApart(given, 'the carry').operands);
    const { step, carry } = loop;
    const goesOn = testOf(loop);
    const fixed = step.given().slice(0, step.constants);
    const first = [...step.given().slice(step.constants), ...carry.operands];
    const guarded = (run: (c: readonly Operand[]) => LoopState, c: readonly Operand[]): LoopState => {
      const next = cond(goesOn(c), (...now: Operand[]) => [...run(now).carry], (...now: Operand[]) => now, ...c);
      return { carry: next, stacked: [] };
    };
    const single = (c: readonly Operand[]): LoopState => ({ carry: inline(step.program, [...fixed, ...c]), stacked: [] });
    const last = loopInBlocks((c) => ({ carry: guarded(single, c).carry, outs: [] }), first, [], maxSteps, base, guarded);
    return putTogether(carry, step.finish(last.carry));
  }) as Result<C>;
}

/** The condition as a function of what the loop carries: the States that the body writes, then the carry. */
function testOf({ test, step }: TracedWhile): (carried: readonly Operand[]) => Operand {
  const captures = test.given().slice(0, test.captures.length);
  const around = new Map(test.reads.map((state) => [state, presentValues([state])]));
  return (carried) => {
    const inside = new Map(around);
    let next = 0;
    for (const state of step.writes) inside.set(state, carried.slice(next, (next += state.stored.length)) as Operand[]);
    const states = test.reads.flatMap((state) => inside.get(state)!);
    return inline(test.program, [...captures, ...states, ...carried.slice(next)])[0];
  };
}
