import type { Quantity } from '../unit/index.js';
import { State } from './state.js';

/** A State of one run: spike times, pending inputs. */
export class ShortTermState<T = Quantity<'one'>> extends State<T> {
  static override readonly name: string = 'ShortTermState';

  override get kind(): 'shortTerm' | 'hidden' {
    return 'shortTerm';
  }
}

/** A State that persists from run to run. */
export class LongTermState<T = Quantity<'one'>> extends State<T> {
  static override readonly name: string = 'LongTermState';

  override get kind(): 'longTerm' | 'param' {
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
