import { fail } from './error.js';
import { nearest } from './nearest.js';
import { isDescribed, repr } from './print.js';
import { isPlainObject } from './tree.js';

/**
 * Refuses options that `owner` does not have, of which a mistyped one would leave its default in place without a word;
 * and what is no plain object. A model of somebody else may hand on what it was given, so undefined is let through.
 */
export function checkOptions(owner: string, options: unknown, known: readonly string[]): void {
  if (!isPlainObject(options)) fail('options/object', { owner, value: isDescribed(options) ? String(options) : repr(options) });
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined && !known.includes(option)) {
      fail('options/unknown', { owner, option, nearest: nearest(option, known), known: [...known] });
    }
  }
}
