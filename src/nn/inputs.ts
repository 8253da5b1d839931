import { BrainError, fail } from '../core/error.js';
import { labelOf, Module, showValue } from '../state/index.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';

/** What a module adds up at its next step: a quantity, used once, or a function or another module, asked at every step. */
export type Input = AnyQuantity | Module | ((...args: never[]) => AnyQuantity);

/** Inputs by their keys, in the order they are added in. */
export type Inputs = ReadonlyMap<string, Input>;

/** The key under which a labelled input is kept. */
export function labelled(key: string, label: string | undefined): string {
  return label === undefined ? key : `${label} // ${key}`;
}

/** These inputs and one more. The same object may come again under its key; another one may not. */
export function withInput(inputs: Inputs | null, module: Module, key: string, input: Input): Inputs {
  if (!(input instanceof Quantity) && !(input instanceof Module) && typeof input !== 'function') {
    fail('nn/input-value', { module: module.constructor.name, key, value: showValue(input) });
  }
  if (inputs?.has(key) && inputs.get(key) !== input) fail('nn/input-twice', { module: module.constructor.name, key });
  return new Map([...(inputs ?? []), [key, input]]);
}

/** The sum of `init` and the inputs (of this label, if one is given), and the inputs that are left for later. */
export function sumInputs<D>(
  inputs: Inputs,
  module: Module,
  label: string | undefined,
  init: Quantity<D>,
  args: readonly unknown[],
): { sum: Quantity<D>; left: Inputs } {
  const left = new Map(inputs);
  let sum = init;
  for (const [key, input] of inputs) {
    if (label !== undefined && !key.startsWith(labelled('', label))) continue;
    try {
      sum = sum.add(valueOf(input, args));
    } catch (error) {
      if (!(error instanceof BrainError)) throw error;
      fail('nn/input-failed', { module: labelOf(module), key, reason: error.message });
    }
    if (input instanceof Quantity) left.delete(key);
  }
  return { sum, left: left.size === inputs.size ? inputs : left };
}

function valueOf(input: Input, args: readonly unknown[]): AnyQuantity {
  if (input instanceof Quantity) return input;
  return input instanceof Module ? (input.step(...(args as never[])) as AnyQuantity) : input(...(args as never[]));
}
