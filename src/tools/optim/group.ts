import { Module } from '../../state/index.js';
import { Quantity, unitless } from '../../unit/index.js';
import { OptimState } from './optim-state.js';
import type { Numbers, Rule } from './rule.js';
import { leavesOf, type Weight } from './weights.js';

/** Weights that share a learning rate and a weight decay, with what an optimiser keeps of them. */
export class ParamGroup extends Module {
  static override readonly name: string = 'ParamGroup';
  static override readonly invisible = ['weights'];

  /** The learning rate. A State, so that a compiled step sees it change. */
  readonly lr: OptimState;
  /** How many steps it has taken. */
  readonly count = new OptimState(new Quantity(Int32Array.of(0)).get(0));
  /** The weight decay. */
  readonly weightDecay: number;
  /** What the rule keeps of each array, by the weight's path. */
  readonly slots = new Map<string, Record<string, OptimState>>();
  /** The weights. They are not States of the optimiser. */
  readonly weights: Weight[] = [];

  constructor(lr: number, weightDecay: number) {
    super();
    this.lr = new OptimState(new Quantity(Float64Array.of(lr)).get(0));
    this.weightDecay = weightDecay;
  }

  /** Takes a weight in, and makes what the rule keeps of it. @internal */
  add(weight: Weight, rule: Rule, lr: number): void {
    const { leaves, paths } = leavesOf(weight);
    leaves.forEach((leaf, i) => {
      const first = Object.entries(rule.slots(numbersOf(leaf), lr));
      this.slots.set(keyOf(weight, paths[i]), Object.fromEntries(first.map(([name, value]) => [name, new OptimState(value)])));
    });
    this.weights.push(weight);
  }

  /** Lets a weight go, and what was kept of it. @internal */
  remove(weight: Weight): void {
    this.weights.splice(this.weights.indexOf(weight), 1);
    for (const path of leavesOf(weight).paths) this.slots.delete(keyOf(weight, path));
  }

  /** What is kept of a weight, array by array. @internal */
  slotsOf(weight: Weight): Record<string, OptimState>[] {
    return leavesOf(weight).paths.map((path) => this.slots.get(keyOf(weight, path))!);
  }
}

/** The bare numbers of a weight or a gradient. */
export function numbersOf(x: { readonly mantissa: Numbers['mantissa'] }): Numbers {
  return new Quantity(x.mantissa, unitless);
}

function keyOf({ path, label }: Weight, inside: readonly (string | number)[]): string {
  return [...(path.length === 0 ? [label] : path), ...inside].join('.');
}
