import { fail } from '../../core/error.js';
import { aDimension, knownNumbers, showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';

/** Refuses bounds of two dimensions, and a `low` that is not below `high` everywhere. */
export function checkBounds<D>(initializer: string, low: Quantity<D>, high: Quantity<D>): void {
  checkAlike(initializer, ['low', low], ['high', high]);
  if (knownNumbers(high.sub(low)).some((x) => !(x > 0))) {
    fail('init/bounds', { initializer, low: showValue(low), high: showValue(high) });
  }
}

/** Refuses a mean and a spread of two dimensions, and a spread that is negative or NaN anywhere. */
export function checkNotNegative<D>(initializer: string, mean: Quantity<D>, std: Quantity<D>): void {
  checkAlike(initializer, ['mean', mean], ['std', std]);
  if (knownNumbers(std).some((x) => !(x >= 0))) fail('init/negative', { initializer, name: 'std', value: showValue(std) });
}

/** Refuses a parameter that is no quantity, or not above zero everywhere. */
export function checkPositive<D>(initializer: string, name: string, value: Quantity<D>): void {
  checkAlike(initializer, [name, value]);
  if (knownNumbers(value).some((x) => !(x > 0))) fail('init/positive', { initializer, name, value: showValue(value) });
}

/** Refuses a plain number that is not above zero and finite. */
export function checkPositiveNumber(initializer: string, name: string, value: number): void {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return;
  fail('init/positive', { initializer, name, value: showValue(value) });
}

/** Refuses parameters that are no quantities, or not of one dimension. */
export function checkAlike(initializer: string, ...named: readonly (readonly [string, unknown])[]): void {
  for (const [name, value] of named) {
    if (!(value instanceof Quantity)) fail('init/value', { initializer, name, value: showValue(value) });
  }
  const [[, first], ...rest] = named as readonly (readonly [string, Quantity<string>])[];
  for (const [name, value] of rest) {
    if (value.dim === first.dim) continue;
    fail('init/dimension', { name: `${initializer}: ${name}`, wants: aDimension(first.dim), value: showValue(value) });
  }
}
