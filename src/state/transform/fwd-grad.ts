import { checkOptions } from '../../core/options.js';
import {
  batchProgram,
  index,
  instantiate,
  maximum,
  mean,
  minimum,
  mul,
  pushForward,
  repeatUnbatched,
  reshape,
  toValue,
  traceOperands,
  type FloatDType,
  type Operand,
} from '../../engine/index.js';
import * as draw from '../../engine/random/index.js';
import { Quantity } from '../../unit/index.js';
import { defaultRandom } from '../random.js';
import { requireInteger } from './checks.js';
import { requireScalarHead } from './differentiable.js';
import { gradOptions, type Argnums, type GradOptions } from './gradient-options.js';
import { gradientFunction } from './gradient.js';
import type { GradStates } from './grad-states.js';
import type { GradientResult } from './gradient-types.js';

/** What `fwdGrad` can be told besides. */
export interface FwdGradOptions {
  /** How many directions are averaged over. 1 unless given. */
  tangentSize?: number | undefined;
  /** Directional derivatives are brought into [-drctDerClip, drctDerClip]. Not unless given. */
  drctDerClip?: number | undefined;
  /** The seed of the directions; from the shared source of random numbers unless given. */
  key?: number | undefined;
}

/**
 * An estimate of the gradient of a scalar function, forwards alone: the derivative in random directions, each times its
 * direction. Without bias, noisy, and with nothing kept of a long run. Otherwise with the options and the order of `grad`.
 *
 * Baydin et al. (2022), Gradients without backpropagation, arXiv 2202.08587.
 *
 * @example
 * transform.fwdGrad((x: Quantity<'one'>) => x.pow(2).sum(), { tangentSize: 100 })(u.unitless([2, 3])); // some [4 6]
 */
export function fwdGrad<
  A extends readonly unknown[],
  L,
  X,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(
  f: (...args: A) => readonly [L, X],
  options: FwdGradOptions & GradOptions<S, N, true, V, U> & { hasAux: true },
): (...args: A) => GradientResult<A, L, S, N, V, U, [X]>;
export function fwdGrad<
  A extends readonly unknown[],
  L,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(
  f: (...args: A) => L,
  options?: FwdGradOptions & GradOptions<S, N, false, V, U>,
): (...args: A) => GradientResult<A, L, S, N, V, U, []>;
export function fwdGrad(
  f: (...args: never[]) => unknown,
  options: FwdGradOptions & GradOptions = {},
): (...args: never[]) => unknown {
  checkOptions('fwdGrad', options, ['tangentSize', 'drctDerClip', 'key', ...gradOptions]);
  const { tangentSize = 1, drctDerClip, key, ...others } = options;
  requireInteger('fwdGrad', 'tangentSize', 1, tangentSize);
  return gradientFunction('fwdGrad', f, others, (call) => {
    requireScalarHead(call);
    const { heads: [loss], head, targets, start, wanted } = call;
    const keys = draw.split(key === undefined ? defaultRandom().splitKey().mantissa : draw.seedKey(key), targets.length);
    const directions = targets.map(({ aval }, i) =>
      draw.normal(index(keys, i), [tangentSize, ...aval.shape], aval.dtype as FloatDType),
    );
    const line = traceOperands(
      (ts) => [toValue(instantiate(pushForward(call.program, call.ins, call.spread(ts), 'forward').tangents[start], loss))],
      targets.map(({ aval }) => aval),
    );
    const marks = [...line.captured.map(() => false), ...directions.map(() => true)];
    const found = batchProgram(line.program, [...line.captured, ...directions], marks, tangentSize);
    const slopes = clipped(repeatUnbatched(found, tangentSize)[0], drctDerClip);
    const gradients = targets.map(({ aval, unit }, i) => {
      const each = mul(directions[i], reshape(slopes, [tangentSize, ...aval.shape.map(() => 1)]));
      return new Quantity(mean(each, 0), wanted.unitAware ? head.units[0].div(unit) : unit);
    });
    return { gradients, ...call.finish(call.evaluated()) };
  });
}

function clipped(x: Operand, limit: number | undefined): Operand {
  return limit === undefined ? x : minimum(maximum(x, -limit), limit);
}
