import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { inline } from '../../engine/index.js';
import { loopInBlocks } from './blocks.js';
import { requireFunction, requireInteger } from './checks.js';
import { takeApart } from './leaves.js';
import { traceStep } from './scan.js';
import { runOrRecord } from './stateful-program.js';
import type { Carried, Result } from './types.js';
import { stepsAlong } from './walked.js';

/** What a checkpointed loop can be told. */
export interface CheckpointedOptions {
  /** How many steps, where there is nothing to walk along; else it must agree. At least 1. */
  length?: number | undefined;
  /** How many steps, and blocks of steps, stand in one block. At least 2; 16 unless given. */
  base?: number | undefined;
}

/**
 * `scan`, of which a backward pass keeps the carries between blocks of steps alone, and computes each block again: for a
 * gradient through a run that is too long to keep. The results are those of `scan`; memory grows with the logarithm of
 * the length, time with the number of levels of blocks.
 *
 * @example
 * const [last, ys] = transform.checkpointedScan((sum, x) => [sum.add(x), sum], u.unitless(0), xs, { base: 32 });
 *
 * @throws as `scan`, when there is no step, and when `base` is less than 2
 */
export function checkpointedScan<C, X, Y>(
  step: (carry: Result<NoInfer<C>>, x: NoInfer<X>) => readonly [Carried<NoInfer<C>>, Y],
  init: C,
  xs: X,
  options: CheckpointedOptions = {},
): [Result<C>, Result<Y>] {
  return checkpointed('checkpointedScan', step as (carry: unknown, x: unknown) => unknown, init, xs, options) as [Result<C>, Result<Y>];
}

/** `checkpointedForLoop`, as it is or with options. */
export interface CheckpointedForLoop {
  <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): Result<Y>;
  /**
   * The same loop with options.
   *
   * @example
   * transform.checkpointedForLoop.with({ base: 32 })(step, times);
   */
  with(options: CheckpointedOptions): CheckpointedForLoop;
}

/**
 * `forLoop`, of which a backward pass keeps little: see `checkpointedScan`. Options are given by
 * `checkpointedForLoop.with({ length, base })`.
 *
 * @param step - one step, of one slice of each of `xs`
 * @param xs - what to walk along: quantities or trees of them with equally long first axes
 *
 * @example
 * const loss = () => transform.checkpointedForLoop((t) => net.step(t), times).mean();
 */
export const checkpointedForLoop: CheckpointedForLoop = loopWith({});

function loopWith(options: CheckpointedOptions): CheckpointedForLoop {
  const call = <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): Result<Y> => {
    requireFunction('checkpointedForLoop', 'the step', step);
    const each = (_: unknown, row: unknown): unknown => [null, step(...(row as X))];
    return (checkpointed('checkpointedForLoop', each, null, xs, options) as [null, Result<Y>])[1];
  };
  return Object.assign(call, {
    with(more: CheckpointedOptions) {
      checkOptions('checkpointedForLoop', more, ['length', 'base']);
      return loopWith({ ...options, ...more });
    },
  });
}

function checkpointed(
  operation: string,
  step: (carry: unknown, x: unknown) => unknown,
  init: unknown,
  xs: unknown,
  options: CheckpointedOptions,
): unknown {
  requireFunction(operation, 'the step', step);
  checkOptions(operation, options, ['length', 'base']);
  const { length, base = 16 } = options;
  requireInteger(operation, 'base', 2, base);
  const steps = stepsAlong(operation, takeApart(xs, `an input of ${operation}`), length);
  if (steps < 1) fail('transform/positive', { operation, option: 'length', least: 1, value: String(steps) });
  return runOrRecord([init, xs], `an input of ${operation}`, (given) => {
    const [first, rows] = given as [unknown, unknown];
    const loop = traceStep(operation, step, first, rows);
    const { program, constants, written } = loop.traced;
    const count = written + loop.carries;
    const fixed = loop.ins.slice(0, constants);
    const { carry, stacked } = loopInBlocks(
      (c, slices) => {
        const outs = inline(program, [...fixed, ...c, ...slices]);
        return { carry: outs.slice(0, count), outs: outs.slice(count) };
      },
      loop.ins.slice(constants, constants + count),
      loop.ins.slice(constants + count),
      steps,
      base,
    );
    return loop.finish([...carry, ...stacked]);
  });
}
