import { fail } from '../../core/error.js';
import { describe, pythonFloat, showShape } from '../../core/print.js';
import { floatDType, NDArray, sizeOf, toNDArray, type Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Initializer } from '../../tools/init/index.js';
import { orthogonalOf } from '../../tools/init/orthogonal.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** Options of {@link Orthogonal} and {@link DeltaOrthogonal}. */
export interface LayerOrthogonalOptions<D> {
  /** What the orthogonal matrix is multiplied by. 1 unless given. */
  scale?: number | undefined;
  /** The axis that counts as the rows; all others together are the columns. -1 unless given. */
  axis?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/**
 * A uniformly distributed orthogonal matrix, as recurrent layers start from.
 *
 * @throws when the shape has less than two axes, and inside a transform, where the drawn numbers are not there yet
 *
 * Saxe, McClelland & Ganguli (2014), ICLR.
 */
export class Orthogonal<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'Orthogonal';

  readonly scale: number;
  readonly axis: number;
  readonly unit: Unit<D>;

  constructor({ scale = 1, axis = -1, unit }: LayerOrthogonalOptions<D> = {}) {
    super();
    this.scale = scale;
    this.axis = axis;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const axis = this.axis < 0 ? this.axis + shape.length : this.axis;
    if (shape.length < 2 || shape[axis] === undefined) {
      fail('init/rank', { initializer: 'Orthogonal', wants: 'two axes or more', shape: showShape(shape) });
    }
    const rows = shape[axis];
    const columns = sizeOf(shape) / rows;
    const matrix = random.normal({ size: rows > columns ? [rows, columns] : [columns, rows] });
    const q = orthogonalOf('Orthogonal', matrix);
    const rest = shape.filter((_, i) => i !== axis);
    const upright = math.reshape(rows < columns ? math.transpose(q) : q, [rows, ...rest]);
    const order = rest.map((_, i) => i + 1);
    order.splice(axis, 0, 0);
    return new Quantity(math.transpose(upright, order).mul(this.scale).mantissa, this.unit);
  }

  [describe](): string {
    return `Orthogonal(scale=${pythonFloat(this.scale)}, axis=${this.axis})`;
  }
}

/**
 * Zeros but for an orthogonal matrix at the centre of the kernel; the shape is (…kernel, in, out).
 *
 * @throws when the shape has not three to five axes, more comes in than goes out, and inside a transform
 *
 * Xiao, Bahri, Sohl-Dickstein, Schoenholz & Pennington (2018), ICML.
 */
export class DeltaOrthogonal<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'DeltaOrthogonal';

  readonly scale: number;
  readonly axis: number;
  readonly unit: Unit<D>;

  constructor({ scale = 1, axis = -1, unit }: LayerOrthogonalOptions<D> = {}) {
    super();
    this.scale = scale;
    this.axis = axis;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const [into, outOf] = shape.slice(-2);
    if (shape.length < 3 || shape.length > 5 || into > outOf) {
      const wants = 'three to five axes, of which the last is not shorter than the one before';
      fail('init/rank', { initializer: 'DeltaOrthogonal', wants, shape: showShape(shape) });
    }
    const centre = new Orthogonal({ scale: this.scale, axis: this.axis }).sample([into, outOf], random);
    const place = shape.slice(0, -2).reduce((flat, n) => flat * n + Math.floor((n - 1) / 2), 0);
    const weights = NDArray.zeros(shape, floatDType());
    weights.data.set(toNDArray(centre.mantissa).data, place * into * outOf);
    return new Quantity(weights, this.unit);
  }

  [describe](): string {
    return `DeltaOrthogonal(scale=${pythonFloat(this.scale)}, axis=${this.axis})`;
  }
}
