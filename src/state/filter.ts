import { fail } from '../core/error.js';
import type { Path } from '../core/tree.js';
import { showValue } from './show-value.js';

/** A class, to choose its instances by. */
// `any`: of `never`, a generic class such as ParamState would be taken for one of `never`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Class<S> = abstract new (...args: any[]) => S;

/** Says whether a State or Module is chosen, by its path and itself. */
export type Predicate = (path: Path, x: unknown) => boolean;

/** A predicate that chooses things of one type only. */
export type Guard<S> = (path: Path, x: unknown) => x is S;

/**
 * What States and Modules are chosen by: a class chooses its instances, a text those with that tag, a function those it
 * returns true for, `true` everything, `false` and `null` nothing, and an array what one of its filters chooses.
 */
export type Filter = Class<unknown> | Predicate | Guard<unknown> | string | boolean | null | readonly Filter[];

/** The type of what a filter chooses; unknown where only a run can tell. */
export type Chosen<F> = F extends readonly (infer One)[] ? ChosenByOne<One> : ChosenByOne<F>;

type ChosenByOne<F> = F extends Class<infer S> ? S : F extends Guard<infer S> ? S : unknown;

/** What all of these filters choose. */
export type ChosenByAll<F> = F extends readonly [infer First, ...infer Rest] ? Chosen<First> & ChosenByAll<Rest> : unknown;

/** A filter as a function. */
export function toPredicate(choice: Filter): Predicate {
  if (typeof choice === 'string') return withTag(choice);
  if (typeof choice === 'boolean') return choice ? everything : nothing;
  if (choice === null) return nothing;
  if (isClass(choice)) return ofType(choice);
  if (typeof choice === 'function') return choice;
  if (Array.isArray(choice)) return any(...(choice as readonly Filter[]));
  return fail('module/filter', { value: showValue(choice) });
}

/** Chooses instances of a class. */
export function ofType<S>(type: Class<S>): Guard<S> {
  return (_path, x): x is S => x instanceof type;
}

/** Chooses what lies on a way through this name, key or index. */
export function pathContains(key: string | number): Predicate {
  return (path) => path.includes(key);
}

/** Chooses States with this tag. */
export function withTag(tag: string): Predicate {
  return (_path, x) => {
    const { tags } = x as { tags?: unknown };
    return tags instanceof Set && tags.has(tag);
  };
}

/** Chooses what the filter does not. */
export function not(choice: Filter): Predicate {
  const chosen = toPredicate(choice);
  return (path, x) => !chosen(path, x);
}

/** Chooses what one of the filters does. */
export function any<const F extends readonly Filter[]>(...choices: F): Guard<Chosen<F[number]>> {
  const predicates = choices.map(toPredicate);
  return (path, x): x is Chosen<F[number]> => predicates.some((chosen) => chosen(path, x));
}

/** Chooses what all of the filters do. */
export function all<const F extends readonly Filter[]>(...choices: F): Guard<ChosenByAll<F>> {
  const predicates = choices.map(toPredicate);
  return (path, x): x is ChosenByAll<F> => predicates.every((chosen) => chosen(path, x));
}

/** Chooses everything. */
export const everything: Predicate = () => true;

/** Chooses nothing. */
export const nothing: Predicate = () => false;

/** A class has a prototype that cannot be replaced; a function's can be, and an arrow function has none. */
function isClass(x: unknown): x is Class<unknown> {
  return typeof x === 'function' && Object.getOwnPropertyDescriptor(x, 'prototype')?.writable === false;
}
