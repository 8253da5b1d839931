import { withScope } from '../../engine/index.js';
import { fail } from '../../core/error.js';
import { showValue } from '../show-value.js';

/**
 * Runs `f`, and gives what it does a name by which it is found in the text of a program (`makeProgram`): scopes in scopes
 * read `net/soma`. Nothing else changes.
 *
 * @example
 * transform.namedScope('soma', () => neuron.step(mA(25)));
 */
export function namedScope<T>(name: string, f: () => T): T {
  if (typeof name !== 'string' || name === '') fail('transform/scopeName', { value: showValue(name) });
  return withScope(name, f);
}
