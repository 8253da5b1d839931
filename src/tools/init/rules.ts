import { fail } from '../../core/error.js';
import { aDimension, showValue } from '../../state/index.js';
import { Initializer } from './initializer.js';

/** Refuses what are no rules, and rules of several dimensions. */
export function checkAlikeRules(initializer: string, rules: readonly unknown[]): void {
  for (const rule of rules) {
    if (!(rule instanceof Initializer)) fail('init/rule', { initializer, value: showValue(rule) });
    const first = rules[0] as Initializer<string>;
    if ((rule as Initializer<string>).dim === first.dim) continue;
    fail('init/dimension', { name: `${initializer}: a rule`, wants: aDimension(first.dim), value: String(rule) });
  }
}
