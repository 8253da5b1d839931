import { instantiate, NDArray } from '../../engine/index.js';
import { Quantity, type AnyUnit } from '../../unit/index.js';
import { requireScalarHead, type Differentiable } from './differentiable.js';
import type { Argnums, GradOptions } from './gradient-options.js';
import { gradientFunction, type Derivatives } from './gradient.js';
import type { GradStates } from './grad-states.js';
import type { GradientResult } from './gradient-types.js';

/**
 * The gradient of a scalar function: by States (`gradStates`), by arguments (`argnums`), or by both. The answer starts
 * with the gradients, in the tree of what they belong to; `returnValue` and `hasAux` add the value and the rest. States
 * that the function writes are written, once.
 *
 * Without units in play a gradient of a loss has the unit of its State, so that `w.sub(gradient.mul(rate))` is a step of
 * descent; with `unitAware` it has the unit of the loss by that of its State.
 *
 * @param f - returns one float scalar, or with `hasAux` `[scalar, anything]`
 * @throws when the value is not one float scalar, has a unit (unless `unitAware`), or a State is not touched (unless
 * `checkStates` is false)
 *
 * @example
 * const loss = () => w.value.mul(x).sub(y).pow(2).mean();
 * const [gradients, value] = transform.grad(loss, { gradStates: { w }, returnValue: true })();
 * w.value = w.value.sub(gradients.w.mul(0.1));
 */
export function grad<
  A extends readonly unknown[],
  L,
  X,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(
  f: (...args: A) => readonly [L, X],
  options: GradOptions<S, N, true, V, U> & { hasAux: true },
): (...args: A) => GradientResult<A, L, S, N, V, U, [X]>;
export function grad<
  A extends readonly unknown[],
  L,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(f: (...args: A) => L, options?: GradOptions<S, N, false, V, U>): (...args: A) => GradientResult<A, L, S, N, V, U, []>;
export function grad(f: (...args: never[]) => unknown, options: GradOptions = {}): (...args: never[]) => unknown {
  return gradientFunction('grad', f, options, (call) => {
    requireScalarHead(call);
    const [loss] = call.heads;
    return pulled(call, [NDArray.scalar(1, loss.dtype)], call.head.units[0]);
  });
}

/** The cotangents of the targets for cotangents of the heads, as quantities; `of` is the unit of what is differentiated. */
export function pulled(f: Differentiable, cotangents: readonly NDArray[], of: AnyUnit): Derivatives {
  const { outs, pull } = f.linearized();
  const gradients = pull(cotangents).map((ct, i) => {
    const { aval, unit } = f.targets[i];
    return new Quantity(instantiate(ct, aval), f.wanted.unitAware ? of.div(unit) : unit);
  });
  return { gradients, ...f.finish(outs) };
}
