import { catalogue } from '../../core/catalogue/index.js';
import { config } from '../../core/config.js';
import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { jitErrorIf } from '../../state/transform/index.js';
import * as math from '../../unit/math/index.js';
import type { Numbers } from './rule.js';

/** Numbers by their names. */
type Named = Readonly<Record<string, unknown>>;

/** Refuses what is not a finite number of zero or more. */
export function checkNotNegative(owner: string, values: Named): void {
  check(owner, values, 'a finite number, zero or more', (x) => x >= 0 && Number.isFinite(x));
}

/** Refuses what is not a finite number above zero. */
export function checkPositive(owner: string, values: Named): void {
  check(owner, values, 'a positive, finite number', (x) => x > 0 && Number.isFinite(x));
}

/** Refuses what is not from 0 to 1, 1 not included: the decay of a running mean. */
export function checkDecay(owner: string, values: Named): void {
  check(owner, values, 'from 0 to 1, 1 not included', (x) => x >= 0 && x < 1);
}

/** Refuses what is not a whole number of `least` or more. */
export function checkWhole(owner: string, values: Named, least = 1): void {
  check(owner, values, `a whole number of ${least} or more`, (x) => Number.isSafeInteger(x) && x >= least);
}

/** Refuses two decays that are none. */
export function checkBetas(owner: string, betas: unknown): asserts betas is readonly [number, number] {
  if (!Array.isArray(betas) || betas.length !== 2) fail('optim/pair', { owner, name: 'betas', value: showValue(betas) });
  checkDecay(owner, { 'betas[0]': betas[0] as unknown, 'betas[1]': betas[1] as unknown });
}

/** Refuses what is not one of the choices. */
export function checkChoice(owner: string, name: string, value: unknown, choices: readonly string[]): void {
  if (!choices.includes(value as string)) fail('optim/choice', { owner, name, value: showValue(value), choices });
}

function check(owner: string, values: Named, wants: string, holds: (x: number) => boolean): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'number' || !holds(value)) fail('optim/option', { owner, name, wants, value: showValue(value) });
  }
}

/** Refuses a gradient that is not finite, when the step runs. */
export function checkFinite(optimizer: string, weight: string, gradient: Numbers): void {
  // A run that is watched says more: which operation it began with.
  if (config.debug === 'nan') return;
  jitErrorIf(math.any(math.logicalNot(math.isfinite(gradient))), catalogue['optim/not-finite']({ optimizer, weight }));
}
