import { fail } from '../../core/error.js';

/** Throws an error about a place in an equation; it shows the line and points at the place. */
export function refuse(source: string, at: number, reason: string): never {
  const before = source.slice(0, at).split('\n');
  const text = source.split('\n')[before.length - 1];
  const column = before.at(-1)!.length;
  const place = source.includes('\n') ? ` (line ${before.length}, column ${column + 1})` : '';
  // Tabs stay tabs, so that the mark stands below its place.
  const indent = text.slice(0, column).replace(/[^\t]/g, ' ');
  fail('unit/expr', { reason, source, at, place, shown: `  ${text}\n  ${indent}^` });
}
