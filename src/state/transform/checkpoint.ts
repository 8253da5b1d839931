import { bindCheckpoint, inline } from '../../engine/index.js';
import { requireFunction } from './checks.js';
import { putTogether, takeApart } from './leaves.js';
import { avalsOf } from './fit.js';
import { runOrRecord, traceStateful } from './stateful-program.js';
import type { Result } from './types.js';

/**
 * `f`, of which a backward pass keeps the arguments and the States it starts from alone, and computes the rest again:
 * memory for time. Random numbers are drawn again as the same bits. Also called `remat`.
 *
 * @example
 * const block = transform.checkpoint((x: Quantity<'one'>) => layer.step(x));
 */
export function checkpoint<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => Result<R> {
  requireFunction('checkpoint', 'the function', f);
  return (...args) =>
    runOrRecord(args, 'an argument', (given) => {
      const leaves = takeApart(given, 'an argument');
      const traced = traceStateful(avalsOf(leaves), (ins) => f(...(putTogether(leaves, ins) as unknown as A)));
      const outs = bindCheckpoint((ins) => inline(traced.program, ins), [...traced.given(), ...leaves.operands]);
      return putTogether(traced.results, traced.finish(outs));
    }) as Result<R>;
}
