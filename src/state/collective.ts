import { fail } from '../core/error.js';
import type { InitOptions } from './module.js';
import { Module } from './module.js';
import { showValue } from './show-value.js';

/** What `callAllFunctions` can be told. */
export interface CallOptions {
  /** Modules to leave out, as classes or as the modules themselves. None unless given. */
  exclude?: readonly (Module | (abstract new (...args: never[]) => Module))[];
  /** What to do about a module without such a method: fail, or pass over it. 'fail' unless given. */
  missing?: 'fail' | 'pass';
}

/**
 * Calls a method of every module in a tree, children first. Methods with an order come after all others, by rising
 * order: a class gives its methods one with `static callOrder = { initState: 1 }`.
 *
 * @returns the target
 */
export function callAllFunctions<M extends Module>(
  target: M,
  method: string,
  args: readonly unknown[] = [],
  options: CallOptions = {},
): M {
  if (!(target instanceof Module)) fail('module/target', { operation: method, value: showValue(target) });
  const { exclude = [], missing = 'fail' } = options;
  const calls: { module: Module; order: number }[] = [];
  for (const module of target.nodes().values()) {
    if (exclude.some((x) => x === module || (typeof x === 'function' && module instanceof x))) continue;
    if (typeof (module as unknown as Record<string, unknown>)[method] !== 'function') {
      if (missing === 'fail') fail('module/no-method', { module: module.constructor.name, method });
      continue;
    }
    calls.push({ module, order: orderOf(module, method) });
  }
  calls.sort((a, b) => a.order - b.order);
  for (const { module } of calls) (module as unknown as Record<string, (...args: unknown[]) => unknown>)[method](...args);
  return target;
}

/**
 * Makes the States of a module and of everything in it, and gives the module back. Called again, it makes them
 * anew.
 *
 * @example
 * const neuron = nn.initAllStates(new LIFRef(100));
 *
 * @throws when `batchSize` is not a positive integer
 */
export function initAllStates<M extends Module>(target: M, options: InitOptions & Pick<CallOptions, 'exclude'> = {}): M {
  const { exclude = [], ...init } = options;
  checkBatch(init);
  callAllFunctions(target, 'initState', [init], { exclude });
  target.states(); // Gives each State its place in the target, for error texts.
  return target;
}

/** Gives the States of a module and of everything in it their first values again, and gives the module back. */
export function resetAllStates<M extends Module>(target: M, options: InitOptions & Pick<CallOptions, 'exclude'> = {}): M {
  const { exclude = [], ...init } = options;
  checkBatch(init);
  return callAllFunctions(target, 'resetState', [init], { exclude });
}

function checkBatch({ batchSize }: InitOptions): void {
  if (batchSize !== undefined && !(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    fail('module/batch', { value: showValue(batchSize) });
  }
}

/** Unordered methods come first. */
function orderOf(module: Module, method: string): number {
  const { callOrder } = module.constructor as { callOrder?: Readonly<Record<string, number>> };
  return callOrder?.[method] ?? -1;
}
