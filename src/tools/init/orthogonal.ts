import { fail } from '../../core/error.js';
import { describe, pythonFloat, showShape } from '../../core/print.js';
import { floatDType, isTraced, NDArray, sizeOf, toNDArray, type Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkPositiveNumber } from './checks.js';
import { Initializer } from './initializer.js';
import { orthonormal } from './qr.js';

/** Options of {@link Orthogonal} and {@link DeltaOrthogonal}. */
export interface OrthogonalOptions<D> {
  /** What the orthogonal matrix is multiplied by. 1 unless given. */
  scale?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/**
 * A uniformly distributed orthogonal matrix: its rows or its columns, whichever are fewer, are orthonormal. All axes
 * but the last count as rows.
 *
 * @example
 * new init.Orthogonal({ scale: 2 }).sample([4, 4]);
 *
 * @throws when the shape has less than two axes, and inside a transform, where the drawn numbers are not there yet
 *
 * Saxe, McClelland & Ganguli (2014), ICLR; Mezzadri (2007), Notices of the AMS 54.
 */
export class Orthogonal<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'Orthogonal';

  readonly scale: number;
  readonly unit: Unit<D>;

  constructor({ scale = 1, unit }: OrthogonalOptions<D> = {}) {
    super();
    checkPositiveNumber('Orthogonal', 'scale', scale);
    this.scale = scale;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    if (shape.length < 2) fail('init/rank', { initializer: 'Orthogonal', wants: 'two axes or more', shape: showShape(shape) });
    const [rows, columns] = [sizeOf(shape.slice(0, -1)), shape[shape.length - 1]];
    const matrix = random.normal({ size: [rows, columns] });
    const wide = rows < columns;
    const q = orthogonalOf('Orthogonal', wide ? math.transpose(matrix) : matrix);
    const values = math.reshape(wide ? math.transpose(q) : q, shape).mul(this.scale);
    return new Quantity(values.mantissa, this.unit);
  }

  [describe](): string {
    return `Orthogonal(scale=${pythonFloat(this.scale)})`;
  }
}

/**
 * Zeros but for an orthogonal matrix at the centre of the kernel: a convolution that starts as a rotation. The shape
 * is (out, in, …kernel).
 *
 * @throws when the shape has less than three axes, and inside a transform
 *
 * Xiao, Bahri, Sohl-Dickstein, Schoenholz & Pennington (2018), ICML.
 */
export class DeltaOrthogonal<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'DeltaOrthogonal';

  readonly scale: number;
  readonly unit: Unit<D>;

  constructor({ scale = 1, unit }: OrthogonalOptions<D> = {}) {
    super();
    checkPositiveNumber('DeltaOrthogonal', 'scale', scale);
    this.scale = scale;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const wants = 'three axes or more';
    if (shape.length < 3) fail('init/rank', { initializer: 'DeltaOrthogonal', wants, shape: showShape(shape) });
    const centre = new Orthogonal({ scale: this.scale }).sample(shape.slice(0, 2), random);
    const kernel = shape.slice(2);
    const place = kernel.reduce((flat, n) => flat * n + Math.floor(n / 2), 0);
    const field = sizeOf(kernel);
    const weights = NDArray.zeros(shape, floatDType());
    toNDArray(centre.mantissa).data.forEach((x, i) => {
      weights.data[i * field + place] = x;
    });
    return new Quantity(weights, this.unit);
  }

  [describe](): string {
    return `DeltaOrthogonal(scale=${pythonFloat(this.scale)})`;
  }
}

/** The orthonormal columns of a matrix of drawn numbers. */
export function orthogonalOf(initializer: string, matrix: Quantity<'one'>): Quantity<'one'> {
  if (isTraced(matrix.mantissa)) fail('init/traced', { initializer });
  const { shape, dtype, data } = toNDArray(matrix.mantissa);
  const q = NDArray.zeros(shape, dtype);
  q.data.set(orthonormal(data, shape[0], shape[1]));
  return new Quantity(q);
}
