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
  if (isDescribed(value)) return value[describe]();
  if (typeof value === 'boolean' || Array.isArray(value) || value instanceof Map || isPlainObject(value)) return text(value);
  return value;
}

function text(value: unknown): string {
  if (isDescribed(value)) return value[describe]();
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return block('[', value, value.map(text), ']');
  const entries: [string, unknown][] | null =
    value instanceof Map ? [...(value as Map<string, unknown>)] : isPlainObject(value) ? Object.entries(value) : null;
  if (entries === null) return repr(value);
  const items = entries.map(([key, item]) => `'${key}': ${text(item)}`);
  return block('{', entries.map(([, item]) => item), items, '}');
}

/** On one line when everything in it is plain. */
function block(open: string, values: readonly unknown[], items: readonly string[], close: string): string {
  if (!values.some(isDescribed) && !items.some((item) => item.includes('\n'))) return `${open}${items.join(', ')}${close}`;
  return `${open}\n${items.map((item) => item.replaceAll(/^/gm, '  ')).join(',\n')}\n${close}`;
}
