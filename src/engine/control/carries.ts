import { fail } from '../../core/error.js';
import { sameShape } from '../array/shape.js';
import { showAval } from '../program/print.js';
import type { Aval } from '../program/program.js';

/** Refuses a loop whose body hands on another shape or dtype than it was given. */
export function checkCarries(before: readonly Aval[], after: readonly Aval[]): void {
  before.forEach((carry, index) => {
    const next = after[index];
    if (next.dtype === carry.dtype && sameShape(next.shape, carry.shape)) return;
    fail('control/carry', { index, before: showAval(carry), after: showAval(next) });
  });
}
