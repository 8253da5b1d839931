import { fail } from '../../core/error.js';
import type { Axes } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';

/** What becomes of the losses of single elements. */
export type Reduction = 'none' | 'mean' | 'sum';

/** Options of a loss of every element. */
export interface ReductionOptions {
  /** What becomes of the elements: they stay as they are, or their mean or sum is taken. */
  reduction?: Reduction | undefined;
  /** The axes of the mean or the sum. All unless given. */
  axis?: Axes | undefined;
}

/** The mean or the sum of losses, or the losses as they are. */
export function reduced<D>(metric: string, losses: Quantity<D>, reduction: Reduction, axis?: Axes): Quantity<D> {
  switch (reduction) {
    case 'none':
      return losses;
    case 'mean':
      return losses.mean(axis);
    case 'sum':
      return losses.sum(axis);
    default:
      return fail('metric/reduction', { metric, value: showValue(reduction) });
  }
}
