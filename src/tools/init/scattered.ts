import { floatDType, isTraced, NDArray, toNDArray, type Shape } from '../../engine/index.js';
import { fail } from '../../core/error.js';
import type { RandomState } from '../../state/index.js';
import { Quantity, type Unit } from '../../unit/index.js';
import type { Initializer } from './initializer.js';

/** A rule, and where its values go: positions in row-major order. */
export interface Part<D> {
  readonly rule: Initializer<D>;
  readonly places: readonly number[];
}

/** An array put together from the values of several rules, each drawn for its places alone. */
export function scattered<D>(parts: readonly Part<D>[], shape: Shape, unit: Unit<D>, random: RandomState): Quantity<D> {
  const whole = NDArray.zeros(shape, floatDType());
  for (const { rule, places } of parts) {
    if (places.length === 0) continue;
    const { mantissa } = rule.sample([places.length], random).in(unit);
    if (isTraced(mantissa)) fail('init/traced', { initializer: rule.constructor.name });
    const { data } = toNDArray(mantissa);
    places.forEach((place, i) => {
      whole.data[place] = data[i];
    });
  }
  return new Quantity(whole, unit);
}

/** The positions below `size` that satisfy a condition. */
export function indicesWhere(size: number, condition: (i: number) => boolean): number[] {
  return Array.from({ length: size }, (_, i) => i).filter(condition);
}
