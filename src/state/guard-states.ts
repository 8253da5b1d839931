import { fail } from '../core/error.js';

const guarded = new WeakSet<object>();

/**
 * Sees to it that reading a State which a module has not made yet is an error that says what to do. The guard sits
 * on the prototype; the State itself becomes an own property when it is set, so it prints in its place.
 */
export function guardStates(constructor: { readonly states: readonly string[]; readonly prototype: object }): void {
  if (guarded.has(constructor)) return;
  guarded.add(constructor);
  for (const state of constructor.states) {
    Object.defineProperty(constructor.prototype, state, {
      configurable: true,
      get(this: object) {
        return fail('module/no-state', { module: this.constructor.name, state });
      },
      set(this: object, value: unknown) {
        Object.defineProperty(this, state, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
}
