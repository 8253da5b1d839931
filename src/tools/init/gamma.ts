import { describe, pythonFloat } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkAlike, checkPositiveNumber } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Gamma distributed, of mean `shape * scale`.
 *
 * @param shape - the shape parameter, above zero
 * @param scale - the scale, in the unit of the values
 */
export class Gamma<in out D> extends Initializer<D> {
  static override readonly name: string = 'Gamma';

  constructor(
    readonly shape: number,
    readonly scale: Quantity<D>,
  ) {
    super();
    checkPositiveNumber('Gamma', 'shape', shape);
    checkAlike('Gamma', ['scale', scale]);
  }

  get unit(): Unit<D> {
    return this.scale.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    return random.gamma(this.shape, { scale: this.scale, size: shape });
  }

  [describe](): string {
    return `Gamma(shape=${pythonFloat(this.shape)}, scale=${this.scale.toString()})`;
  }
}
