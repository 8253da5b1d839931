import { describe, pythonFloat } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Initializer } from '../../tools/init/index.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';

/** Options of {@link TruncatedNormal}, all counted in its unit. */
export interface LayerTruncatedNormalOptions<D> {
  /** The mean. 0 unless given. */
  loc?: number | undefined;
  /** The standard deviation before it is cut off. 1 unless given. */
  scale?: number | undefined;
  /** The lower bound. -2 unless given. */
  lower?: number | undefined;
  /** The upper bound. 2 unless given. */
  upper?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/** Normal numbers of which those outside of the bounds are left out. */
export class TruncatedNormal<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'TruncatedNormal';

  readonly loc: number;
  readonly scale: number;
  readonly lower: number;
  readonly upper: number;
  readonly unit: Unit<D>;

  constructor({ loc = 0, scale = 1, lower = -2, upper = 2, unit }: LayerTruncatedNormalOptions<D> = {}) {
    super();
    this.loc = loc;
    this.scale = scale;
    this.lower = lower;
    this.upper = upper;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(size: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const { loc, scale, lower, upper } = this;
    return new Quantity(random.truncatedNormal(lower, upper, { loc, scale, size }).mantissa, this.unit);
  }

  [describe](): string {
    const [loc, scale, lower, upper] = [this.loc, this.scale, this.lower, this.upper].map(pythonFloat);
    return `TruncatedNormal(loc=${loc}, scale=${scale}, lower=${lower}, upper=${upper})`;
  }
}
