import { fail } from '../../core/error.js';
import { dimensionCalled, dimensionSpelled, type Dimension } from '../dimension.js';
import { measured, showDimension } from '../measured.js';
import { wrap, type AnyQuantity, type Quantity } from '../quantity.js';
import { brief } from '../display.js';
import { converted } from '../reading.js';
import type { Dim } from '../types/dimension.js';
import type { Checked, CheckedAs, EquationScope, DimensionOf } from '../types/equation.js';
import { isUnit, type AnyUnit, type Unit } from '../unit.js';
import { evaluate } from './evaluate.js';
import { refuse } from './refuse.js';
import { parse } from './syntax.js';

/**
 * Computes with the text of an equation: `expr({ V_rest, R, tau, V, I })('(V_rest - V + R*I)/tau')`. It is the same as
 * the expression by methods, is traced like it, and the compiler checks names and dimensions in it as well.
 *
 * An equation has `+ - * /`, `**` (or `^`) for powers, comparisons `< <= > >= == !=`, signs, parentheses and numbers,
 * with the precedence of Python (`-a**b` is `-(a**b)`, `a**b**c` is `a**(b**c)`; comparisons do not chain). Its
 * functions are exp, expm1, exprel, log, log1p, sigmoid, sin, cos, tan, sinh, cosh, tanh, floor, ceil of plain numbers;
 * abs, sign, sqrt; min and max of two or more, clip(x, low, high), where(condition, a, b). Numbers among each other are
 * computed in float64. The exponent of what has a dimension is a number and not a quantity; if it is not written as a
 * number (`V**(1/2)`), the compiler does not know the dimension.
 *
 * @param scope - what the names stand for: quantities, plain numbers, and units, so that `25*mV` can be written
 * @param dim - the dimension of the result, by its name (`'voltageRate'`) or base form, or a unit that the result is
 * counted in
 * @returns a function from the text to a quantity. For a text that is not written in place, of type `string`, it is
 * checked at run time alone, and a `Quantity<any>`.
 * @throws when the text is no equation, has a name that is not in the scope, or mixes dimensions; the error shows the
 * place in the text
 *
 * @example
 * const dV = (V: Quantity<'voltage'>, I: Quantity<'current'>) =>
 *   expr({ V_rest: mV(-60), R: ohm(1), tau: ms(20), V, I })('(V_rest - V + R*I)/tau');
 * dV(mV(-50), mA(25)); // 0.75 mV / ms
 * expr({ V: mV(-50), mV, ms }, 'frequency')('0.07/ms * exp(-(V + 60*mV)/(20*mV))'); // 0.0424571 kHz
 */
export function expr<const S extends EquationScope>(
  scope: S,
): <const T extends string>(source: Checked<T, S>) => Quantity<DimensionOf<T, S>>;
export function expr<const S extends EquationScope, const D extends string>(
  scope: S,
  dim: D,
): <const T extends string>(source: CheckedAs<T, S, Dim<D>>) => Quantity<Dim<D>>;
export function expr<const S extends EquationScope, D>(
  scope: S,
  unit: Unit<D>,
): <const T extends string>(source: CheckedAs<T, S, D>) => Quantity<D>;
export function expr(scope: EquationScope, wanted?: string | AnyUnit): (source: string) => AnyQuantity {
  if (typeof scope !== 'object' || scope === null) {
    fail('unit/exprScope', { got: scope === null ? 'null' : typeof scope });
  }
  const dimension = wantedDimension(wanted);
  return (source) => {
    const root = parse(source);
    const result = measured(evaluate(source, root, scope), 'expr');
    if (dimension !== undefined && result.unit.dimension !== dimension) {
      const [wants, got] = [showDimension(dimension), showDimension(result.unit.dimension)];
      refuse(source, root.at, `the result must be ${wants}, got ${brief(result)}: ${got}`);
    }
    return wrap(isUnit(wanted) ? converted(result, wanted) : result);
  };
}

function wantedDimension(wanted: string | AnyUnit | undefined): Dimension | undefined {
  if (wanted === undefined) return undefined;
  if (isUnit(wanted)) return wanted.dimension;
  if (typeof wanted !== 'string') fail('unit/dimensionUnknown', { got: typeof wanted });
  return dimensionCalled(wanted) ?? dimensionSpelled(wanted) ?? fail('unit/dimensionUnknown', { got: `'${wanted}'` });
}
