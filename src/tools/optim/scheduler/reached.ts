import { Quantity } from '../../../unit/index.js';
import type { Numbers } from '../rule.js';

/** How many of these epochs have been reached. */
export function reached(epoch: Numbers, milestones: readonly number[]): Numbers {
  return new Quantity(Float64Array.from(milestones)).le(epoch).astype('float64').sum();
}
