import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { repeatUnbatched, shapeOf } from '../../engine/index.js';
import { requireFunction, requireInteger } from './checks.js';
import { atPath } from './fit.js';
import { putTogether, type Leaves } from './leaves.js';
import { runLanes, type Lanes } from './lanes.js';
import { axesOf, axisIn, moveAxis, stateAxesOf, type MapAxes, type StateAxes } from './mapped-axes.js';
import { runOrRecord } from './stateful-program.js';
import type { Result } from './types.js';

/** What `vmap` can be told. */
export interface VmapOptions {
  /** The axis of each argument: a number for all, or a list with a number, null for none, or a tree of them, for each. 0 unless given. */
  inAxes?: MapAxes | undefined;
  /** Where the mapped axis stands in the results; null for a result that is the same in every lane. 0 unless given. */
  outAxes?: MapAxes | undefined;
  /** The number of lanes, where nothing else tells it; else it must agree. */
  axisSize?: number | undefined;
  /** States that hold one value for each lane: along axis 0, or `{ [axis]: states }`. They do afterwards as well. */
  inStates?: StateAxes | undefined;
  /** States that the lanes share before, and of which each lane writes a value of its own. */
  outStates?: StateAxes | undefined;
}

/**
 * A function applied to every slice of its arguments along an axis, all at once. Arguments and States without an axis are
 * shared by all lanes, and what depends on nothing else is computed once. Each lane draws random numbers from a key of
 * its own.
 *
 * @throws when axes are not there or not equally long, and when a State is written with a value for each lane that is
 * declared neither in `inStates` nor in `outStates`
 *
 * @example
 * const rates = transform.vmap((I: Quantity<'current'>) => simulate(I).sum())(mA([10, 20, 30]));
 */
export function vmap<A extends readonly unknown[], R>(f: (...args: A) => R, options: VmapOptions = {}): (...args: A) => Result<R> {
  requireFunction('vmap', 'the function', f);
  checkOptions('vmap', options, ['inAxes', 'outAxes', 'axisSize', 'inStates', 'outStates']);
  const { inAxes = 0, outAxes = 0, axisSize } = options;
  if (axisSize !== undefined) requireInteger('vmap', 'axisSize', 1, axisSize);
  const inStates = stateAxesOf('inStates', options.inStates);
  const outStates = stateAxesOf('outStates', options.outStates);
  for (const [state, outAxis] of outStates) {
    const inAxis = inStates.get(state) ?? outAxis;
    if (inAxis !== outAxis) fail('transform/stateAxes', { state: state.label, inAxis, outAxis });
  }
  const mapping = { operation: 'vmap', inAxes, axisSize, inStates, outStates };
  return (...args) =>
    runOrRecord(args, 'an argument', (given) => {
      const lanes = runLanes(mapping, (own) => f(...(own as A)), given as readonly unknown[]);
      return arranged('vmap', lanes, lanes.traced.results, outAxes);
    }) as Result<R>;
}

/** The results with their lanes where they are wanted. */
export function arranged(operation: string, { size, results, batched }: Lanes, leaves: Leaves, outAxes: MapAxes): unknown {
  const axes = axesOf(operation, 'outAxes', outAxes, leaves.shape);
  const placed = results.slice(0, axes.length).map((x, i) => {
    const axis = axes[i];
    if (axis !== null) {
      const [full] = repeatUnbatched({ outs: [x], batched: [batched[i]] }, size);
      return moveAxis(full, 0, axisIn(operation, `outAxes${atPath(leaves.paths[i])}`, axis, shapeOf(full)));
    }
    if (!batched[i]) return x;
    const wants = `an axis${atPath(leaves.paths[i])}, where every lane has its own value`;
    return fail('transform/axes', { operation, option: 'outAxes', wants, value: 'null' });
  });
  return putTogether(leaves, placed);
}
