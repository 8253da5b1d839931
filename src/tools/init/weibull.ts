import { describe, pythonFloat } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkAlike, checkPositiveNumber } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Weibull distributed: `scale * (-ln u)^(1/shape)` for u uniform.
 *
 * @param shape - the shape parameter, above zero
 * @param scale - the scale, in the unit of the values
 */
export class Weibull<in out D> extends Initializer<D> {
  static override readonly name: string = 'Weibull';

  constructor(
    readonly shape: number,
    readonly scale: Quantity<D>,
  ) {
    super();
    checkPositiveNumber('Weibull', 'shape', shape);
    checkAlike('Weibull', ['scale', scale]);
  }

  get unit(): Unit<D> {
    return this.scale.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    return random.weibull(this.shape, { size: shape }).mul(this.scale) as unknown as Quantity<D>;
  }

  [describe](): string {
    return `Weibull(shape=${pythonFloat(this.shape)}, scale=${this.scale.toString()})`;
  }
}
