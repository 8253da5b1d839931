import { fail } from '../../core/error.js';
import { numbersIn, unitOf, type AnyUnit, type Numbers, type Values } from './values.js';

/** What the ticks of an axis are: round numbers, whole numbers, or none. */
export type TickKind = 'numbers' | 'integers' | 'none';

/**
 * One axis of a cell: its unit, its label and how far the data on it reach. Cells that share an axis hold the
 * same one.
 */
export class Axis {
  label: string | undefined;
  ticks: TickKind = 'numbers';
  /** Limits the user asked for, in the axis' unit. */
  limits: readonly [number, number] | undefined;
  /** The unit is that of the first values read; `undefined` before, `null` for plain numbers. */
  private unit: AnyUnit | null | undefined;
  private low = Infinity;
  private high = -Infinity;

  constructor(private readonly name: 'x' | 'y') {}

  /** The numbers of some values in this axis' unit. Values of another dimension are an error. */
  read(values: Values): Numbers {
    const unit = unitOf(values);
    if (this.unit === undefined) this.unit = unit ?? null;
    if (this.unit?.dim !== unit?.dim) {
      fail('tools/axis-unit', { axis: this.name, unit: nameOf(this.unit), found: nameOf(unit) });
    }
    return numbersIn(values, this.unit ?? undefined);
  }

  /** Widens the axis to hold these numbers; what is not finite has no place on it. */
  include(numbers: ArrayLike<number>): void {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] as number;
      if (!Number.isFinite(value)) continue;
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
    }
  }

  /** Sets the limits from two values, as matplotlib's `xlim`. */
  setLimits(values: Values): void {
    const { data } = this.read(values);
    const low = data[0];
    const high = data[1];
    if (data.length !== 2 || !(Number.isFinite(low) && Number.isFinite(high) && Number(low) < Number(high))) {
      fail('tools/plot-limits', { axis: this.name, limits: Array.from(data).join(', ') });
    }
    this.limits = [low as number, high as number];
  }

  /** What the data reach, or 0 to 1 for an axis without any. */
  get extent(): readonly [number, number] {
    return this.low <= this.high ? [this.low, this.high] : [0, 1];
  }

  /** The label with its unit: `time (ms)`. */
  get text(): string {
    const unit = this.unit ? `(${nameOf(this.unit)})` : '';
    return [this.label, unit].filter(Boolean).join(' ');
  }
}

function nameOf(unit: AnyUnit | null | undefined): string {
  return unit ? String(unit.symbol) : '';
}
