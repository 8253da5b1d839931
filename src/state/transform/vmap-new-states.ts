import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import type { TreeShape } from '../../core/tree.js';
import { currentScope, repeatUnbatched, type Operand } from '../../engine/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import { toPredicate, type Filter } from '../filter.js';
import { NO_BATCHING } from '../no-batching.js';
import { requireFunction, requireInteger } from './checks.js';
import { runLanes } from './lanes.js';
import type { Leaves } from './leaves.js';
import type { MapAxes } from './mapped-axes.js';
import { runOrRecord } from './stateful-program.js';
import type { AnyState } from './trace-states.js';
import type { Result } from './types.js';
import { arranged } from './vmap.js';

/** What `vmapNewStates` can be told. */
export interface VmapNewStatesOptions {
  /** As for `vmap`. 0 unless given. */
  inAxes?: MapAxes | undefined;
  /** As for `vmap`. 0 unless given. */
  outAxes?: MapAxes | undefined;
  /** The number of lanes, where no argument tells it. */
  axisSize?: number | undefined;
  /** A tag that every State gets which is made with an axis. None unless given. */
  stateTag?: string | undefined;
  /** States that get no axis, though they are made: a filter. They must be the same in every lane. None unless given. */
  stateToExclude?: Filter | undefined;
}

/**
 * Runs a function that makes States in many lanes at once: each State that it makes gets a first axis with the value of
 * every lane. Lanes draw random numbers each from a key of its own. States that are there already may be read, and
 * written with the same value in all lanes. What is the same for all lanes by its nature, such as the write pointer of a
 * delay, gets no axis.
 *
 * @example
 * const init = transform.vmapNewStates(() => nn.initAllStates(net), { axisSize: 10 });
 *
 * @throws when there is nothing to tell the number of lanes, and when an excluded State differs from lane to lane
 */
export function vmapNewStates<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  options: VmapNewStatesOptions = {},
): (...args: A) => Result<R> {
  requireFunction('vmapNewStates', 'the function', f);
  checkOptions('vmapNewStates', options, ['inAxes', 'outAxes', 'axisSize', 'stateTag', 'stateToExclude']);
  const { inAxes = 0, outAxes = 0, axisSize, stateTag, stateToExclude = null } = options;
  if (axisSize !== undefined) requireInteger('vmapNewStates', 'axisSize', 1, axisSize);
  const isExcluded = toPredicate(stateToExclude);
  const isShared = (state: AnyState): boolean => state.tags.has(NO_BATCHING) || isExcluded([], state);
  const mapping = { operation: 'vmapNewStates', inAxes, axisSize, inStates: new Map(), outStates: new Map() };
  return (...args) => {
    let made: readonly AnyState[] = [];
    const [result, values] = runOrRecord(args, 'an argument', (given) => {
      const lanes = runLanes(
        mapping,
        (own) => {
          const returned = f(...(own as A));
          made = statesMadeHere();
          return [returned, made.map((state) => state.value)];
        },
        given as readonly unknown[],
      );
      const own = firstPart(lanes.traced.results);
      let next = own.operands.length;
      const values = made.map((state) => {
        const to = next + state.stored.length;
        const found = { outs: lanes.results.slice(next, to), batched: lanes.batched.slice(next, to) };
        next = to;
        if (isShared(state)) return refuseLanes(state, found);
        return repeatUnbatched(found, lanes.size).map((x) => new Quantity(x, unitless));
      });
      return [arranged('vmapNewStates', lanes, own, outAxes), values];
    }) as [unknown, AnyQuantity[][]];
    made.forEach((state, i) => {
      state.settle(values[i].map((q) => q.mantissa));
      if (stateTag !== undefined && !isShared(state)) state.addTag(stateTag);
    });
    return result as Result<R>;
  };
}

/** The States that the function which is being traced has made. */
function statesMadeHere(): AnyState[] {
  const scope = currentScope()!;
  return [...scope.cells.keys()].filter((cell): cell is AnyState => (cell as AnyState).madeIn(scope));
}

/** What an excluded State holds; it must be the same in every lane. */
function refuseLanes(state: AnyState, { outs, batched }: { outs: readonly Operand[]; batched: readonly boolean[] }): Quantity[] {
  if (batched.includes(true)) fail('transform/excludedState', { state: state.label });
  return outs.map((x) => new Quantity(x, unitless));
}

/** The first of two trees that were taken apart as one. */
function firstPart({ operands, units, paths, shape }: Leaves): Leaves {
  const count = paths.filter(([part]) => part === 0).length;
  const first = (shape as { items: readonly TreeShape[] }).items[0];
  return {
    operands: operands.slice(0, count),
    units: units.slice(0, count),
    paths: paths.slice(0, count).map((path) => path.slice(1)),
    shape: first,
  };
}
