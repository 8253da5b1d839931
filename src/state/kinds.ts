import type { Quantity } from '../unit/index.js';
import { State, type StateKind } from './state.js';

/** A State of one run: spike times, pending inputs. */
export class ShortTermState<T = Quantity<'one'>> extends State<T> {
  static override readonly name: string = 'ShortTermState';

  override get kind(): Exclude<StateKind, 'state' | 'longTerm' | 'param' | 'batch'> {
    return 'shortTerm';
  }
}

/** A State that persists from run to run. */
export class LongTermState<T = Quantity<'one'>> extends State<T> {
  static override readonly name: string = 'LongTermState';

  override get kind(): 'longTerm' | 'param' | 'batch' {
    return 'longTerm';
  }
}

/** A trainable parameter. */
export class ParamState<T = Quantity<'one'>> extends LongTermState<T> {
  static override readonly name: string = 'ParamState';

  override get kind(): 'param' {
    return 'param';
  }
}

/** Statistics that run along with the batches, such as the mean in a batch normalisation. */
export class BatchState<T = Quantity<'one'>> extends LongTermState<T> {
  static override readonly name: string = 'BatchState';

  override get kind(): 'batch' {
    return 'batch';
  }
}

/** The buffer of a delay. */
export class DelayState<T = Quantity<'one'>> extends ShortTermState<T> {
  static override readonly name: string = 'DelayState';

  override get kind(): 'delay' {
    return 'delay';
  }
}
