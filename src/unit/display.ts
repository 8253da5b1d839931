import { fail } from '../core/error.js';
import { exponentialText, fixedText, formatArray, formatEach } from '../core/numpy-format.js';
import { dtypeOf, isTraced, shapeOf, sizeOf, toNDArray, type Operand } from '../engine/index.js';
import type { Measured } from './measured.js';
import type { Unit } from './unit.js';

/** How the text of a quantity is written. */
export interface DisplayOptions<D> {
  /** The unit to count in; its own by default. */
  readonly unit?: Unit<D>;
  /** Digits after the point, at most; 8 by default. */
  readonly precision?: number;
}

/** A mantissa's text: numpy's for values, `~float32[2,3]` for a traced one. */
function showMantissa(x: Operand, precision?: number): string {
  return isTraced(x) ? abstractMantissa(x) : formatArray(toNDArray(x), precision);
}

function abstractMantissa(x: Operand): string {
  return `~${dtypeOf(x)}[${shapeOf(x).join(',')}]`;
}

/** `25. mV`; a dimensionless value stands alone. */
export function display(x: Measured, precision?: number): string {
  if (precision !== undefined) checkDigits('precision', precision);
  return withUnit(showMantissa(x.mantissa, precision), x);
}

/** Every element with so many digits after the point: `3.14 mV`, in exponential notation `3.14e+00 mV`. */
export function displayDigits(x: Measured, digits: number, kind: 'toFixed' | 'toExponential'): string {
  checkDigits(`${kind}()`, digits);
  const { mantissa } = x;
  if (isTraced(mantissa) || dtypeOf(mantissa) === 'bool') return display(x);
  const write = kind === 'toFixed' ? fixedText : exponentialText;
  return withUnit(formatEach(toNDArray(mantissa), (value) => write(value, digits)), x);
}

function checkDigits(what: string, digits: unknown): void {
  if (!Number.isInteger(digits) || (digits as number) < 0 || (digits as number) > 100) {
    fail('unit/digits', { what, got: String(digits) });
  }
}

function withUnit(text: string, { unit }: Measured): string {
  return unit.symbol === '1' ? text : `${text} ${unit.symbol}`;
}

/** `Quantity(25., "mV")`, further lines aligned under the first. */
export function reprQuantity(x: Measured): string {
  return wrapped(showMantissa(x.mantissa).replaceAll('\n', `\n${' '.repeat('Quantity('.length)}`), x);
}

/**
 * `Quantity(~float32[1], "mV")`: a quantity by its dtype, shape and unit alone, whether it has a value or not.
 * States print their values so.
 */
export function abstractRepr(x: Measured): string {
  return wrapped(abstractMantissa(x.mantissa), x);
}

function wrapped(mantissa: string, { unit }: Measured): string {
  return unit.symbol === '1' ? `Quantity(${mantissa})` : `Quantity(${mantissa}, "${unit.symbol}")`;
}

/** Arrays of more elements than this are named by dtype and shape in errors. */
const BRIEF_LENGTH = 6;

/** A quantity in an error message, on one line: `4 mV`, `[1. 2.] mV`, `float32[1000] mV`. */
export function brief(x: Measured): string {
  const { mantissa, unit } = x;
  const short = !isTraced(mantissa) && shapeOf(mantissa).length <= 1 && sizeOf(shapeOf(mantissa)) <= BRIEF_LENGTH;
  const abstract = abstractMantissa(mantissa);
  const text = short ? showMantissa(mantissa) : isTraced(mantissa) ? abstract : abstract.slice(1);
  const number = shapeOf(mantissa).length === 0 ? text.replace(/\.$/, '') : text;
  return unit.symbol === '1' ? number : `${number} ${unit.symbol}`;
}
