import { describe, isDescribed, repr, reprObject } from '../core/print.js';
import { isPlainObject } from '../core/tree.js';

/** What has been printed so far by the outermost print; null between prints. */
let printed: Set<object> | null = null;

/**
 * The text of a node of a tree: its class and its entries. An object that the same print has shown before is only
 * named, `LIF(...)`, so that shared modules and cycles come to an end.
 */
export function describeNode(node: object, entries: () => readonly (readonly [string, unknown])[]): string {
  const outermost = printed === null;
  printed ??= new Set();
  try {
    if (printed.has(node)) return `${node.constructor.name}(...)`;
    printed.add(node);
    return reprObject(node.constructor.name, entries().map(([key, value]) => [key, printable(value)]));
  } finally {
    if (outermost) printed = null;
  }
}

/** The value as `reprObject` should get it: at once, so that the first of two is the one spelled out. */
function printable(value: unknown): unknown {
  return value === null || value === undefined ? value : text(value);
}

function text(value: unknown): string {
  if (isDescribed(value)) return value[describe]();
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return block('[', value.map(text), ']');
  if (value instanceof Map) return block('{', [...(value as Map<unknown, unknown>)].map(entry), '}');
  return isPlainObject(value) ? block('{', Object.entries(value).map(entry), '}') : repr(value);
}

function entry([key, item]: readonly [unknown, unknown]): string {
  return `${typeof key === 'number' ? key : `'${String(key)}'`}: ${text(item)}`;
}

/** As BrainPy writes lists and dictionaries: one item to a line. */
function block(open: string, items: readonly string[], close: string): string {
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => item.replaceAll(/^/gm, '  ')).join(',\n')}\n${close}`;
}
