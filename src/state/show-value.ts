import { repr } from '../core/print.js';
import { brief } from '../unit/display.js';
import { Quantity } from '../unit/index.js';

/** A value as an error text shows it: `20 mV`, `[1 2 3] ms`, `"abc"`. */
export function showValue(x: unknown): string {
  if (x instanceof Quantity) return brief(x);
  if (typeof x === 'string') return `'${x}'`;
  return repr(x);
}

/** A dimension as an error text names it: `a voltage`, `an amount`, `a number without a unit`. */
export function aDimension(dim: string): string {
  if (dim === 'one') return 'a number without a unit';
  return `${/^[aeiou]/.test(dim) ? 'an' : 'a'} ${dim}`;
}
