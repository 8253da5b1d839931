import { fail } from '../../core/error.js';
import { aDimension, knownNumbers, showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';

/** Refuses bounds of two dimensions, and a `low` that is not below `high` everywhere. */
export function checkBounds<D>(initializer: string, low: Quantity<D>, high: Quantity<D>): void {
  checkPair(initializer, ['low', low], ['high', high]);
  if (knownNumbers(high.sub(low)).some((x) => !(x > 0))) {
    fail('init/bounds', { initializer, low: showValue(low), high: showValue(high) });
  }
}

/** Refuses a mean and a spread of two dimensions, and a spread that is negative or NaN anywhere. */
export function checkNotNegative<D>(initializer: string, mean: Quantity<D>, std: Quantity<D>): void {
  checkPair(initializer, ['mean', mean], ['std', std]);
  if (knownNumbers(std).some((x) => !(x >= 0))) fail('init/negative', { initializer, name: 'std', value: showValue(std) });
}

function checkPair(initializer: string, ...pair: [string, unknown][]): void {
  for (const [name, value] of pair) {
    if (!(value instanceof Quantity)) fail('init/value', { initializer, name, value: showValue(value) });
  }
  const [first, [name, second]] = pair as [string, Quantity<string>][];
  const wants = first[1].dim;
  if (second.dim !== wants) fail('init/dimension', { name: `${initializer}: ${name}`, wants: aDimension(wants), value: showValue(second) });
}
