import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { BitArray, elementsOf, EventArray, isTraced, NDArray, sizeOf } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import type { Bits, Events } from '../../state/record/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';

/** Spikes of a run: a matrix `[T, N]` in which whatever is above 0 is a spike, or what was recorded as events or bits. */
export type Spikes = Quantity<'one'> | Events | Bits;

/** Which neuron fired in which step: in the order of the steps, and of the neurons within one. */
export interface SpikeEvents {
  readonly steps: Int32Array;
  readonly neurons: Int32Array;
  /** How many steps there are. */
  readonly length: number;
  /** How many neurons there are; those of several axes are counted in row-major order. */
  readonly size: number;
}

/** True of spikes that were recorded as events or bits, in whichever clothes. */
export function isRecorded(spikes: unknown): spikes is Spikes {
  if (spikes instanceof Quantity) return spikes.mantissa instanceof EventArray || spikes.mantissa instanceof BitArray;
  return typeof spikes === 'object' && spikes !== null && 'toDense' in spikes && 'ofAll' in spikes;
}

/**
 * The spikes as events. What was recorded as events stays so; a matrix is read once.
 *
 * @throws when there is no axis of steps and one of neurons, or the spikes are traced
 */
export function spikeEvents(spikes: Spikes, operation: string): SpikeEvents {
  const quantity = (isRecorded(spikes) && !(spikes instanceof Quantity) ? spikes.toDense() : spikes) as AnyQuantity;
  if (!(quantity instanceof Quantity)) fail('spikes/spikes', { operation, value: showValue(spikes) });
  const { mantissa, shape } = quantity;
  if (isTraced(mantissa)) fail('spikes/traced', { operation });
  if (!(mantissa instanceof NDArray) || shape.length < 2) fail('spikes/matrix', { operation, shape: showShape(shape) });
  const [length, ...rest] = shape;
  const size = sizeOf(rest);
  if (mantissa instanceof EventArray || mantissa instanceof BitArray) {
    const events = mantissa instanceof BitArray ? mantissa.toEvents() : mantissa;
    return { steps: events.steps(), neurons: events.neurons, length, size };
  }
  return eventsIn(elementsOf(mantissa), length, size);
}

/** The events of a matrix, row-major. */
export function eventsIn(matrix: ArrayLike<number>, length: number, size: number): SpikeEvents {
  let count = 0;
  for (let i = 0; i < matrix.length; i++) if (matrix[i] > 0) count++;
  const [steps, neurons] = [new Int32Array(count), new Int32Array(count)];
  let event = 0;
  for (let step = 0, i = 0; step < length; step++) {
    for (let neuron = 0; neuron < size; neuron++, i++) {
      if (!(matrix[i] > 0)) continue;
      steps[event] = step;
      neurons[event++] = neuron;
    }
  }
  return { steps, neurons, length, size };
}
