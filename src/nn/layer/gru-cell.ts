import { unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { Orthogonal } from '../init/index.js';
import { Linear } from './linear.js';
import { parts, RNNCell, startFirst, type RNNCellOptions } from './rnn-cell.js';

/**
 * A gated recurrent unit:
 *
 *     r, z = sigmoid(Wrz [x, h])
 *     h = (1 - z) h + z activation(Wh [x, r h])
 *
 * Weights by `Orthogonal`, activation 'tanh' unless given.
 *
 * Cho et al. (2014), Learning phrase representations using RNN encoder-decoder, EMNLP.
 */
export class GRUCell extends RNNCell {
  static override readonly name: string = 'GRUCell';

  readonly Wrz: Linear;
  readonly Wh: Linear;

  constructor(numIn: number, numOut: number, options: RNNCellOptions = {}) {
    super(numIn, numOut, options, 'tanh');
    const weights = { wInit: options.wInit ?? new Orthogonal(), bInit: options.bInit };
    this.Wrz = new Linear(numIn + numOut, 2 * numOut, weights);
    this.Wh = new Linear(numIn + numOut, numOut, weights);
  }

  protected override shownEntries(): readonly (readonly [string, unknown])[] {
    return startFirst(super.shownEntries());
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    const h = this.h.value;
    const [r, z] = parts(math.sigmoid(this.Wrz.step(this.beside(x, h))), 2);
    const fresh = this.activation(this.Wh.step(this.beside(x, r.mul(h))));
    this.h.value = unitless(1).sub(z).mul(h).add(z.mul(fresh));
    return this.h.value;
  }
}
