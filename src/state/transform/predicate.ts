import { fail } from '../../core/error.js';
import { cast, dtypeOf, isInt, ne, shapeOf, toValue, type Operand } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { showValue } from '../show-value.js';

/** The scalar that a decision is taken on, as a bool: a number counts by whether it is not zero. */
export function decision(operation: string, given: unknown): Operand {
  const x = scalarOf(given);
  if (x === undefined) return fail('transform/predicate', { operation, got: showGiven(given) });
  return dtypeOf(x) === 'bool' ? x : ne(x, 0);
}

/** The scalar that chooses among several, as an int32. */
export function chosenIndex(given: unknown): Operand {
  const x = scalarOf(given);
  if (typeof x === 'number' && Number.isInteger(x)) return toValue(x, 'int32');
  if (x === undefined || typeof x === 'number' || !isInt(dtypeOf(x))) return fail('transform/index', { got: showGiven(given) });
  return cast(x, 'int32');
}

/** The mantissa of one number or bool without a unit; undefined for anything else. */
function scalarOf(given: unknown): Operand | undefined {
  if (typeof given === 'number') return given;
  if (typeof given === 'boolean') return toValue(Number(given), 'bool');
  if (!(given instanceof Quantity) || given.dim !== 'one' || shapeOf(given.mantissa).length > 0) return undefined;
  return given.mantissa;
}

function showGiven(given: unknown): string {
  if (!(given instanceof Quantity)) return showValue(given);
  return given.isTraced ? showValue(given) : `${showValue(given)} (${given.dtype}[${given.shape.join(',')}])`;
}
