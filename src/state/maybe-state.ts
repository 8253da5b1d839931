import { State } from './state.js';

/** The value of a State; anything else as it is. */
export function maybeState<S extends State<unknown>>(x: S): S['value'];
export function maybeState<T>(x: T): T;
export function maybeState(x: unknown): unknown {
  return x instanceof State ? (x as State<unknown>).value : x;
}
