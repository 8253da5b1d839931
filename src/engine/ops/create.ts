import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { floatDType, roundToDType, type DType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { elementwise } from './elementwise.js';
import { broadcastTo } from './movement.js';
import { toValue } from './operand.js';

export const iotaOp = elementwise<{ length: number; dtype: DType }>('iota', {
  shape: ({ length }) => [length],
  outputs: (_, { dtype }) => [dtype],
  lanes: (L, _, __, { dtype }, index) => [L.cast(index, 'int32', dtype)],
  jvp: 'zero',
});

/** 0, 1, 2, … */
export function iota(length: number, dtype: DType = 'int32'): Operand {
  return bind(iotaOp, [], { length: checkShape([length])[0], dtype })[0];
}

/**
 * Evenly spaced numbers from `start` up to but not including `stop`. In float32 each is
 * `start + i * step` with every operand and result rounded to float32, as JAX computes them: the clock of a
 * simulation is the same to the bit.
 */
export function arange(start: number, stop: number, step: number, dtype: DType = floatDType()): NDArray {
  if (!Number.isFinite(start) || !Number.isFinite(stop) || !Number.isFinite(step) || step === 0) {
    fail('engine/arange', { start, stop, step });
  }
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const out = NDArray.zeros([length], dtype);
  const round = (x: number): number => roundToDType(x, dtype);
  for (let i = 0; i < length; i++) out.data[i] = round(round(start) + round(round(i) * round(step)));
  return out;
}

/** `value` everywhere. */
export function full(shape: Shape, value: Operand, dtype: DType = floatDType()): Operand {
  return broadcastTo(toValue(value, dtype), checkShape(shape));
}

export function zeros(shape: Shape, dtype: DType = floatDType()): NDArray {
  return NDArray.zeros(checkShape(shape), dtype);
}

export function ones(shape: Shape, dtype: DType = floatDType()): NDArray {
  return NDArray.full(checkShape(shape), dtype, 1);
}

function checkShape(shape: Shape): Shape {
  if (!shape.every((n) => Number.isInteger(n) && n >= 0)) fail('engine/shape', { shape: showShape(shape) });
  return shape;
}
