import { fail } from '../core/error.js';
import type { Path } from '../core/tree.js';
import { Module } from './module.js';
import { showValue } from './show-value.js';
import { State } from './state.js';

/** Values by paths: `layers.0.w`, or `['layers', 0, 'w']` in a Map. A State stands for its value. */
export type StateValues = ReadonlyMap<string | Path, unknown> | Readonly<Record<string, unknown>>;

/** What `assignStateValues` could not match, in alphabetical order. */
export interface Unmatched {
  /** Paths that were given and are none of the target. */
  readonly unexpected: readonly string[];
  /** Paths of the target that were not given. */
  readonly missing: readonly string[];
}

/**
 * Writes values into the States of a module by their paths, those of later maps over those of earlier ones. All of them
 * are checked before the first is written.
 *
 * @example
 * const { unexpected, missing } = nn.assignStateValues(net, trained.states());
 *
 * @throws when a value does not fit its State, which the error names; nothing is written then
 */
export function assignStateValues(target: Module, ...maps: readonly StateValues[]): Unmatched {
  if (!(target instanceof Module)) fail('module/target', { operation: 'assignStateValues', value: showValue(target) });
  const given = new Map<string, unknown>();
  for (const map of maps) {
    const entries = map instanceof Map ? map.entries() : Object.entries(map);
    for (const [key, value] of entries) given.set(Array.isArray(key) ? key.join('.') : String(key), value);
  }
  const states = target.states();
  const writes: { state: State<unknown>; value: unknown }[] = [];
  for (const [path, state] of states) {
    if (!given.has(path)) continue;
    const value = given.get(path);
    writes.push({ state, value: value instanceof State ? (value as State<unknown>).kept : value });
  }
  for (const { state, value } of writes) state.fitting(value);
  for (const { state, value } of writes) state.value = value;
  return {
    unexpected: [...given.keys()].filter((path) => !states.has(path)).sort(),
    missing: [...states.keys()].filter((path) => !given.has(path)).sort(),
  };
}
