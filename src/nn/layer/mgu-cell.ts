import { unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { Orthogonal } from '../init/index.js';
import { Linear } from './linear.js';
import { RNNCell, startFirst, type RNNCellOptions } from './rnn-cell.js';

/**
 * A minimal gated unit:
 *
 *     f = sigmoid(Wf [x, h])
 *     h = (1 - f) h + f activation(Wh [x, f h])
 *
 * Weights by `Orthogonal`, activation 'tanh' unless given.
 *
 * Zhou, Wu, Zhang & Zhou (2016), Minimal gated unit for recurrent neural networks, IJAC 13.
 */
export class MGUCell extends RNNCell {
  static override readonly name: string = 'MGUCell';

  readonly Wf: Linear;
  readonly Wh: Linear;

  constructor(numIn: number, numOut: number, options: RNNCellOptions = {}) {
    super(numIn, numOut, options, 'tanh');
    const weights = { wInit: options.wInit ?? new Orthogonal(), bInit: options.bInit };
    this.Wf = new Linear(numIn + numOut, numOut, weights);
    this.Wh = new Linear(numIn + numOut, numOut, weights);
  }

  protected override shownEntries(): readonly (readonly [string, unknown])[] {
    return startFirst(super.shownEntries());
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    const h = this.h.value;
    const f = math.sigmoid(this.Wf.step(this.beside(x, h)));
    const fresh = this.activation(this.Wh.step(this.beside(x, f.mul(h))));
    this.h.value = unitless(1).sub(f).mul(h).add(f.mul(fresh));
    return this.h.value;
  }
}
