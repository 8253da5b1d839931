import { checkOptions } from '../../core/options.js';
import {
  compile,
  currentBuilder,
  instantiate,
  jit,
  runToEnd,
  type NDArray,
  type Operand,
} from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { requireFunction } from './checks.js';
import { differentiable, linearizedAt, requireFloatResults, type Differentiable } from './differentiable.js';
import { fitTree } from './fit.js';
import { wanted, type Argnums } from './gradient-options.js';
import type { ArgumentGradients, StateGradients } from './gradient-types.js';
import type { GradStates } from './grad-states.js';
import type { Carried, Result, Results } from './types.js';

/** What `vjp` can be told. */
export interface VjpOptions<S = unknown, N = unknown, Aux = boolean> {
  /** States to differentiate by, beside the arguments. None unless given. */
  gradStates?: S;
  /** Positions of arguments to differentiate by: the first unless given; null for none. */
  argnums?: N;
  /** The function returns [value, anything]; the rest is handed on, third. False unless given. */
  hasAux?: Aux;
}

/** What the pullback of `vjp` returns: cotangents of States and of arguments, or of the one kind there is. */
export type Cotangents<A extends readonly unknown[], S, N> = [S] extends [undefined]
  ? OfArguments<A, N>
  : A extends readonly []
    ? StateGradients<S, 'one', false>
    : [N] extends [null]
      ? StateGradients<S, 'one', false>
      : [StateGradients<S, 'one', false>, OfArguments<A, N>];

type OfArguments<A extends readonly unknown[], N> = ArgumentGradients<A, [N] extends [undefined] ? 0 : N, 'one', false>;

/**
 * A function's value, and its derivative transposed: `[value, pullback]`. `pullback(cotangent)` takes a tree like the
 * value and gives cotangents in the trees and units of what they belong to; it may be called as often as wanted. By
 * States and arguments it gives `[of States, of arguments]`. States that the function writes are written once, and the
 * pullback stands for the values they had before.
 *
 * @param primals - the arguments, as a list
 *
 * @example
 * const [y, pullback] = transform.vjp((x) => x.mul(w.value), [u.unitless([1, 2])], { gradStates: w });
 * const [byW, byX] = pullback(y);
 */
export function vjp<
  A extends readonly unknown[],
  L,
  X,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | null | undefined = undefined,
>(
  f: (...args: NoInfer<Results<A>>) => readonly [L, X],
  primals: readonly [...A],
  options: VjpOptions<S, N, true> & { hasAux: true },
): [Result<L>, (cotangent: Carried<Result<L>>) => Cotangents<A, S, N>, Result<X>];
export function vjp<
  A extends readonly unknown[],
  R,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | null | undefined = undefined,
>(
  f: (...args: NoInfer<Results<A>>) => R,
  primals: readonly [...A],
  options?: VjpOptions<S, N, false>,
): [Result<R>, (cotangent: Carried<Result<R>>) => Cotangents<A, S, N>];
export function vjp(f: (...args: never[]) => unknown, primals: readonly unknown[], options: VjpOptions = {}): unknown {
  requireFunction('vjp', 'the function', f);
  checkOptions('vjp', options, ['gradStates', 'argnums', 'hasAux']);
  const { gradStates, hasAux = false } = options;
  const argnums = options.argnums === null || primals.length === 0 ? [] : (options.argnums ?? 0);
  const none = Array.isArray(argnums) && argnums.length === 0;
  const call = differentiable(
    { ...wanted('vjp', { gradStates, argnums, hasAux }), argnums: none ? undefined : (argnums as Argnums) },
    f,
    primals,
  );
  const { outs, pull } = call.orUndone(() => {
    requireFloatResults(call);
    return currentBuilder() === null ? atOnce(call) : call.linearized();
  });
  const { value, aux } = call.finish(outs);
  const pullback = (cotangent: unknown): unknown => {
    const cts = fitTree('the cotangent', cotangent, call.head, call.heads);
    const found = pull(cts).map((ct, i) => new Quantity(instantiate(ct, call.targets[i].aval), call.targets[i].unit));
    return call.arrange(found);
  };
  return hasAux ? [value, pullback, aux] : [value, pullback];
}

/** The value computed now; the pullback as a program of its own, compiled at its first call. */
function atOnce(call: Differentiable): { outs: readonly Operand[]; pull(cts: readonly Operand[]): readonly Operand[] } {
  const outs = runToEnd(compile(call.program), call.ins as readonly NDArray[]);
  const pull = jit((ins: readonly Operand[], cts: readonly Operand[]) =>
    linearizedAt(call, ins).pull(cts).map((ct, i) => instantiate(ct, call.targets[i].aval)),
  );
  return { outs, pull: (cts) => pull(call.ins, cts) };
}
