import { NDArray } from '../array/ndarray.js';
import { sizeOf, stridesOf, type Shape } from '../array/shape.js';
import type { SpikeArray } from '../array/spike-array.js';
import { walk, type SliceParams } from './movement.js';

// Spikes that a run has recorded are cut and counted as they are kept, since their matrix may be larger than memory.

/** A slice of recorded spikes in the shape that the index gives it. Of one step alone it is an array as any other. */
export function sliceOfSpikes(x: SpikeArray, { start, size, step }: SliceParams, shape: Shape, keepsSteps: boolean): NDArray {
  const [steps, ...neurons] = size.map((n, axis) => ({ start: start[axis], size: n, step: step[axis] }));
  const grid = x.shape.slice(1);
  const whole = neurons.every((along, axis) => along.size === grid[axis] && along.step === 1);
  const part = x.part(keepsSteps ? shape : [1, ...shape], steps, whole ? undefined : placesOf(neurons, grid));
  return keepsSteps ? part : new NDArray(shape, x.dtype, part.dense());
}

/** Where each neuron of a grid is in a part of it, in row-major order; -1 for one that is not. */
function placesOf(part: readonly { start: number; size: number; step: number }[], grid: Shape): Int32Array {
  const strides = stridesOf(grid);
  const offset = part.reduce((sum, { start }, axis) => sum + start * strides[axis], 0);
  const places = new Int32Array(sizeOf(grid)).fill(-1);
  let next = 0;
  walk(part.map(({ size }) => size), [{ offset, strides: part.map(({ step }, axis) => step * strides[axis]) }], ([at]) => (places[at] = next++));
  return places;
}

/** How many recorded spikes there are along all axes but those that are kept, which ascend. */
export function countOfSpikes(x: SpikeArray, kept: readonly number[]): NDArray {
  const shape = kept.map((axis) => x.shape[axis]);
  const inner = stridesOf(shape);
  const strides = x.shape.map((_, axis) => inner[kept.indexOf(axis)] ?? 0);
  const grid = x.shape.slice(1);
  const places = new Int32Array(sizeOf(grid));
  let next = 0;
  walk(grid, [{ offset: 0, strides: strides.slice(1) }], ([at]) => (places[next++] = at));
  return new NDArray(shape, 'int32', x.count(sizeOf(shape), strides[0], places));
}
