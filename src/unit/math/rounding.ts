import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import { asFloat, measured, plain, type Term } from '../measured.js';
import { brief } from '../display.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import { converted } from '../reading.js';
import type { Unit } from '../unit.js';
import type { PlainTerm } from './terms.js';

/** In which unit a quantity with a dimension is rounded. */
export interface RoundingUnit<D> {
  /** The unit in which to round; what is whole depends on it. */
  readonly unitToScale: Unit<D>;
}

/**
 * A function that rounds: of a plain number as it is, of a quantity in a unit that is named, which the result is
 * counted in.
 */
export interface RoundingFunction {
  (x: PlainTerm): Quantity<'one'>;
  <D>(x: Quantity<D>, options: RoundingUnit<D>): Quantity<D>;
}

function rounding(name: string, operation: (x: Operand) => Operand): RoundingFunction {
  return (x: Term, options?: RoundingUnit<AnyQuantity['dim']>) => rounded(x, name, operation, options) as AnyQuantity;
}

function rounded(
  x: Term,
  name: string,
  operation: (x: Operand) => Operand,
  options?: RoundingUnit<AnyQuantity['dim']>,
): Quantity {
  if (options === undefined) return new Quantity(operation(plainToRound(x, name)));
  const { mantissa, unit } = converted(measured(x, name), options.unitToScale);
  return wrap({ mantissa: operation(mantissa), unit });
}

function plainToRound(x: Term, name: string): Operand {
  const value = measured(x, name);
  if (!value.unit.dimension.isOne) {
    fail('unit/rounding', {
      operation: name,
      value: brief(value),
      dim: value.unit.dimension.name,
      unit: value.unit.symbol,
    });
  }
  return plain(value, name);
}

function cut(x: Operand): Operand {
  return engine.select(engine.lt(x, 0), engine.ceil(x), engine.floor(x));
}

/** The largest integer not above: `floor(x, { unitToScale: mV })` of a voltage, in millivolts. */
export const floor: RoundingFunction = /* @__PURE__ */ rounding('floor', (x) => engine.floor(x));

/** The smallest integer not below; units as for `floor`. */
export const ceil: RoundingFunction = /* @__PURE__ */ rounding('ceil', (x) => engine.ceil(x));

/** The nearest integer, halves to even; units as for `floor`. */
export const rint: RoundingFunction = /* @__PURE__ */ rounding('rint', (x) => engine.round(x));

/** The integer next to it on the side of zero; units as for `floor`. */
export const trunc: RoundingFunction = /* @__PURE__ */ rounding('trunc', (x) => cut(x));

/** As `trunc`. */
export const fix: RoundingFunction = /* @__PURE__ */ rounding('fix', (x) => cut(x));

/** The nearest number with so many `decimals` (0), halves to even; units as for `floor`. */
export function round(x: PlainTerm, options?: { readonly decimals?: number }): Quantity<'one'>;
export function round<D>(x: Quantity<D>, options: RoundingUnit<D> & { readonly decimals?: number }): Quantity<D>;
export function round(
  x: Term,
  options: { readonly decimals?: number } & Partial<RoundingUnit<AnyQuantity['dim']>> = {},
): Quantity {
  const { decimals = 0, unitToScale } = options;
  const size = 10 ** decimals;
  const run = (m: Operand): Operand => {
    if (decimals === 0) return engine.round(m);
    return engine.div(engine.round(engine.mul(asFloat(m), size)), size);
  };
  return rounded(x, 'round', run, unitToScale === undefined ? undefined : { unitToScale });
}

/** As `round`. */
export const around: typeof round = round;

/** What is behind the point, and what is before it, both with the sign of x; units as for `floor`. */
export function modf(x: PlainTerm): [fraction: Quantity<'one'>, whole: Quantity<'one'>];
export function modf<D>(x: Quantity<D>, options: RoundingUnit<D>): [fraction: Quantity<D>, whole: Quantity<D>];
export function modf(x: Term, options?: RoundingUnit<AnyQuantity['dim']>): [Quantity, Quantity] {
  const whole = rounded(x, 'modf', cut, options);
  const fraction = rounded(x, 'modf', (m) => engine.sub(m, cut(m)), options);
  return [fraction, whole];
}
