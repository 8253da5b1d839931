import { fail } from '../../core/error.js';
import { isPlainObject, type TreeShape } from '../../core/tree.js';
import { shapeOf, transpose, type Operand } from '../../engine/index.js';
import { showValue } from '../show-value.js';
import { takeStates, type GradStates } from './grad-states.js';
import type { AnyState } from './trace-states.js';

/**
 * Axes to map over: a number for every array in a value, null for none, or a list or an object with one of these for each
 * part of it.
 */
export type MapAxes = number | null | readonly MapAxes[] | { readonly [key: string]: MapAxes };

/** States with an axis to map over: those of axis 0, or `{ [axis]: states }`. */
export type StateAxes = GradStates | { readonly [axis: number]: GradStates };

/** The axis of each leaf of a tree of this shape. */
export function axesOf(operation: string, option: string, axes: MapAxes, shape: TreeShape): (number | null)[] {
  if (axes === null || typeof axes === 'number') {
    if (axes !== null && !Number.isSafeInteger(axes)) refuse(operation, option, axes);
    return Array.from({ length: leavesIn(shape) }, () => axes);
  }
  if (shape.kind === 'array' && Array.isArray(axes) && axes.length === shape.items.length) {
    return shape.items.flatMap((item, i) => axesOf(operation, option, (axes as readonly MapAxes[])[i], item));
  }
  if (shape.kind === 'object' && isPlainObject(axes)) {
    const parts = axes as Record<string, MapAxes | undefined>;
    return shape.items.flatMap((item, i) => axesOf(operation, option, parts[shape.keys[i]] ?? null, item));
  }
  return refuse(operation, option, axes);
}

function refuse(operation: string, option: string, axes: unknown): never {
  const wants = 'an integer, null for none, or one of these for each part';
  return fail('transform/axes', { operation, option, wants, value: showValue(axes) });
}

function leavesIn(shape: TreeShape): number {
  if (shape.kind === 'leaf') return 1;
  return shape.kind === 'none' ? 0 : shape.items.reduce((count, item) => count + leavesIn(item), 0);
}

/** The States of an option and their axes. */
export function stateAxesOf(option: string, states: StateAxes | undefined): Map<AnyState, number> {
  if (states === undefined) return new Map();
  const byAxis = isPlainObject(states) && Object.keys(states).length > 0 && Object.keys(states).every((key) => /^-?\d+$/.test(key));
  const groups: [number, unknown][] = byAxis ? Object.entries(states).map(([axis, own]) => [Number(axis), own]) : [[0, states]];
  return new Map(groups.flatMap(([axis, own]) => takeStates(`vmap, ${option}`, own).states.map((state) => [state, axis] as const)));
}

/** The axis as a number from 0; refuses one that is not there. */
export function axisIn(operation: string, what: string, axis: number, shape: readonly number[]): number {
  const from0 = axis < 0 ? axis + shape.length : axis;
  if (from0 >= 0 && from0 < shape.length) return from0;
  return fail('transform/axis', { operation, option: what, value: String(axis), shape: `(${shape.join(', ')})` });
}

/** The shape without that axis. */
export function withoutAxis(shape: readonly number[], axis: number): number[] {
  return shape.filter((_, i) => i !== axis);
}

/** The array with one axis somewhere else. */
export function moveAxis(x: Operand, from: number, to: number): Operand {
  if (from === to) return x;
  const order = shapeOf(x).map((_, i) => i).filter((i) => i !== from);
  order.splice(to, 0, from);
  return transpose(x, order);
}
