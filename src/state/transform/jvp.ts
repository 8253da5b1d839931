import { checkOptions } from '../../core/options.js';
import { instantiate, pushForward } from '../../engine/index.js';
import { requireFunction } from './checks.js';
import { differentiable, requireFloatResults } from './differentiable.js';
import { avalsOf, fitTree } from './fit.js';
import { wanted } from './gradient-options.js';
import { putTogether, takeApart } from './leaves.js';
import { runOrRecord } from './stateful-program.js';
import type { Carried, Result, Results } from './types.js';

/** What `jvp` can be told. */
export interface JvpOptions<Aux = boolean> {
  /** The function returns [value, anything]; the rest is handed on, third. False unless given. */
  hasAux?: Aux;
}

/**
 * A function's value, and its derivative in the direction of `tangents`, forwards: `[value, tangent]`. Tangents are
 * quantities like the arguments; States are constants, and those that the function writes are written.
 *
 * @param primals - the arguments, as a list
 * @param tangents - a direction: a list with the structure, dimensions and shapes of the arguments
 *
 * @example
 * const [y, slope] = transform.jvp((x) => x.mul(x), [mV([1, 2])], [mV([1, 1])]); // slope [2. 4.] mV^2
 */
export function jvp<A extends readonly unknown[], L, X>(
  f: (...args: NoInfer<Results<A>>) => readonly [L, X],
  primals: readonly [...A],
  tangents: Carried<NoInfer<A>>,
  options: JvpOptions<true> & { hasAux: true },
): [Result<L>, Result<L>, Result<X>];
export function jvp<A extends readonly unknown[], R>(
  f: (...args: NoInfer<Results<A>>) => R,
  primals: readonly [...A],
  tangents: Carried<NoInfer<A>>,
  options?: JvpOptions<false>,
): [Result<R>, Result<R>];
export function jvp(
  f: (...args: never[]) => unknown,
  primals: readonly unknown[],
  tangents: unknown,
  options: JvpOptions = {},
): unknown {
  requireFunction('jvp', 'the function', f);
  checkOptions('jvp', options, ['hasAux']);
  const { hasAux = false } = options;
  const all = wanted('jvp', { argnums: primals.map((_, i) => i), hasAux });
  const found = runOrRecord([primals, tangents], 'an argument', (given) => {
    const [args, directions] = given as [readonly unknown[], unknown];
    const call = differentiable(all, f, args);
    requireFloatResults(call);
    const like = takeApart(args, 'an argument');
    const slopes = fitTree('the tangents of jvp', directions, like, avalsOf(like));
    const pushed = pushForward(call.program, call.ins, call.spread(slopes), 'forward');
    const tangent = call.heads.map((aval, i) => instantiate(pushed.tangents[call.start + i], aval));
    const { value, aux } = call.finish(pushed.outs);
    return [value, putTogether(call.head, tangent), aux];
  }) as readonly unknown[];
  return hasAux ? found : found.slice(0, 2);
}
