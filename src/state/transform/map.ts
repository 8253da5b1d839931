import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { concatenate, index, reshape, shapeOf, slice, type Operand } from '../../engine/index.js';
import { RandomKeys } from '../random-keys.js';
import { requireFunction, requireInteger } from './checks.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { runLanes } from './lanes.js';
import { arranged } from './vmap.js';
import { runOrRecord, traceAside, traceStateful } from './stateful-program.js';
import type { Result } from './types.js';
import { scan } from './scan.js';
import { rowAvals, stepsAlong } from './walked.js';

/** What `map` can be told. */
export interface MapOptions {
  /** How many elements are worked on at once. One after the other unless given, and then States may be written. */
  batchSize?: number | undefined;
}

/** `map`, as it is or with options. */
export interface MapSlices {
  <A extends readonly unknown[], R>(f: (...slices: NoInfer<A>) => R, ...xs: A): Result<R>;
  /**
   * The same with options.
   *
   * @example
   * transform.map.with({ batchSize: 10 })(simulate, currents);
   */
  with(options: MapOptions): MapSlices;
}

/**
 * `f` of each slice of `xs` along the first axis, stacked. One after the other, which needs little memory, or by
 * `map.with({ batchSize })` so many at once, as `vmap` does it; the last batch may be smaller.
 *
 * @param f - takes one slice of each of `xs`
 * @param xs - quantities or trees of them with equally long first axes
 * @throws when lengths differ, and when a function in batches writes States
 *
 * @example
 * transform.map((I) => simulate(I), mA([10, 20, 30]));
 */
export const map: MapSlices = mapWith({});

function mapWith(options: MapOptions): MapSlices {
  const { batchSize } = options;
  if (batchSize !== undefined) requireInteger('map', 'batchSize', 1, batchSize);
  const call = <A extends readonly unknown[], R>(f: (...slices: NoInfer<A>) => R, ...xs: A): Result<R> => {
    requireFunction('map', 'the function', f);
    const length = stepsAlong('map', takeApart(xs, 'an input of map'), undefined);
    const each = (slices: unknown): unknown => f(...(slices as A));
    return runOrRecord(xs, 'an input of map', (given) => {
      if (batchSize === undefined || length === 0) return scan((_, row) => [null, each(row)] as const, null, given)[1];
      return inBatches(each, given, length, batchSize);
    }) as Result<R>;
  };
  return Object.assign(call, {
    with(more: MapOptions) {
      checkOptions('map', more, ['batchSize']);
      return mapWith({ ...options, ...more });
    },
  });
}

/** A loop over whole batches, and what is left as one of its own. */
function inBatches(f: (slices: unknown) => unknown, xs: unknown, length: number, batchSize: number): unknown {
  const inputs = takeApart(xs, 'an input of map');
  refuseWrites(f, inputs);
  const whole = Math.floor(length / batchSize);
  const lanes = (given: unknown): unknown => {
    const found = runLanes(
      { operation: 'map', inAxes: 0, axisSize: undefined, inStates: new Map(), outStates: new Map() },
      f,
      given as readonly unknown[],
    );
    return arranged('map', found, found.traced.results, 0);
  };
  const part = (from: number, to: number): Operand[] => inputs.operands.map((x) => index(x, slice(from, to)));
  const rest = length - whole * batchSize;
  const last = rest === 0 ? undefined : () => takeApart(lanes(putTogether(inputs, part(whole * batchSize, length))), 'a result');
  if (whole === 0) return lanes(xs);
  const folded = part(0, whole * batchSize).map((x) => reshape(x, [whole, batchSize, ...shapeOf(x).slice(1)]));
  const [, stacked] = scan((_, rows) => [null, lanes(rows)] as const, null, putTogether(inputs, folded));
  const first = takeApart(stacked, 'a result');
  const flat = first.operands.map((y) => reshape(y, [whole * batchSize, ...shapeOf(y).slice(2)]));
  if (last === undefined) return putTogether(first, flat);
  const end = last();
  return putTogether(first, flat.map((y, i) => concatenate([y, end.operands[i]], 0)));
}

/** Traces one slice, to see which States it writes; what that changes is put back. */
function refuseWrites(f: (slices: unknown) => unknown, inputs: Leaves): void {
  const { writes } = traceAside(() => traceStateful(rowAvals(inputs), (row) => f(putTogether(inputs, row))));
  const states = writes.filter((state) => !(state instanceof RandomKeys)).map((state) => state.label);
  if (states.length > 0) fail('transform/mapWrites', { states });
}
