import { currentBuilder } from '../engine/index.js';

/** Remembers how to put back what is about to change outside of States: done if the present trace fails. */
export function onAbort(undo: () => void): void {
  currentBuilder()?.onAbort(undo);
}

/** The trace that is going on, as an object to be told from others; null outside of every one. */
export function presentTrace(): object | null {
  return currentBuilder()?.root() ?? null;
}
