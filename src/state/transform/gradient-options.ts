import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { showValue } from '../show-value.js';
import type { GradStates } from './grad-states.js';

/** What to differentiate by, and what to give back besides. The same for every gradient and Jacobian. */
export interface GradOptions<S = unknown, N = unknown, Aux = boolean, Value = boolean, Aware = boolean> {
  /** States to differentiate by: a State, or a list, an object or a Map of them. The gradient has the same tree. */
  gradStates?: S;
  /**
   * Positions of arguments to differentiate by: a number gives that gradient, a list a list. Without gradStates the first
   * argument unless given; with them none, and together the answer is [gradients of States, gradients of arguments].
   */
  argnums?: N;
  /** The function returns [value, anything]; the rest is handed on. False unless given. */
  hasAux?: Aux;
  /** Gives the function's value back too, after the gradients. False unless given. */
  returnValue?: Value;
  /**
   * Gradients have the unit of the value by that of what it is differentiated by. Otherwise the value has none, and each
   * gradient has the unit of what it belongs to, so that an update is `w.sub(gradient.mul(rate))`. False unless given.
   */
  unitAware?: Aware;
  /** Whether a State that the function does not touch is an error, and not a gradient of zeros. True unless given. */
  checkStates?: boolean | undefined;
}

/** Which arguments. */
export type Argnums = number | readonly number[];

/** `GradOptions` after checking. */
export interface Wanted {
  readonly operation: string;
  readonly gradStates: GradStates | undefined;
  readonly argnums: Argnums | undefined;
  readonly hasAux: boolean;
  readonly returnValue: boolean;
  readonly unitAware: boolean;
  readonly checkStates: boolean;
}

/** The names of those options. */
export const gradOptions = ['gradStates', 'argnums', 'hasAux', 'returnValue', 'unitAware', 'checkStates'] as const;

/** Fills in the defaults, and refuses options and positions that are none. */
export function wanted(operation: string, options: GradOptions): Wanted {
  checkOptions(operation, options, gradOptions);
  const { gradStates, argnums, hasAux = false, returnValue = false, unitAware = false, checkStates = true } = options;
  const positions = (argnums ?? (gradStates === undefined ? 0 : undefined)) as Argnums | undefined;
  const list = positionsOf(positions);
  for (const n of list) {
    if (!Number.isSafeInteger(n) || n < 0) fail('transform/argnums', { operation, value: showValue(n), count: Infinity });
  }
  if (new Set(list).size !== list.length) fail('transform/argnumsTwice', { operation, value: showValue(positions) });
  return { operation, gradStates: gradStates as GradStates | undefined, argnums: positions, hasAux, returnValue, unitAware, checkStates };
}

/** The positions as a list. */
export function positionsOf(argnums: Argnums | undefined): readonly number[] {
  if (argnums === undefined) return [];
  return Array.isArray(argnums) ? (argnums as readonly number[]) : [argnums as number];
}
