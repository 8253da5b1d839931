import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { shapeOf, toValue, type Aval } from '../../engine/index.js';
import { showValue } from '../show-value.js';
import type { Leaves } from './leaves.js';

/** How many steps a loop takes along the first axes of its inputs; `length` says it where there are none. */
export function stepsAlong(operation: string, { operands, paths }: Leaves, length: number | undefined): number {
  if (length !== undefined && (!Number.isSafeInteger(length) || length < 0)) {
    fail('transform/length', { operation, value: showValue(length) });
  }
  const names = paths.map((path) => (path.length === 0 ? 'the input' : `input ${path.join('.')}`));
  const lengths = operands.map((x, i) => {
    const shape = shapeOf(x);
    if (shape.length === 0) fail('transform/scalarWalk', { operation, input: names[i] });
    return shape[0];
  });
  const steps = length ?? lengths[0];
  if (steps === undefined) fail('transform/nothingToWalk', { operation });
  if (lengths.some((n) => n !== steps)) {
    const shapes = operands.map((x, i) => `${names[i]} has shape ${showShape(shapeOf(x))}`);
    fail('transform/walkLengths', { operation, length: length === undefined ? undefined : String(length), shapes });
  }
  return steps;
}

/** One slice of each input along its first axis. */
export function rowAvals({ operands }: Pick<Leaves, 'operands'>): Aval[] {
  return operands.map((x) => ({ shape: shapeOf(x).slice(1), dtype: toValue(x).dtype }));
}
