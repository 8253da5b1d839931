import { fail } from '../core/error.js';
import type { Path } from '../core/tree.js';
import { currentBuilder } from '../engine/index.js';
import { orderOf } from './call-order.js';
import { toPredicate, type Filter, type Predicate } from './filter.js';
import { labelModules } from './labels.js';
import { Module, type InitOptions } from './module.js';
import { showValue } from './show-value.js';
import { walk } from './walk.js';

/** What `callAllFunctions` can be told. */
export interface CallOptions {
  /** Modules to leave out: the modules themselves, or filters. What is in them is not left out. None unless given. */
  exclude?: Filter | readonly (Module | Filter)[] | undefined;
  /** What to do about a module without such a method: fail, or pass over it. 'fail' unless given. */
  missing?: 'fail' | 'pass';
}

/**
 * Calls a method of every module in a tree, children first. Methods with an order come after all others, by rising
 * order, and among equal ones children first: see `callOrder`.
 *
 * @returns the target
 * @throws when a module has no such method, unless `missing` is 'pass'
 */
export function callAllFunctions<M extends Module>(
  target: M,
  method: string,
  args: readonly unknown[] = [],
  options: CallOptions = {},
): M {
  if (!(target instanceof Module)) fail('module/target', { operation: method, value: showValue(target) });
  const { exclude = null, missing = 'fail' } = options;
  const left = exclusion(exclude);
  const calls: { module: Module; order: number }[] = [];
  const visit = (module: Module, path: Path): void => {
    if (left(path, module)) return;
    if (typeof (module as unknown as Record<string, unknown>)[method] !== 'function') {
      if (missing === 'fail') fail('module/no-method', { module: module.constructor.name, method });
      return;
    }
    calls.push({ module, order: orderOf(module, method) ?? -1 });
  };
  walk(target, { module: visit });
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
  keepingProperties(target, () => callAllFunctions(target, 'initState', [init], { exclude }));
  target.states(); // Gives each State its place in the target, for error texts.
  labelModules(target);
  return target;
}

/** Gives the States of a module and of everything in it their first values again, and gives the module back. */
export function resetAllStates<M extends Module>(target: M, options: InitOptions & Pick<CallOptions, 'exclude'> = {}): M {
  const { exclude = [], ...init } = options;
  checkBatch(init);
  return callAllFunctions(target, 'resetState', [init], { exclude });
}

/** Runs `f`; if it fails, or the trace that it is part of, every module in the tree has the properties it had before. */
export function keepingProperties(target: Module, f: () => void): void {
  if (!(target instanceof Module)) return f();
  const kept = [...target.nodes().values()].map((module) => ({ module, properties: { ...module } }));
  const restore = (): void => {
    for (const { module, properties } of kept) {
      for (const key of Object.keys(module)) if (!Object.hasOwn(properties, key)) Reflect.deleteProperty(module, key);
      for (const [key, value] of Object.entries(properties)) {
        if ((module as unknown as Record<string, unknown>)[key] !== value) Reflect.set(module, key, value);
      }
    }
  };
  currentBuilder()?.onAbort(restore);
  try {
    f();
  } catch (error) {
    restore();
    throw error;
  }
}

function checkBatch(options: InitOptions): void {
  const { batchSize } = options;
  if (batchSize !== undefined && !(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    fail('module/batch', { value: showValue(batchSize) });
  }
}

/** Whether a module is left out. */
function exclusion(exclude: Filter | readonly (Module | Filter)[]): Predicate {
  const all: readonly (Module | Filter)[] = Array.isArray(exclude) ? exclude : [exclude as Filter];
  const modules = new Set(all.filter((x) => x instanceof Module));
  const chosen = toPredicate(all.filter((x): x is Filter => !(x instanceof Module)));
  return (path, module) => modules.has(module as Module) || chosen(path, module);
}
