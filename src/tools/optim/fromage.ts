import { unitless } from '../../unit/index.js';
import { defined } from './defined.js';
import { trustRatio } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Fromage}. */
export type FromageOptions = Omit<OptimizerOptions, 'weightDecay'>;

/**
 * Changes each array by a fixed share of its length, and shrinks it by what that adds. The learning rate is 1 unless
 * given.
 *
 * Bernstein, Vahdat, Yue & Liu (2020), On the distance between two neural networks and the stability of learning,
 * NeurIPS.
 */
export class Fromage extends Optimizer {
  static override readonly name: string = 'Fromage';

  constructor(options: FromageOptions = {}) {
    super(fromage, { lr: 1, ...defined(options) });
  }
}

/** Lengths below this are taken for it. */
const LEAST = 1e-6;

const fromage: Rule = {
  slots: () => ({}),
  step: ({ gradient, parameter, lr }) => {
    const share = unitless(1).div(lr.mul(lr).add(1).sqrt());
    const change = gradient.mul(trustRatio(parameter, gradient, { least: LEAST })).mul(lr).mul(share);
    return { change: change.sub(share.sub(1).mul(parameter)), slots: {} };
  },
};
