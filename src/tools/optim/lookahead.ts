import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import * as math from '../../unit/math/index.js';
import { checkNotNegative, checkWhole } from './checks.js';
import { defined } from './defined.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Leaf, Numbers, Rule, Step } from './rule.js';

/** Options of {@link Lookahead}. Those of every optimiser are what the base has unless given. */
export interface LookaheadOptions extends OptimizerOptions {
  /** How many steps of the base come before one of the slow weights. 5 unless given. */
  syncPeriod?: number | undefined;
  /** How far the slow weights go towards the fast ones. 0.5 unless given. */
  alpha?: number | undefined;
}

/**
 * Another optimiser runs ahead for some steps; slow weights then go a part of the way, and it goes on from there.
 *
 * @param base - an optimiser that is used for this alone: it has no weights of its own
 *
 * Zhang, Lucas, Hinton & Ba (2019), Lookahead optimizer: k steps forward, 1 step back, NeurIPS.
 *
 * @example
 * const optimizer = new optim.Lookahead(new optim.SGD({ lr: 0.1 }), { syncPeriod: 5 });
 */
export class Lookahead extends Optimizer {
  static override readonly name: string = 'Lookahead';
  static override readonly invisible = [...Optimizer.invisible, 'base', 'syncPeriod', 'alpha'];

  /** What runs ahead. */
  readonly base: Optimizer;
  /** How many steps of it come before one of the slow weights. */
  readonly syncPeriod: number;
  /** How far the slow weights go. */
  readonly alpha: number;

  constructor(base: Optimizer, { syncPeriod = 5, alpha = 0.5, ...options }: LookaheadOptions = {}) {
    if (!(base instanceof Optimizer)) fail('optim/base', { value: showValue(base) });
    if (base.groups.length > 0) fail('optim/base-registered', { base: base.constructor.name });
    checkWhole('Lookahead', { syncPeriod });
    checkNotNegative('Lookahead', { alpha });
    const { lrScheduler: lr, weightDecay, gradClipNorm, gradClipValue } = base;
    super(lookaheadRule(base.rule, syncPeriod, alpha), { lr, weightDecay, gradClipNorm, gradClipValue, ...defined(options) });
    this.base = base;
    this.syncPeriod = syncPeriod;
    this.alpha = alpha;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { base: String(this.base), sync_period: String(this.syncPeriod), alpha: this.alpha, ...super.shownOptions() };
  }
}

function lookaheadRule(base: Rule, period: number, alpha: number): Rule {
  const rule = {
    decay: base.decay ?? 'before',
    slots: (parameter: Numbers, lr: number) => ({ slow: parameter, ...base.slots(parameter, lr) }),
    step: (leaf: Leaf): Step => rule.stepAll([leaf])[0],
    stepAll: (leaves: readonly Leaf[]): Step[] => {
      const own = leaves.map((leaf) => ({ ...leaf, slots: withoutSlow(leaf.slots) }));
      const ahead = base.stepAll?.(own) ?? own.map((leaf) => base.step(leaf));
      return leaves.map(({ parameter, slots: { slow }, count }, i) => {
        const fast = parameter.sub(ahead[i].change);
        const meets = count.mod(period).eq(0);
        const towards = slow.add(fast.sub(slow).mul(alpha));
        const next = math.where(meets, towards, fast);
        return { change: parameter.sub(next), slots: { slow: math.where(meets, towards, slow), ...ahead[i].slots } };
      });
    },
  };
  return rule;
}

function withoutSlow({ slow: _, ...rest }: Leaf['slots']): Leaf['slots'] {
  return rest;
}
