import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { defaultRandom, environ, Module, showValue, type ModuleOptions } from '../../state/index.js';
import { Quantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** Options of {@link Dropout}. */
export interface DropoutOptions extends ModuleOptions {
  /** Axes along which all elements are kept or dropped together. None unless given. */
  broadcastDims?: readonly number[] | undefined;
}

/**
 * Keeps each element with probability `prob` and divides it by that, so that the mean stays; the others become 0. While
 * the environment's `fit` is false everything is kept as it is.
 *
 * Note that `prob` is the probability of keeping an element, as in brainstate.
 *
 * @typeParam D - the dimension of the input; none unless given
 *
 * @example
 * const dropout = new nn.Dropout(0.8);
 * environ.context({ fit: true }, () => dropout.step(x));
 *
 * @throws when `prob` is not from 0 to 1, or the environment does not say whether this is `fit`
 *
 * Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov (2014), JMLR 15.
 */
export class Dropout<in out D = 'one'> extends Module {
  static override readonly name: string = 'Dropout';

  readonly broadcastDims: readonly number[];

  constructor(
    readonly prob = 0.5,
    options: DropoutOptions = {},
  ) {
    super(options);
    checkOptions(this.constructor.name, options, ['broadcastDims', 'name']);
    if (!(prob >= 0 && prob <= 1)) fail('nn/probability', { layer: 'Dropout', value: showValue(prob) });
    this.broadcastDims = options.broadcastDims ?? [];
  }

  override update(x: Quantity<D>): Quantity<D> {
    if (!environ.get('fit') || this.prob >= 1) return x;
    const along = this.broadcastDims.map((axis) => (axis < 0 ? axis + x.ndim : axis));
    const shape = x.shape.map((n, axis) => (along.includes(axis) ? 1 : n));
    const kept = math.broadcastTo(defaultRandom().bernoulli(this.prob, { size: shape }), x.shape);
    const none = new Quantity(0, x.unit as AnyUnit) as unknown as Quantity<D>;
    return math.where(kept, this.prob === 0 ? x : x.div(this.prob), none);
  }
}
