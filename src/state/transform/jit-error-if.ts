import { fail } from '../../core/error.js';
import { dtypeOf, errorIf, ne } from '../../engine/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { showValue } from '../show-value.js';
import { takeApart } from './leaves.js';

/** What a message can show: quantities, by the names that stand for them in it. */
export type ErrorValues = Readonly<Record<string, AnyQuantity | number>>;

/**
 * Stops the run with an error where `wrong` holds, in compiled code as well as outside. The names of `values` in braces
 * stand for what they are then; of an array of bools the message ends with the index of the first that holds.
 *
 * @param wrong - one or many bools, or numbers that count by whether they are not zero
 * @param message - a text, or a function that makes one of the texts of the values
 *
 * @example
 * transform.jitErrorIf(V.value.gt(mV(100)), 'V runs away: {V}', { V: V.value });
 */
export function jitErrorIf(
  wrong: Quantity<'one'> | number | boolean,
  message: string | ((values: Readonly<Record<string, string>>) => string),
  values: ErrorValues = {},
): void {
  if (typeof message !== 'string' && typeof message !== 'function') fail('transform/message', { value: showValue(message) });
  const given = wrong instanceof Quantity ? wrong.mantissa : new Quantity(wrong).mantissa;
  const leaves = takeApart(values, 'a value of jitErrorIf');
  const places = Object.fromEntries(
    Object.keys(values).map((name, i) => {
      const { symbol } = leaves.units[i];
      return [name, symbol === '1' ? `{${i}}` : `{${i}} ${symbol}`];
    }),
  );
  const text = typeof message === 'function' ? message(places) : withPlaces(message, places);
  errorIf(dtypeOf(given) === 'bool' ? given : ne(given, 0), text, leaves.operands);
}

function withPlaces(message: string, places: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (written, name: string) => places[name] ?? written);
}
