import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';

export type Shape = readonly number[];

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Elements to step over for one step along each axis, last axis fastest. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** The shape that these broadcast to, by numpy's rule; refuses shapes that do not fit. */
export function broadcastShapes(shapes: readonly Shape[], operation: string): number[] {
  let rank = 0;
  for (const shape of shapes) rank = Math.max(rank, shape.length);
  const out = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const axis = rank - shape.length + i;
      const n = shape[i];
      if (n === 1 || n === out[axis]) continue;
      if (out[axis] !== 1) {
        fail('engine/broadcast', { operation, shapes: shapes.map(showShape) });
      }
      out[axis] = n;
    }
  }
  return out;
}

/** An axis counted from either end, as a number from 0 to rank - 1. */
export function normaliseAxis(axis: number, rank: number, operation: string): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) fail('engine/axis', { operation, axis, rank });
  return axis < 0 ? axis + rank : axis;
}

export function showShapes(shapes: readonly Shape[]): string[] {
  return shapes.map(showShape);
}
