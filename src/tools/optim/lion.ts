import * as math from '../../unit/math/index.js';
import { decayed } from './adamw.js';
import { checkBetas } from './checks.js';
import { defined } from './defined.js';
import { running } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Lion}. */
export interface LionOptions extends OptimizerOptions {
  /** How much of the mean goes into a change, and how much of it is kept. [0.9, 0.99] unless given. */
  betas?: readonly [number, number] | undefined;
}

/**
 * Changes by the sign of a mean of gradients. The learning rate is 0.0001 unless given; the weight decay is apart, as
 * that of AdamW.
 *
 * Chen et al. (2023), Symbolic discovery of optimization algorithms, NeurIPS.
 */
export class Lion extends Optimizer {
  static override readonly name: string = 'Lion';
  static override readonly invisible = [...Optimizer.invisible, 'betas'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];

  constructor({ betas = [0.9, 0.99], ...options }: LionOptions = {}) {
    checkBetas('Lion', betas);
    super(lionRule(betas), { lr: 1e-4, ...defined(options) });
    this.betas = betas;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, ...super.shownOptions() };
  }
}

function lionRule([b1, b2]: readonly [number, number]): Rule<'m'> {
  return {
    decay: 'own',
    slots: (parameter) => ({ m: math.zerosLike(parameter) }),
    step: (leaf) => {
      const { gradient, slots, lr } = leaf;
      const direction = math.sign(running(slots.m, gradient, b1)).astype(gradient.dtype);
      return { change: decayed(direction, leaf).mul(lr), slots: { m: running(slots.m, gradient, b2) } };
    },
  };
}
