import { printedNames } from './names.js';

/** A class that prints itself implements this: its one-line or many-line text, as BrainPy writes it. */
export const describe: unique symbol = Symbol.for('braints.describe');

export interface Described {
  [describe](): string;
}

/** What `console.log` of Node asks an object for. */
export const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

export function isDescribed(x: unknown): x is Described {
  return typeof x === 'object' || typeof x === 'function' ? x !== null && describe in x : false;
}

/** The text of any value, as `repr` gives it in Python: quantities with units, modules as trees. */
export function repr(x: unknown): string {
  if (isDescribed(x)) return x[describe]();
  if (Array.isArray(x)) return block('[', x.map(repr), ']');
  if (typeof x === 'string') return x;
  if (typeof x === 'function') return x.name === '' ? 'function' : x.name;
  if (ArrayBuffer.isView(x)) return `${x.constructor.name}(${(x as unknown as ArrayLike<number>).length})`;
  if (x instanceof Map) return block('{', [...x].map(([k, v]) => `${repr(k)}: ${repr(v)}`), '}');
  if (typeof x === 'object' && x !== null) {
    if (Object.getPrototypeOf(x) !== Object.prototype) return x.constructor.name;
    return block('{', Object.entries(x).map(([k, v]) => `${k}: ${repr(v)}`), '}');
  }
  return String(x);
}

/** `Name(` its entries one to a line `)`; entries without a value are left out. */
export function reprObject(name: string, entries: readonly (readonly [string, unknown])[]): string {
  const lines = entries
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => indent(`${printedName(key)}=${repr(value)}`));
  return lines.length === 0 ? `${name}()` : `${name}(\n${lines.join(',\n')}\n)`;
}

/** `(2000, 1)`, as Python writes a tuple. */
export function showShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** A number as Python writes a float: `1.0`. */
export function pythonFloat(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e16) return x.toFixed(1);
  // Python turns to exponents earlier, and gives them two digits.
  const text = Math.abs(x) < 1e-4 ? x.toExponential() : String(x);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Prints any value well, in a terminal and in a browser's console. */
export function show(...values: unknown[]): void {
  console.log(values.map((v) => (typeof v === 'string' ? v : repr(v))).join(' '));
}

function printedName(key: string): string {
  return printedNames[key] ?? key;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function block(open: string, items: string[], close: string): string {
  const oneLine = `${open}${items.join(', ')}${close}`;
  if (oneLine.length <= 80 && !oneLine.includes('\n')) return oneLine;
  return `${open}\n${items.map(indent).join(',\n')}\n${close}`;
}
