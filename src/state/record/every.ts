import { fail } from '../../core/error.js';
import { describe, inspect, type Described } from '../../core/print.js';
import { index, shapeOf, slice, type Operand } from '../../engine/index.js';
import { Quantity, type AnyUnit } from '../../unit/index.js';
import { showValue } from '../show-value.js';
import { Recorded } from './recorded.js';

/** A quantity of which every so many steps are recorded. */
export class Every<D = 'one'> extends Recorded implements Described {
  static override readonly name: string = 'Every';
  /** For the compiler: what comes out is a quantity of this dimension. */
  declare readonly dim: D;

  [describe](): string {
    const { every } = this.recording as { every: number };
    return `Every(${every}, ${this.traced[describe]()})`;
  }

  override toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  override finished(recorded: Operand, unit: AnyUnit): unknown {
    return new Quantity(recorded, unit);
  }

  override ofAll(rows: Operand, unit: AnyUnit): unknown {
    const { every } = this.recording as { every: number };
    return new Quantity(index(rows, slice(0, shapeOf(rows)[0], every)), unit);
  }
}

/**
 * Records every k-th step: of steps 0, k, 2k and so on. Return it from a step in the place of the quantity; what comes
 * out has a row for each of those steps, and the others are not kept anywhere.
 *
 * @param k - an integer of 1 or more
 * @throws when k is no such integer, or x no quantity
 *
 * @example
 * const [vs] = transform.forLoop((t) => environ.context({ t }, () => {
 *   neuron.step(mA(25));
 *   return [record.every(10, neuron.V.value)];
 * }), times);
 * vs.shape; // [200, 1] of 2000 steps
 */
export function every<D>(k: number, x: Quantity<D>): Every<D> {
  if (!Number.isSafeInteger(k) || k < 1) fail('record/every', { value: showValue(k) });
  if (!(x instanceof Quantity)) fail('record/quantity', { operation: 'record.every', value: showValue(x) });
  return new Every<D>(x, { kind: 'every', every: k });
}
