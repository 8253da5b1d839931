import { fail } from '../../core/error.js';
import { NDArray, type Operand } from '../../engine/index.js';
import { aDimension, showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';

/** Refuses bounds of two dimensions, and a `low` that is not below `high` everywhere. */
export function checkBounds<D>(initializer: string, low: Quantity<D>, high: Quantity<D>): void {
  checkPair(initializer, ['low', low], ['high', high]);
  if (elements(high.sub(low).mantissa).some((x) => !(x > 0))) {
    fail('init/bounds', { initializer, low: showValue(low), high: showValue(high) });
  }
}

/** Refuses a mean and a spread of two dimensions, and a spread that is negative or NaN anywhere. */
export function checkNotNegative<D>(initializer: string, mean: Quantity<D>, std: Quantity<D>): void {
  checkPair(initializer, ['mean', mean], ['std', std]);
  if (elements(std.mantissa).some((x) => !(x >= 0))) fail('init/negative', { initializer, name: 'std', value: showValue(std) });
}

function checkPair(initializer: string, ...pair: [string, unknown][]): void {
  for (const [name, value] of pair) {
    if (!(value instanceof Quantity)) fail('init/value', { initializer, name, value: showValue(value) });
  }
  const [first, [name, second]] = pair as [string, Quantity<string>][];
  const wants = first[1].dim;
  if (second.dim !== wants) fail('init/dimension', { name: `${initializer}: ${name}`, wants: aDimension(wants), value: showValue(second) });
}

/** The numbers that are known now: none of a traced value. */
function elements(x: Operand): number[] {
  if (typeof x === 'number') return [x];
  return x instanceof NDArray ? [...x.data] : [];
}
