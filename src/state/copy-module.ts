import { fail } from '../core/error.js';
import { isPlainObject } from '../core/tree.js';
import { Module } from './module.js';
import { State } from './state.js';

/**
 * A tree of modules once more: modules, States, arrays, maps, sets and plain objects are new, with what is shared shared
 * again and cycles closed again. Everything else, functions and quantities among it, is the same as before.
 */
export function copyModule<M extends Module>(root: M): M {
  const copies = new Map<object, object>();

  const copy = (x: unknown): unknown => {
    if (typeof x !== 'object' || x === null) return x;
    const known = copies.get(x);
    if (known !== undefined) return known;
    if (x instanceof State) return remember(x, x.copy());
    if (x instanceof Module) {
      refusePrivate(x);
      return fill(remember(x, Object.create(Object.getPrototypeOf(x) as object)), x);
    }
    if (Array.isArray(x)) {
      const items = remember(x, [] as unknown[]);
      for (const item of x) items.push(copy(item));
      return items;
    }
    if (x instanceof Map) {
      const entries = remember(x, new Map());
      for (const [key, value] of x) entries.set(copy(key), copy(value));
      return entries;
    }
    if (x instanceof Set) {
      const items = remember(x, new Set());
      for (const item of x) items.add(copy(item));
      return items;
    }
    return isPlainObject(x) ? fill(remember(x, Object.create(Object.getPrototypeOf(x) as object)), x) : x;
  };

  function remember<T extends object>(x: object, again: T): T {
    copies.set(x, again);
    return again;
  }

  /** Own properties as they are defined, with copies of their values. */
  function fill(into: object, from: object): object {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
      Object.defineProperty(into, key, 'value' in descriptor ? { ...descriptor, value: copy(descriptor.value) } : descriptor);
    }
    return into;
  }

  return copy(root) as M;
}

/** Classes that were looked at, and whether they use fields that only they can reach. */
const usesPrivate = new WeakMap<object, boolean>();

/** A copy would lack the #private fields of its classes, and fail at the first use of one. */
function refusePrivate(module: Module): void {
  for (let type: object = module.constructor; type !== Module; type = Object.getPrototypeOf(type) as object) {
    let uses = usesPrivate.get(type);
    if (uses === undefined) usesPrivate.set(type, (uses = /\bthis\.#/.test(Function.prototype.toString.call(type))));
    if (uses) fail('module/copy', { module: module.constructor.name, type: (type as { name: string }).name });
  }
}
