import { describe } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkAlike } from './checks.js';
import { Initializer } from './initializer.js';

/** Exponentially distributed with mean `scale`. */
export class Exponential<in out D> extends Initializer<D> {
  static override readonly name: string = 'Exponential';

  constructor(readonly scale: Quantity<D>) {
    super();
    checkAlike('Exponential', ['scale', scale]);
  }

  get unit(): Unit<D> {
    return this.scale.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    return random.exponential({ scale: this.scale, size: shape });
  }

  [describe](): string {
    return `Exponential(scale=${this.scale.toString()})`;
  }
}
