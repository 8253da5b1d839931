import { describe, pythonFloat } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkBounds, checkPositiveNumber } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Beta distributed between two bounds.
 *
 * @throws when `alpha` or `beta` is not above zero, or `low` not below `high`
 */
export class Beta<in out D> extends Initializer<D> {
  static override readonly name: string = 'Beta';

  constructor(
    readonly alpha: number,
    readonly beta: number,
    readonly low: Quantity<D>,
    readonly high: Quantity<D>,
  ) {
    super();
    checkPositiveNumber('Beta', 'alpha', alpha);
    checkPositiveNumber('Beta', 'beta', beta);
    checkBounds('Beta', low, high);
  }

  get unit(): Unit<D> {
    return this.low.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const drawn = random.beta(this.alpha, this.beta, { size: shape });
    return this.low.add(this.high.sub(this.low).mul(drawn) as Quantity<D>);
  }

  [describe](): string {
    return `Beta(alpha=${pythonFloat(this.alpha)}, beta=${pythonFloat(this.beta)}, low=${this.low.toString()}, high=${this.high.toString()})`;
  }
}
