import type { Quantity } from '../../unit/index.js';
import { XavierNormal } from '../init/index.js';
import { Linear } from './linear.js';
import { RNNCell, type RNNCellOptions } from './rnn-cell.js';

/**
 * `h = activation(W [x, h] + b)`. Weights by `XavierNormal`, activation 'relu' unless given.
 *
 * Elman (1990), Finding structure in time, Cognitive Science 14(2).
 */
export class ValinaRNNCell extends RNNCell {
  static override readonly name: string = 'ValinaRNNCell';

  readonly W: Linear;

  constructor(numIn: number, numOut: number, options: RNNCellOptions = {}) {
    super(numIn, numOut, options, 'relu');
    this.W = new Linear(numIn + numOut, numOut, { wInit: options.wInit ?? new XavierNormal(), bInit: options.bInit });
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    this.h.value = this.activation(this.W.step(this.beside(x, this.h.value)));
    return this.h.value;
  }
}
