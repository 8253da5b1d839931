import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { mapTangent, mul } from './arithmetic.js';
import { elementwise, floats } from './elementwise.js';
import { cast } from './cast.js';
import { dtypeOf, toValue } from './operand.js';
import { isFloat, floatDType } from '../array/dtype.js';

/** What a gradient sees in place of a spike's own derivative, which is zero almost everywhere. */
export interface SpikeSurrogate {
  /** Tells one surrogate from another; equal keys mean equal derivatives. */
  readonly key: string;
  /** The surrogate's derivative at `x`. */
  derivative(x: Operand): Operand;
}

export const spikeOp = elementwise<{ surrogate: SpikeSurrogate }>('spike', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    return [L.select(F.le(F.constant(0), x), F.constant(1), F.constant(0), dtype)];
  },
  jvp: ([x], [t], { surrogate }) => [mapTangent(t, (d) => mul(d, surrogate.derivative(stopGradient(x))))],
});

/** 1 where `x >= 0`, else 0, as a float; differentiated, it is the surrogate. */
export function spike(x: Operand, surrogate: SpikeSurrogate): Operand {
  const value = toValue(isFloat(dtypeOf(x)) ? x : cast(x, floatDType()));
  return bind(spikeOp, [value], { surrogate })[0];
}

export const stopGradientOp = elementwise('stopGradient', {
  lanes: (_, [x]) => [x],
  jvp: 'zero',
  // Of a tangent too: a rule that has been batched guards its operands with it.
  transpose: () => [null],
});

/** The same value, which derivatives take for a constant. */
export function stopGradient(x: Operand): Operand {
  return typeof x === 'number' ? x : bind(stopGradientOp, [x], {})[0];
}
