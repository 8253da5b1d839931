// Kept in the declarations: whoever type-checks against them need not have `using` switched on.
/// <reference lib="esnext.disposable" preserve="true" />
import { config } from '../core/config.js';
import { fail } from '../core/error.js';
import type { FloatDType, IntDType } from '../engine/index.js';
import type { Quantity } from '../unit/index.js';
import { dispose } from './dispose.js';
import { checkSetting, type EnvironKey, type EnvironSettings } from './environ-settings.js';
import { showValue } from './show-value.js';

type Settings = Partial<EnvironSettings>;
type Held = Record<string, unknown>;

/** What `environ.context` without a function gives back: the context stays open until it is disposed of. */
export interface OpenContext {
  [Symbol.dispose](): void;
}

const defaults: Held = { ...config };
let globals: Held = {};
const contexts: Held[] = [];
/** What follows from the value of a key, and the value it was last told of. */
const behaviors = new Map<string, { readonly behavior: (value: never) => void; last: unknown }>();

/**
 * Sets values for all that follows. A context that is open keeps its own.
 *
 * @example
 * environ.set({ dt: ms(0.1), precision: 64 });
 */
function set(settings: Settings): void {
  const before = globals;
  globals = { ...globals, ...checked(settings) };
  undoing(() => {
    globals = before;
  });
}

/**
 * The value of a key: of the innermost context that has it, else the global one.
 *
 * @throws when there is none and no `otherwise` is given, with a text that says how to set it.
 */
function get<K extends EnvironKey>(key: K): EnvironSettings[K];
function get<K extends EnvironKey, O>(key: K, otherwise: O): EnvironSettings[K] | O;
function get(key: string, ...otherwise: unknown[]): unknown {
  const value = find(key);
  if (value !== undefined) return value;
  if (otherwise.length > 0) return otherwise[0];
  return fail('environ/missing', { key });
}

/**
 * Runs a function with these values set, and gives back what it returns; or, without a function, opens a context
 * that `using` closes at the end of the block.
 *
 * Synchronous only: a promise from the function is an error, since its rest would run outside of the context.
 *
 * @example
 * const spikes = environ.context({ t: ms(0) }, () => neuron.step(mA(25)));
 *
 * @example
 * using _ = environ.context({ dt: ms(0.1) });
 */
function context(settings: Settings): OpenContext;
function context<const R>(settings: Settings, run: () => R): R;
function context<R>(settings: Settings, run?: () => R): R | OpenContext {
  const frame = checked(settings);
  contexts.push(frame);
  undoing(() => contexts.pop());
  if (run === undefined) return opened(frame);
  let result: R;
  try {
    result = run();
  } catch (error) {
    unwind(frame);
    throw error;
  }
  const inOrder = contexts.at(-1) === frame;
  unwind(frame);
  if (!inOrder) fail('environ/order', { keys: Object.keys(frame) });
  if (isPromise(result)) fail('environ/promise', { keys: Object.keys(frame) });
  return result;
}

/** The time step. Short for `environ.get('dt')`. */
function getDt(): Quantity<'time'> {
  return get('dt');
}

/** Bits of the default float: 32 unless set. */
function getPrecision(): 32 | 64 {
  return config.precision;
}

/** Every value in force, those of contexts over the global ones. */
function all(): Settings {
  return Object.assign({ ...defaults }, globals, ...contexts) as Settings;
}

/**
 * Takes a key out of the global values and gives its value back.
 *
 * @throws when it is not set (unless `otherwise` is given), or when an open context holds it.
 */
function pop<K extends EnvironKey>(key: K): EnvironSettings[K];
function pop<K extends EnvironKey, O>(key: K, otherwise: O): EnvironSettings[K] | O;
function pop(key: string, ...otherwise: unknown[]): unknown {
  if (contexts.some((frame) => Object.hasOwn(frame, key))) fail('environ/pop-open', { key });
  if (!Object.hasOwn(globals, key)) return otherwise.length > 0 ? otherwise[0] : fail('environ/missing', { key });
  const { [key]: value, ...rest } = globals;
  const before = globals;
  globals = rest;
  undoing(() => {
    globals = before;
  });
  return value;
}

/** The default float: float32, or float64 with precision 64. */
function floatDType(): FloatDType {
  return getPrecision() === 64 ? 'float64' : 'float32';
}

/** The default integer: int32, whatever the precision. */
function intDType(): IntDType {
  return 'int32';
}

/** How far apart two results may be that are equal but for rounding: 1e-5, or 1e-12 with precision 64. */
function tolerance(): number {
  return getPrecision() === 64 ? 1e-12 : 1e-5;
}

/**
 * Has a function called with the value of a key whenever another one comes into force: when it is set, and when a
 * context of it opens or closes. What the function throws goes to whoever changed the value, which stays as it was.
 *
 * @throws when the key has a behavior, unless `replace` is true
 */
function registerDefaultBehavior<K extends EnvironKey>(
  key: K,
  behavior: (value: EnvironSettings[K]) => void,
  { replace = false }: { replace?: boolean | undefined } = {},
): void {
  if (typeof behavior !== 'function') fail('environ/behavior', { key, value: showValue(behavior) });
  if (behaviors.has(key) && !replace) fail('environ/behavior-twice', { key });
  behaviors.set(key, { behavior, last: find(key) });
}

/** Takes the behavior of a key out; false when it has none. */
function unregisterDefaultBehavior(key: EnvironKey): boolean {
  return behaviors.delete(key);
}

/** The keys that have a behavior. */
function listRegisteredBehaviors(): readonly string[] {
  return [...behaviors.keys()];
}

/** Forgets every global value, and every behavior. Refused while a context is open. */
function reset(): void {
  if (contexts.length > 0) fail('environ/reset-open', { keys: contexts.flatMap((frame) => Object.keys(frame)) });
  globals = {};
  behaviors.clear();
  configure();
}

/** The settings a model reads: `dt`, `t` and the like, globally or for the length of a function. */
export const environ = {
  set,
  get,
  context,
  getDt,
  getPrecision,
  floatDType,
  intDType,
  tolerance,
  all,
  pop,
  reset,
  registerDefaultBehavior,
  unregisterDefaultBehavior,
  listRegisteredBehaviors,
} as const;

function checked(settings: Settings): Held {
  for (const [key, value] of Object.entries(settings)) checkSetting(key, value);
  return { ...settings };
}

function find(key: string): unknown {
  for (let i = contexts.length - 1; i >= 0; i--) if (Object.hasOwn(contexts[i], key)) return contexts[i][key];
  if (Object.hasOwn(globals, key)) return globals[key];
  return Object.hasOwn(defaults, key) ? defaults[key] : undefined;
}

/** Makes a change known; if a behavior refuses it, it is taken back. */
function undoing(undo: () => void): void {
  try {
    configure();
  } catch (error) {
    undo();
    configure();
    throw error;
  }
}

/** The layers below read core's configuration; behaviors hear of what is new. */
function configure(): void {
  for (const key of Object.keys(defaults)) (config as unknown as Held)[key] = find(key);
  for (const [key, entry] of behaviors) {
    const value = find(key);
    if (value === entry.last) continue;
    entry.last = value;
    if (value !== undefined) entry.behavior(value as never);
  }
}

function opened(frame: Held): OpenContext {
  return {
    [dispose]: () => {
      if (!contexts.includes(frame)) return;
      if (contexts.at(-1) !== frame) fail('environ/order', { keys: Object.keys(frame) });
      unwind(frame);
    },
  } as OpenContext;
}

/** Closes a context, and those that were left open inside it. */
function unwind(frame: Held): void {
  const at = contexts.indexOf(frame);
  if (at >= 0) contexts.length = at;
  configure();
}

function isPromise(x: unknown): boolean {
  return typeof x === 'object' && x !== null && typeof (x as { then?: unknown }).then === 'function';
}
