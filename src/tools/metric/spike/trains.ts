import { spikeEvents, type Spikes } from '../../spikes/spike-events.js';

/** The steps in which each neuron fired, ascending. */
export interface Trains {
  readonly trains: readonly Int32Array[];
  readonly length: number;
  readonly size: number;
}

/** The spikes, neuron by neuron. */
export function trainsOf(spikes: Spikes, metric: string): Trains {
  const { steps, neurons, length, size } = spikeEvents(spikes, metric);
  const ends = new Int32Array(size + 1);
  for (const neuron of neurons) ends[neuron + 1]++;
  for (let i = 0; i < size; i++) ends[i + 1] += ends[i];
  const next = ends.slice();
  const sorted = new Int32Array(neurons.length);
  neurons.forEach((neuron, i) => {
    sorted[next[neuron]++] = steps[i];
  });
  return { trains: Array.from({ length: size }, (_, i) => sorted.subarray(ends[i], ends[i + 1])), length, size };
}

/** How many of the spikes of one train have one of the other within so many steps. */
export function coincident(train: Int32Array, other: Int32Array, within: number): number {
  let count = 0;
  let from = 0;
  for (const step of train) {
    while (from < other.length && other[from] < step - within) from++;
    if (from < other.length && other[from] <= step + within) count++;
  }
  return count;
}

/** Calls a function for every pair of neurons, the first below the second. */
export function forPairs(size: number, f: (i: number, j: number) => void): void {
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) f(i, j);
}
