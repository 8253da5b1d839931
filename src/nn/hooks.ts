import { fail } from '../core/error.js';
import { Module } from '../state/index.js';

/** What runs before or after an update: a function, or a module that is stepped. */
export type Hook = Module | ((...args: never[]) => unknown);

/** Hooks by their keys, in the order they run in. */
export type Hooks = ReadonlyMap<string, Hook>;

/** These hooks and one more. */
export function withHook(hooks: Hooks | null, module: Module, key: string, hook: Hook): Hooks {
  if (hooks?.has(key)) fail('nn/hook-twice', { module: module.constructor.name, key });
  return new Map([...(hooks ?? []), [key, hook]]);
}

/** The hook of this key. */
export function hookOf(hooks: Hooks | null, module: Module, key: string): Hook {
  return hooks?.get(key) ?? fail('nn/hook-missing', { module: module.constructor.name, key, known: [...(hooks?.keys() ?? [])] });
}

export function runHook(hook: Hook, args: readonly unknown[]): void {
  if (hook instanceof Module) hook.step(...(args as never[]));
  else hook(...(args as never[]));
}
