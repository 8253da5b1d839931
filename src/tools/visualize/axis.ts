import { fail } from '../../core/error.js';
import type { AnyUnit } from '../../unit/index.js';
import { readIn, unitOf, type Reading, type Values } from './values.js';

/** What the ticks of an axis are: round numbers, whole numbers, or none. */
export type TickKind = 'numbers' | 'integers' | 'none';

/** From where to where. */
export type Limits = readonly [low: number, high: number];

/**
 * One axis of a cell: its unit, its label and how far the data on it reach. Cells that share an axis hold the
 * same one.
 */
export class Axis {
  label: string | undefined;
  ticks: TickKind = 'numbers';
  /** Limits the user asked for, in the axis' unit. */
  limits: Limits | undefined;
  /** That of the first values taken in. */
  private unit: AnyUnit | undefined;
  private low = Infinity;
  private high = -Infinity;

  constructor(private readonly name: 'x' | 'y') {}

  /**
   * The numbers of some values in this axis' unit, which without data yet is `otherwise` or the values' own.
   * Values of another dimension are an error. Reading leaves the axis as it is; `include` takes the values in.
   */
  read(values: Values, otherwise?: AnyUnit): Reading {
    const found = unitOf(values);
    const unit = this.unit ?? otherwise ?? found;
    if (!unit.hasSameDim(found)) {
      fail('tools/axis-unit', { axis: this.name, unit: textOf(unit), found: textOf(found) });
    }
    return readIn(values, unit);
  }

  /** Two values as limits, as matplotlib's `xlim`. */
  readLimits(values: Values, otherwise: AnyUnit): Limits {
    const { data } = this.read(values, otherwise);
    const [low, high] = [data[0], data[1]];
    if (data.length !== 2 || !(high - low > 0 && high - low < Infinity)) {
      fail('tools/plot-limits', { axis: this.name, limits: Array.from(data).join(', ') });
    }
    return [low, high];
  }

  /** Widens the axis to hold these numbers; what is not finite has no place on it. */
  include({ data, unit }: Pick<Reading, 'data' | 'unit'>): void {
    this.unit ??= unit;
    for (let i = 0; i < data.length; i++) {
      const value = data[i];
      if (!Number.isFinite(value)) continue;
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
    }
  }

  /** What the data reach, or 0 to 1 for an axis without any. */
  get extent(): Limits {
    return this.low <= this.high ? [this.low, this.high] : [0, 1];
  }

  /** The label with its unit: `time (ms)`. */
  get text(): string {
    return [this.label, this.unitText].filter(Boolean).join(' ');
  }

  /** Its unit alone: `(ms)`. */
  get unitText(): string {
    return this.unit === undefined || this.unit.isUnitless ? '' : `(${textOf(this.unit)})`;
  }
}

function textOf(unit: AnyUnit): string {
  return unit.isUnitless ? '' : unit.symbol;
}
