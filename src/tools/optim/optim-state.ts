import { LongTermState } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';

/** A State of an optimiser or a schedule: a running mean, a learning rate, a count of steps. */
export class OptimState<T = Quantity<'one'>> extends LongTermState<T> {
  static override readonly name: string = 'OptimState';
}
