import { fail } from '../core/error.js';
import { callAllFunctions, initAllStates, keepingProperties, type CallOptions } from './collective.js';
import type { Filter } from './filter.js';
import type { InitOptions, Module } from './module.js';
import { showValue } from './show-value.js';
import { vmapNewStates } from './transform/vmap-new-states.js';

/** What the functions below can be told of their lanes. */
export interface LaneOptions {
  /** How many lanes. */
  axisSize: number;
  /** A tag that every State gets which is made with an axis. None unless given. */
  stateTag?: string | undefined;
  /** States that get no axis, though they are made: a filter. They must be the same in every lane. None unless given. */
  stateToExclude?: Filter | undefined;
}

/**
 * Makes the States of a module and of everything in it, each with a first axis: one value for each of `axisSize` lanes,
 * which draw random numbers for themselves. Gives the module back.
 *
 * @example
 * nn.vmapInitAllStates(net, { axisSize: 10, stateTag: 'lanes' });
 * const step = transform.vmap(() => net.step(), { inStates: net.states('lanes'), outStates: net.states('lanes') });
 *
 * @throws when `axisSize` is not a positive integer; the module is then as before
 */
export function vmapInitAllStates<M extends Module>(
  target: M,
  options: LaneOptions & InitOptions & Pick<CallOptions, 'exclude'>,
): M {
  const { axisSize, stateTag, stateToExclude, ...init } = options;
  inLanes(target, { axisSize, stateTag, stateToExclude }, () => initAllStates(target, init));
  target.states(); // Gives each State its place in the target, for error texts.
  return target;
}

/**
 * Calls a method of every module in a tree, as `callAllFunctions`, in `axisSize` lanes at once: the States that it makes
 * get a first axis.
 *
 * @throws when `axisSize` is not a positive integer
 */
export function vmapCallAllFunctions<M extends Module>(
  target: M,
  method: string,
  args: readonly unknown[],
  options: LaneOptions & CallOptions,
): M {
  const { axisSize, stateTag, stateToExclude, ...call } = options;
  inLanes(target, { axisSize, stateTag, stateToExclude }, () => callAllFunctions(target, method, args, call));
  return target;
}

function inLanes(target: Module, lanes: LaneOptions, f: () => unknown): void {
  const { axisSize } = lanes as { axisSize: unknown };
  if (!(Number.isSafeInteger(axisSize) && (axisSize as number) > 0)) fail('module/lanes', { value: showValue(axisSize) });
  keepingProperties(target, () => {
    vmapNewStates(() => void f(), lanes)();
  });
}
