import { fail } from '../../core/error.js';
import type { DType, NDArray } from '../../engine/index.js';

/** What a file holds, whatever its format: arrays by name, and how they make up a tree. */
export interface Document {
  readonly arrays: ReadonlyMap<string, NDArray>;
  /** The tree that the arrays are the leaves of; none in a file that something else has written. */
  readonly header?: Header | undefined;
}

/** The part of a file that says what its arrays mean. */
export interface Header {
  readonly format: 'braints';
  /** Raised when a reader of the version before could not read the file. */
  readonly version: number;
  readonly tree: Node;
}

/** The version that is written, and the newest that is read. */
export const VERSION = 1;

/** A tree as data. Numbers that JSON does not have are written as text. */
export type Node =
  | { readonly kind: 'quantity'; readonly array: string; readonly unit?: UnitText; readonly weak?: true }
  /** Spikes of a run, by their events or bits: arrays of the steps and neurons, or of 32 bits each. */
  | (Spikes & { readonly kind: 'events'; readonly steps: string; readonly neurons: string })
  | (Spikes & { readonly kind: 'bits'; readonly words: string })
  /** What `record.events` and `record.bits` give. */
  | { readonly kind: 'record'; readonly as: 'events' | 'bits'; readonly spikes: Node }
  | { readonly kind: 'number'; readonly value: number | 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly kind: 'plain'; readonly value: string | boolean | null }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'typed'; readonly array: string }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object' | 'map'; readonly keys: readonly string[]; readonly items: readonly Node[] };

/** What spikes look like to whoever reads them as an array. */
export interface Spikes {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A unit as text, and what it must come out as when it is read. */
export interface UnitText {
  readonly symbol: string;
  readonly dimension: readonly number[];
  readonly scale: number;
  readonly factor: number;
}

/** The description of a tree, from its text. */
export function parseHeader(text: string, file: string): Header {
  try {
    const header = JSON.parse(text) as Partial<Header> | null;
    if (header?.format === 'braints' && typeof header.version === 'number' && header.tree !== undefined) return header as Header;
  } catch {
    // What is no JSON is no description either.
  }
  return fail('file/damaged', { file, why: 'its description cannot be read' });
}
