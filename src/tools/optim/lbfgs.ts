import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkWhole } from './checks.js';
import { defined } from './defined.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Leaf, Numbers, Rule, Step } from './rule.js';

/** Options of {@link LBFGS}. */
export interface LBFGSOptions extends Omit<OptimizerOptions, 'weightDecay'> {
  /** How many of the last steps are remembered. 10 unless given. */
  memorySize?: number | undefined;
  /** Whether the curvature of the last step scales the direction where nothing else is known. true unless given. */
  scaleInitPrecond?: boolean | undefined;
}

/**
 * The gradient by an estimate of the inverse Hessian, made of the last steps of all weights together. There is no
 * search along the line: the learning rate, 1 unless given, is the length of the step. For losses without noise.
 *
 * Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization, Mathematical Programming 45.
 */
export class LBFGS extends Optimizer {
  static override readonly name: string = 'LBFGS';
  static override readonly invisible = [...Optimizer.invisible, 'memorySize'];

  /** How many of the last steps are remembered. */
  readonly memorySize: number;

  constructor({ memorySize = 10, scaleInitPrecond = true, ...options }: LBFGSOptions = {}) {
    checkWhole('LBFGS', { memorySize });
    super(lbfgsRule(memorySize, scaleInitPrecond), { lr: 1, ...defined(options) });
    this.memorySize = memorySize;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { memory_size: String(this.memorySize) };
  }
}

/**
 * `steps` and `turns` are the changes of weights and gradients, the oldest first; `curvatures` 1 over their products.
 */
type Slot = 'parameter' | 'gradient' | 'steps' | 'turns' | 'curvatures';

function lbfgsRule(memory: number, scaled: boolean): Rule<Slot> {
  const rule = {
    slots: (parameter: Numbers) => {
      const none = math.zeros([memory, ...parameter.shape], undefined, parameter.dtype);
      const zeros = math.zerosLike(parameter);
      const curvatures = math.zeros([memory], undefined, parameter.dtype);
      return { parameter: zeros, gradient: zeros, steps: none, turns: none, curvatures };
    },
    step: (leaf: Leaf<Slot>): Step<Slot> => rule.stepAll([leaf])[0],
    stepAll: (leaves: readonly Leaf<Slot>[]): Step<Slot>[] => {
      const started = leaves[0].count.gt(1);
      const step = leaves.map(({ parameter, slots }) => math.where(started, parameter.sub(slots.parameter), 0));
      const turn = leaves.map(({ gradient, slots }) => math.where(started, gradient.sub(slots.gradient), 0));
      const product = dot(step, turn);
      const curvature = inverse(product);
      const kept = leaves.map(({ slots, gradient, parameter }, i) => ({
        parameter,
        gradient,
        steps: pushed(slots.steps, step[i]),
        turns: pushed(slots.turns, turn[i]),
        curvatures: pushed(slots.curvatures, curvature.astype(slots.curvatures.dtype)),
      }));
      const direction = towards(leaves, kept, memory, scaled ? scale(leaves, product, turn) : unitless(1));
      return leaves.map(({ lr }, i) => ({ change: direction[i].mul(lr), slots: kept[i] }));
    },
  };
  return rule;
}

/** The two loops: from the newest step to the oldest, and back. */
function towards(
  leaves: readonly Leaf<Slot>[],
  kept: readonly Readonly<Record<Slot, Numbers>>[],
  memory: number,
  first: Numbers,
): Numbers[] {
  let direction = leaves.map(({ gradient }) => gradient);
  const shares: Numbers[] = [];
  for (let k = memory - 1; k >= 0; k--) {
    shares[k] = kept[0].curvatures.get(k).mul(dot(kept.map(({ steps }) => steps.get(k)), direction));
    direction = direction.map((x, i) => x.sub(kept[i].turns.get(k).mul(shares[k].astype(x.dtype))));
  }
  direction = direction.map((x) => x.mul(first.astype(x.dtype)));
  for (let k = 0; k < memory; k++) {
    const back = kept[0].curvatures.get(k).mul(dot(kept.map(({ turns }) => turns.get(k)), direction));
    const rest = shares[k].sub(back);
    direction = direction.map((x, i) => x.add(kept[i].steps.get(k).mul(rest.astype(x.dtype))));
  }
  return direction;
}

/**
 * What the first guess of the inverse Hessian is a multiple of the identity by; in the first step no step is longer
 * than 1.
 */
function scale(leaves: readonly Leaf<Slot>[], product: Numbers, turn: readonly Numbers[]): Numbers {
  const square = dot(turn, turn);
  const gradients = leaves.map(({ gradient }) => gradient);
  const short = math.minimum(unitless(1).div(dot(gradients, gradients).sqrt()), 1);
  const known = math.where(square.gt(0), product.mul(inverse(square)), 1);
  return math.where(leaves[0].count.gt(1), known, short);
}

function dot(xs: readonly Numbers[], ys: readonly Numbers[]): Numbers {
  return xs.map((x, i) => x.mul(ys[i]).sum()).reduce((sum, product) => sum.add(product));
}

/** 1/x, 0 for 0. */
function inverse(x: Numbers): Numbers {
  const none = x.eq(0);
  return math.where(none, 0, unitless(1).div(math.where(none, 1, x)));
}

/** The oldest out, a new one in. */
function pushed(memory: Numbers, x: Numbers): Numbers {
  const rest = Int32Array.from({ length: memory.shape[0] - 1 }, (_, i) => i + 1);
  return rest.length === 0 ? x.expandDims(0) : math.concatenate([memory.get(rest), x.expandDims(0)]);
}
