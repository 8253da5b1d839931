import { State } from './state.js';

/** The value of a State; anything else as it is. */
export function maybeState<T>(x: State<T> | T): T {
  return x instanceof State ? (x as State<T>).value : x;
}
