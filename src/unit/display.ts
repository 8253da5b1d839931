import { formatArray } from '../core/numpy-format.js';
import { dtypeOf, isTraced, shapeOf, sizeOf, toNDArray, type Operand } from '../engine/index.js';
import type { Measured } from './measured.js';

/** A mantissa's text: numpy's for values, `~float32[2,3]` for a traced one. */
function showMantissa(x: Operand): string {
  return isTraced(x) ? abstractMantissa(x) : formatArray(toNDArray(x));
}

function abstractMantissa(x: Operand): string {
  return `~${dtypeOf(x)}[${shapeOf(x).join(',')}]`;
}

/** `25. mV`; a dimensionless value stands alone. */
export function display(x: Measured): string {
  const text = showMantissa(x.mantissa);
  return x.unit.symbol === '1' ? text : `${text} ${x.unit.symbol}`;
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
