import { fail } from '../../core/error.js';
import { instantiate, NDArray } from '../../engine/index.js';
import { Quantity, unitless, type AnyUnit } from '../../unit/index.js';
import { requireFloatResults } from './differentiable.js';
import type { Argnums, GradOptions } from './gradient-options.js';
import { gradientFunction } from './gradient.js';
import type { GradStates } from './grad-states.js';
import type { GradientResult } from './gradient-types.js';

/**
 * The gradient of the sum of all that a function returns: for an elementwise function its derivative, element by
 * element. Otherwise as `grad`, except that gradients are plain numbers unless `unitAware` is set, as in brainstate: by
 * then the function may return values in units of its own, and with `unitAware` one array.
 *
 * @example
 * transform.vectorGrad((x: Quantity<'current'>) => x.pow(2), { unitAware: true })(mA([2, 3])); // [4. 6.] mA
 */
export function vectorGrad<
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
): (...args: A) => GradientResult<A, L, S, N, V, VectorUnits<U>, [X]>;
export function vectorGrad<
  A extends readonly unknown[],
  L,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(
  f: (...args: A) => L,
  options?: GradOptions<S, N, false, V, U>,
): (...args: A) => GradientResult<A, L, S, N, V, VectorUnits<U>, []>;
export function vectorGrad(f: (...args: never[]) => unknown, options: GradOptions = {}): (...args: never[]) => unknown {
  return gradientFunction('vectorGrad', f, options, (call) => {
    requireFloatResults(call);
    const { heads, head, targets, wanted } = call;
    if (wanted.unitAware && heads.length !== 1) fail('transform/oneResult', { operation: 'vectorGrad', count: heads.length });
    const { outs, pull } = call.linearized();
    const cotangents = pull(heads.map(({ shape, dtype }) => NDArray.full(shape, dtype, 1)));
    const unitOf = (unit: AnyUnit): AnyUnit => (wanted.unitAware ? head.units[0].div(unit) : unitless);
    const gradients = cotangents.map((ct, i) => new Quantity(instantiate(ct, targets[i].aval), unitOf(targets[i].unit)));
    return { gradients, ...call.finish(outs) };
  });
}

/** Which units gradients have: those of a derivative, or none. */
type VectorUnits<U> = U extends true ? true : 'none';
