import type { Quantity } from '../../unit/index.js';

/** Numbers without a unit: gradients and weights are counted in the weight's own unit. */
export type Numbers = Quantity<'one'>;

/** What a rule knows of one array of weights in one step. */
export interface Leaf<S extends string = string> {
  /** Its gradient: clipped, and with the weight decay in it where the rule leaves that to the optimiser. */
  readonly gradient: Numbers;
  /** Its value before the step. */
  readonly parameter: Numbers;
  /** What the rule has kept of the steps before. */
  readonly slots: Readonly<Record<S, Numbers>>;
  /** Which step it is, from 1, in float64: what is computed of it alone has no error to speak of. */
  readonly count: Numbers;
  /** The learning rate. */
  readonly lr: Numbers;
  /** The weight decay; of a rule that leaves it to the optimiser, 0. */
  readonly decay: number;
}

/** What a rule answers. */
export interface Step<S extends string = string> {
  /** What is subtracted from the weights. */
  readonly change: Numbers;
  /** What it keeps. */
  readonly slots: Readonly<Record<S, Numbers>>;
}

/**
 * How an optimiser changes weights: a pure function of the gradient and of what was kept. An optimiser of yours is a
 * rule:
 *
 * @example
 * const sign: optim.Rule = {
 *   slots: () => ({}),
 *   step: ({ gradient, lr }) => ({ change: lr.mul(u.math.sign(gradient)), slots: {} }),
 * };
 * const optimizer = new optim.Optimizer(sign, { lr: 0.01 });
 */
export interface Rule<S extends string = string> {
  /** 'before' adds the weight decay to the gradient, 'own' leaves it to the rule. 'before' unless given. */
  readonly decay?: 'before' | 'own';
  /** What it keeps of one array of weights, before the first step. */
  slots(parameter: Numbers, lr: number): Readonly<Record<S, Numbers>>;
  /** One step. */
  step(leaf: Leaf<S>): Step<S>;
  /** One step of all arrays of a group, for a rule that looks at them together. It goes before `step`. */
  stepAll?(leaves: readonly Leaf<S>[]): readonly Step<S>[];
}
