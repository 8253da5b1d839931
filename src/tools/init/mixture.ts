import { fail } from '../../core/error.js';
import { describe } from '../../core/print.js';
import { isTraced, sizeOf, toNDArray, type Shape } from '../../engine/index.js';
import { defaultRandom, showValue, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { Initializer } from './initializer.js';
import { checkAlikeRules } from './rules.js';
import { indicesWhere, scattered } from './scattered.js';

/**
 * Each element is drawn from one of several rules.
 *
 * @example
 * new init.Mixture([new init.Normal(mV(-70), mV(1)), new init.Normal(mV(-50), mV(1))], [0.8, 0.2]);
 *
 * @throws when there is no rule, the rules differ in dimension, or the weights are not one probability for each that
 * sum to 1; and inside a transform
 */
export class Mixture<in out D> extends Initializer<D> {
  static override readonly name: string = 'Mixture';

  readonly weights: readonly number[];

  /** @param weights - the probability of each rule; all alike unless given. */
  constructor(
    readonly distributions: readonly Initializer<D>[],
    weights: readonly number[] = distributions.map(() => 1 / distributions.length),
  ) {
    super();
    const sum = weights.reduce((total, w) => total + w, 0);
    const fits = weights.length === distributions.length && weights.every((w) => w >= 0) && Math.abs(sum - 1) <= 1e-5;
    if (distributions.length === 0 || !fits) {
      fail('init/mixture', { rules: distributions.length, weights: showValue(weights) });
    }
    checkAlikeRules('Mixture', distributions);
    this.weights = weights;
  }

  get unit(): Unit<D> {
    return this.distributions[0].unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const size = sizeOf(shape);
    const chosen = random.choice(this.distributions.length, { size, p: [...this.weights] });
    if (isTraced(chosen.mantissa)) fail('init/traced', { initializer: 'Mixture' });
    const { data } = toNDArray(chosen.mantissa);
    const parts = this.distributions.map((rule, i) => ({ rule, places: indicesWhere(size, (k) => data[k] === i) }));
    return scattered(parts, shape, this.unit, random);
  }

  [describe](): string {
    return `Mixture(distributions=[${this.distributions.map(String).join(', ')}], weights=[${this.weights.join(', ')}])`;
  }
}
