import { fail } from '../../core/error.js';
import { describe, pythonFloat, showShape } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { Initializer } from './initializer.js';

/** Options of {@link Identity}. */
export interface IdentityOptions<D> {
  /** What stands on the diagonal. 1 unless given. */
  scale?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/** The identity matrix; of a shape with one axis ones, with more than two an identity in the last two axes. */
export class Identity<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'Identity';

  readonly scale: number;
  readonly unit: Unit<D>;

  constructor({ scale = 1, unit }: IdentityOptions<D> = {}) {
    super();
    this.scale = scale;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape): Quantity<D> {
    if (shape.length === 0) fail('init/rank', { initializer: 'Identity', wants: 'one axis or more', shape: showShape(shape) });
    const [rows, columns] = shape.slice(-2);
    const square = shape.length === 1 ? math.ones(shape) : math.eye(rows, columns);
    const values = math.broadcastTo(square, shape).mul(this.scale);
    return new Quantity(values.mantissa, this.unit);
  }

  [describe](): string {
    return `Identity(scale=${pythonFloat(this.scale)}, unit=${this.unit.symbol})`;
  }
}
