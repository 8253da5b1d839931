import { catalogue, type Catalogue } from './catalogue/index.js';

export type ErrorCode = keyof Catalogue;
export type ErrorValues<C extends ErrorCode> = Parameters<Catalogue[C]>[0];

/**
 * Every error this library raises. The error is data (`code`, `values`, `where`); its text comes from the
 * catalogue, so that a tool can react to the code and a page can show the values.
 *
 * `where` is the place in the user's code, as `file:line:column`, when the stack shows one.
 */
export class BrainError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'BrainError';
  readonly where: string | undefined;

  constructor(
    readonly code: C,
    readonly values: ErrorValues<C>,
    where?: string,
  ) {
    const write = catalogue[code] as (values: ErrorValues<C>) => string;
    super(where === undefined ? write(values) : `${write(values)} (at ${where})`);
    const frames = userFrames(this.stack);
    this.where = where ?? frames[0]?.place;
    // The reader wants their own line on top, not ours.
    if (frames.length > 0) this.stack = [`${this.name}: ${this.message}`, ...frames.map((f) => f.line)].join('\n');
  }
}

/** Throws the error of the catalogue with this code. `where` overrides the place found on the stack. */
export function fail<C extends ErrorCode>(code: C, values: ErrorValues<C>, where?: string): never {
  throw withStackOf(ERROR_DEPTH, () => new BrainError(code, values, where));
}

interface Frame {
  line: string;
  place: string;
}

/**
 * The folders (with their trailing slash) that hold this library's own files: what runs, and the sources that source
 * maps lead to. This file is a module of its own, or a part of what `tools/house/bundle.mjs` made.
 */
const libraryRoot = import.meta.url.replace(/(core\/error\.[jt]s|node-bundle\/).*$/, '');
const libraryRoots = [libraryRoot, libraryRoot.replace(/\/dist\/$/, '/src/')].flatMap((root) => [
  root,
  root.replace(/^file:\/\//, ''),
]);

/** The frames of a stack that belong to the user's code, innermost first. */
export function userFrames(stack: string | undefined): Frame[] {
  const frames: Frame[] = [];
  for (const line of (stack ?? '').split('\n')) {
    const place = /\(?((?:file:\/\/|https?:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place === undefined || place.includes('node:internal')) continue;
    if (isLibrary(place)) continue;
    frames.push({ line, place: place.replace(/^file:\/\//, '') });
  }
  return frames;
}

function isLibrary(place: string): boolean {
  return libraryRoots.some((root) => place.startsWith(root));
}

/** A stack kept cheaply now, to be read only if an error needs the place later. */
export interface Origin {
  stack?: string;
  /** The names of the scopes that it was in: `net/soma`. */
  scope?: string;
}

/** How many frames an error keeps, and an origin: enough to leave the library and reach the user's line. */
const ERROR_DEPTH = 50;
const ORIGIN_DEPTH = 14;

/** What V8 adds to Error; other engines leave an origin without a stack. */
interface StackCapture {
  stackTraceLimit: number;
  captureStackTrace?(target: object, upTo?: unknown): void;
}
const V8 = Error as unknown as StackCapture;

function withStackOf<T>(depth: number, make: () => T): T {
  const limit = V8.stackTraceLimit;
  V8.stackTraceLimit = depth;
  try {
    return make();
  } finally {
    V8.stackTraceLimit = limit;
  }
}

/** Remembers the present place in the user's code, `deep` in a model too. Costs a few microseconds; reading it costs more. */
export function originHere(deep = false): Origin {
  const origin: Origin = {};
  withStackOf(deep ? ERROR_DEPTH : ORIGIN_DEPTH, () => V8.captureStackTrace?.(origin, originHere));
  return origin;
}

/** The user's line of an origin, as `file:line:column`. */
export function placeOf(origin: Origin | undefined): string | undefined {
  return userFrames(origin?.stack)[0]?.place;
}
