import type { HiddenState } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { XavierNormal } from '../init/index.js';
import { Linear } from './linear.js';
import { parts, RNNCell, type RNNCellOptions } from './rnn-cell.js';

/**
 * A long short-term memory:
 *
 *     i, g, f, o = W [x, h]
 *     c = sigmoid(f + 1) c + sigmoid(i) activation(g)
 *     h = sigmoid(o) activation(c)
 *
 * The 1 keeps the memory open at first. Weights by `XavierNormal`, activation 'tanh' unless given.
 *
 * Hochreiter & Schmidhuber (1997), Neural Computation 9(8); Jozefowicz, Zaremba & Sutskever (2015), ICML.
 */
export class LSTMCell extends RNNCell {
  static override readonly name: string = 'LSTMCell';
  static override readonly states: readonly string[] = ['c', 'h'];

  readonly W: Linear;
  /** The memory: [..., numOut]. */
  declare c: HiddenState;

  constructor(numIn: number, numOut: number, options: RNNCellOptions = {}) {
    super(numIn, numOut, options, 'tanh');
    this.W = new Linear(numIn + numOut, 4 * numOut, { wInit: options.wInit ?? new XavierNormal(), bInit: options.bInit });
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    const [i, g, f, o] = parts(this.W.step(this.beside(x, this.h.value)), 4);
    const c = math.sigmoid(f.add(1)).mul(this.c.value).add(math.sigmoid(i).mul(this.activation(g)));
    this.c.value = c;
    this.h.value = math.sigmoid(o).mul(this.activation(c));
    return this.h.value;
  }
}
