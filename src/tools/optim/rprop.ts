import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkPositive } from './checks.js';
import { defined } from './defined.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Rprop}. */
export interface RpropOptions extends Omit<OptimizerOptions, 'weightDecay'> {
  /** What a change is multiplied by when the sign of the gradient turns, and when it stays. [0.5, 1.2] unless given. */
  etas?: readonly [number, number] | undefined;
  /** The least and the greatest change. [1e-6, 50] unless given. */
  stepSizes?: readonly [number, number] | undefined;
}

/**
 * Changes by the sign of the gradient alone, the longer the more often it has kept its sign. The learning rate, 0.01
 * unless given, is the first change; a schedule of it has no effect. As in optax what is applied in a step was found
 * in the step before, so the first step changes nothing.
 *
 * Riedmiller & Braun (1993), A direct adaptive method for faster backpropagation learning: the RPROP algorithm, ICNN.
 */
export class Rprop extends Optimizer {
  static override readonly name: string = 'Rprop';
  static override readonly invisible = [...Optimizer.invisible, 'etas'];

  /** What a change is multiplied by. */
  readonly etas: readonly [number, number];

  constructor({ etas = [0.5, 1.2], stepSizes = [1e-6, 50], ...options }: RpropOptions = {}) {
    checkPositive('Rprop', { 'etas[0]': etas[0], 'etas[1]': etas[1], 'stepSizes[0]': stepSizes[0], 'stepSizes[1]': stepSizes[1] });
    super(rpropRule(etas, stepSizes), { lr: 0.01, ...defined(options) });
    this.etas = etas;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { etas: `(${this.etas.join(', ')})`, ...super.shownOptions() };
  }
}

function rpropRule([less, more]: readonly [number, number], [least, most]: readonly [number, number]): Rule<'size' | 'last'> {
  return {
    slots: (parameter, lr) => ({ size: math.fullLike(parameter, lr), last: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots }) => {
      const turn = g.mul(slots.last);
      const grown = math.clip(slots.size.mul(math.where(turn.gt(0), unitless(more).astype(g.dtype), less)), least, most);
      const size = math.where(turn.eq(0), slots.size, grown);
      const last = math.where(turn.lt(0), 0, size.mul(math.sign(g)));
      return { change: math.where(turn.lt(0), 0, slots.last), slots: { size, last } };
    },
  };
}
