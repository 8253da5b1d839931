/// <reference lib="esnext.disposable" preserve="true" />
import { fail } from '../core/error.js';
import { describe, inspect, type Described } from '../core/print.js';
import { currentBuilder } from '../engine/index.js';
import { dispose } from './dispose.js';
import { showValue } from './show-value.js';
import type { State } from './state.js';

/** What a hook on reading is told. */
export interface ReadEvent<T> {
  readonly state: State<T>;
  readonly value: T;
}

/** What a hook on writing is told. */
export interface WriteEvent<T> extends ReadEvent<T> {
  /** What the State held before. */
  readonly oldValue: T;
}

/**
 * The hooks of a State. Inside a transform they run while the function is traced, once, and are given traced values.
 * What a hook throws stops the read or write; what a hook itself reads and writes of its State runs no hooks.
 */
export interface StateHooks<T> {
  /** After each read. */
  read: (event: ReadEvent<T>) => void;
  /** Before each write. What it returns is written instead, unless that is undefined. */
  writeBefore: (event: WriteEvent<T>) => T | undefined;
  /** After each write. */
  writeAfter: (event: WriteEvent<T>) => void;
  /** After each `restoreValue`. */
  restore: (event: WriteEvent<T>) => void;
}

/** The hooks of every State of a class: those of one, and one for each State that is made. */
export interface ClassHooks<T> extends StateHooks<T> {
  init: (event: ReadEvent<T>) => void;
}

export type HookKind = keyof ClassHooks<unknown>;

/** What can be said of a hook. */
export interface HookOptions {
  /** Hooks of higher priority run first, equal ones in the order they were added. 0 unless given. */
  priority?: number | undefined;
  /** A name, for printing. `hook0` and so on unless given. */
  name?: string | undefined;
  /** Whether it runs from the start. true unless given. */
  enabled?: boolean | undefined;
}

type Callback = (event: WriteEvent<unknown>) => unknown;

const kinds: readonly string[] = ['read', 'writeBefore', 'writeAfter', 'restore', 'init'] satisfies HookKind[];
let count = 0;

/** A hook that was added: to switch it off and on, or to take it out again; `using` takes it out at the end of a block. */
export class HookHandle implements Described {
  static readonly name: string = 'HookHandle';

  readonly name: string;
  readonly priority: number;
  #enabled: boolean;
  #list: HookHandle[] | null;

  /** @internal Made by `registerHook`. */
  constructor(
    list: HookHandle[],
    readonly kind: HookKind,
    readonly run: Callback,
    { priority = 0, name, enabled = true }: HookOptions,
  ) {
    this.#list = list;
    this.name = name ?? `hook${count}`;
    this.priority = priority;
    this.#enabled = enabled;
    count++;
  }

  /** Whether it runs. */
  get isEnabled(): boolean {
    return this.#enabled && this.#list !== null;
  }

  /** Whether it was taken out. */
  get isRemoved(): boolean {
    return this.#list === null;
  }

  /** Switches it on. @throws when it was taken out */
  enable(): void {
    if (this.#list === null) fail('state/hook-removed', { hook: this.name });
    this.#enabled = true;
  }

  /** Switches it off. @throws when it was taken out */
  disable(): void {
    if (this.#list === null) fail('state/hook-removed', { hook: this.name });
    this.#enabled = false;
  }

  /** Takes it out for good. A second time does nothing. */
  remove(): void {
    const at = this.#list?.indexOf(this) ?? -1;
    if (at >= 0) this.#list!.splice(at, 1);
    this.#list = null;
  }

  [dispose](): void {
    this.remove();
  }

  [describe](): string {
    const status = this.isRemoved ? 'removed' : `priority=${this.priority}, ${this.#enabled ? 'enabled' : 'disabled'}`;
    return `HookHandle(name='${this.name}', ${status})`;
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** Adds a hook to a list, in its place. A trace that comes to nothing takes it out again. */
export function addHook(list: HookHandle[], kind: HookKind, run: unknown, options: HookOptions): HookHandle {
  if (!kinds.includes(kind)) fail('state/hook-kind', { kind: showValue(kind), kinds: kinds.map(showValue) });
  if (typeof run !== 'function') fail('state/hook', { value: showValue(run) });
  const handle = new HookHandle(list, kind, run as Callback, options);
  const later = list.findIndex((other) => other.priority < handle.priority);
  list.splice(later < 0 ? list.length : later, 0, handle);
  currentBuilder()?.onAbort(() => handle.remove());
  return handle;
}

type StateClass = abstract new (...args: never[]) => unknown;

/** Hooks of classes of States. */
const everywhere: HookHandle[] = [];
const classes = new WeakMap<HookHandle, StateClass>();

/** Adds a hook to all States of a class. */
export function addClassHook(of: StateClass, kind: HookKind, run: unknown, options: HookOptions): HookHandle {
  const handle = addHook(everywhere, kind, run, options);
  classes.set(handle, of);
  return handle;
}

/** Takes the hooks of a class out, and those of its subclasses: of one kind, or all. */
export function clearClassHooks(of: StateClass, kind?: HookKind): void {
  for (const handle of [...everywhere]) {
    const its = classes.get(handle)!;
    if ((its === of || its.prototype instanceof of) && (kind === undefined || handle.kind === kind)) handle.remove();
  }
}

/** Whether any State might have a hook of its class: quick, for every read and write asks. */
export function hasClassHooks(): boolean {
  return everywhere.length > 0;
}

/** The hooks of one kind that run for a State now: those of its classes, then its own. */
export function hooksFor(state: State<unknown>, own: readonly HookHandle[], kind: HookKind): HookHandle[] {
  const ofClass = everywhere.filter((handle) => handle.kind === kind && handle.isEnabled && state instanceof classes.get(handle)!);
  return [...ofClass, ...own.filter((handle) => handle.kind === kind && handle.isEnabled)];
}
