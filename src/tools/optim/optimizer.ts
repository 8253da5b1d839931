import { fail } from '../../core/error.js';
import { describe, pythonFloat } from '../../core/print.js';
import { currentBuilder } from '../../engine/index.js';
import { assignStateValues, Module, showValue, type ModuleOptions } from '../../state/index.js';
import { jit } from '../../state/transform/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { checkFinite, checkNotNegative, checkPositive } from './checks.js';
import { clipNorm, clipValue } from './clip.js';
import { numbersOf, ParamGroup } from './group.js';
import { OptimState } from './optim-state.js';
import type { Leaf, Rule } from './rule.js';
import { ConstantLR } from './scheduler/constant-lr.js';
import { LRScheduler } from './scheduler/lr-scheduler.js';
import { gradientsOf, leafNames, leavesOf, weightsOf, writeLeaves, type Gradients, type Weight, type Weights } from './weights.js';

/** What every optimiser can be told. */
export interface OptimizerOptions extends ModuleOptions {
  /** The learning rate, or a schedule for it. 0.001 unless given, or what the optimiser says. */
  lr?: number | LRScheduler | undefined;
  /**
   * The weight decay: how much of the weights is added to their gradients. 0 unless given, or what the optimiser says.
   */
  weightDecay?: number | undefined;
  /** The greatest length of all gradients of a group together; longer ones are scaled down. None unless given. */
  gradClipNorm?: number | undefined;
  /** The greatest size of any element of a gradient. None unless given; it comes after `gradClipNorm`. */
  gradClipValue?: number | undefined;
}

/** What a group of weights can have for itself. */
export interface ParamGroupOptions {
  /** Its learning rate. What the optimiser has, unless given. */
  lr?: number | undefined;
  /** Its weight decay. What the optimiser has, unless given. */
  weightDecay?: number | undefined;
}

/**
 * Changes weights along their gradients. One step is, in this order: the gradients of a group are scaled down to
 * `gradClipNorm`, cut off at `gradClipValue`, the weight decay is added to them (unless the rule does it later, as
 * that of AdamW), the rule says what to change, and the weights are changed by `lr` of that.
 *
 * A weight keeps its unit: gradients come in the unit of their weight, as `transform.grad` gives them, and weights are
 * counted in their own unit, so that a change of 0.001 is one of 0.001 mV for a weight in mV.
 *
 * All that an optimiser keeps are States: a step compiles with the rest of a training step under `transform.jit`, and
 * `optimizer.states()` is saved and restored as a model's is.
 *
 * @example
 * const weights = net.states(ParamState);
 * const optimizer = new optim.Adam({ lr: 3e-3 }).registerTrainableWeights(weights);
 * const train = transform.jit((x: Quantity<'one'>) => {
 *   const [gradients, loss] = transform.grad(() => lossOf(x), { gradStates: weights, returnValue: true })();
 *   optimizer.step(gradients);
 *   return loss;
 * });
 */
export class Optimizer extends Module {
  static override readonly name: string = 'Optimizer';
  static override readonly invisible = ['rule', 'gradClipNorm', 'gradClipValue', 'weightDecay', 'aliases'];

  /** How it changes weights. */
  readonly rule: Rule;
  /** How many steps it has taken. */
  readonly stepCount = new OptimState(new Quantity(Int32Array.of(0)).get(0));
  /** The groups of weights: the first is the one of `registerTrainableWeights`. */
  readonly groups: ParamGroup[] = [];
  /** The schedule of the learning rate; a fixed one where it was given as a number. */
  lrScheduler: LRScheduler;
  /** The weight decay of groups that have none of their own. */
  readonly weightDecay: number;
  /** The greatest length of all gradients of a group together. */
  readonly gradClipNorm: number | undefined;
  /** The greatest size of any element of a gradient. */
  readonly gradClipValue: number | undefined;
  private readonly aliases: (readonly (string | number)[])[] = [];

  /**
   * @throws when the learning rate or the weight decay is negative, or a bound of the gradients is not above zero
   */
  constructor(rule: Rule, options: OptimizerOptions = {}) {
    super(options);
    const owner = this.constructor.name;
    const { lr = 1e-3, weightDecay = 0, gradClipNorm, gradClipValue } = options;
    if (typeof (rule as Partial<Rule> | undefined)?.step !== 'function') fail('optim/rule', { value: showValue(rule) });
    if (!(lr instanceof LRScheduler)) checkNotNegative(owner, { lr });
    checkNotNegative(owner, { weightDecay });
    if (gradClipNorm !== undefined) checkPositive(owner, { gradClipNorm });
    if (gradClipValue !== undefined) checkPositive(owner, { gradClipValue });
    this.rule = rule;
    this.weightDecay = weightDecay;
    this.gradClipNorm = gradClipNorm;
    this.gradClipValue = gradClipValue;
    this.lrScheduler = lr instanceof LRScheduler ? lr : new ConstantLR({ baseLr: lr, factor: 1, totalIters: 0 });
    this.lrScheduler.attach(this);
  }

  /** The learning rate that the schedule starts from. */
  get baseLr(): number {
    return this.lrScheduler.baseLrs[0];
  }

  /** The learning rate of the first group. In a compiled step it is `groups[0].lr`. */
  get currentLr(): number {
    return this.groups.length === 0 ? this.lrScheduler.getLastLr()[0] : this.groups[0].lr.value.item();
  }

  set currentLr(lr: number) {
    checkNotNegative(this.constructor.name, { currentLr: lr });
    this.lrScheduler.override(0, lr);
  }

  /**
   * Says which weights to train. Called again, it adds weights; a State that is there twice is trained once.
   *
   * @param weights - States, in any tree: `net.states(ParamState)`
   * @throws when there is none, something else is among them, or one is not a float
   */
  registerTrainableWeights(weights: Weights): this {
    const found = weightsOf(weights);
    const fresh = found.weights.filter(({ state }) => this.groupOf(state) === undefined);
    this.checkPaths(fresh);
    if (this.groups.length === 0) this.addGroup(this.currentLr, this.weightDecay);
    this.take(fresh, this.groups[0]);
    this.aliases.push(...found.aliases, ...this.again(found.weights, fresh));
    return this;
  }

  /**
   * Puts weights into a group with a learning rate and a weight decay of their own. Those that another group has move.
   *
   * @throws when no weights have been registered, or as `registerTrainableWeights` does
   *
   * @example
   * optimizer.registerTrainableWeights(net.states(ParamState));
   * optimizer.addParamGroup({ readout: net.readout.weight }, { lr: 1e-4 });
   */
  addParamGroup(weights: Weights, options: ParamGroupOptions = {}): this {
    const owner = this.constructor.name;
    if (this.groups.length === 0) fail('optim/unregistered', { optimizer: owner, operation: 'addParamGroup' });
    const found = weightsOf(weights);
    const { lr = this.lrScheduler.getLastLr()[this.groups.length] ?? this.baseLr, weightDecay = this.weightDecay } = options;
    checkNotNegative(owner, { lr, weightDecay });
    const known = found.weights.map(({ state }) => this.groupOf(state)?.weights.find((weight) => weight.state === state));
    this.checkPaths(found.weights.filter((_, i) => known[i] === undefined));
    const group = this.addGroup(lr, weightDecay);
    const moved = known.map((weight, i) => {
      if (weight !== undefined) this.groupOf(weight.state)!.remove(weight);
      return weight ?? found.weights[i];
    });
    this.take(moved, group);
    this.aliases.push(...found.aliases, ...this.again(found.weights, moved));
    return this;
  }

  /**
   * One step along these gradients: `step(gradients)`.
   *
   * @param gradients - in the tree in which the weights were registered
   * @throws when no weights have been registered; when the gradient of one is missing, has another shape, or is not in the
   * unit of its weight; when there is one that belongs to no weight; when one is not finite, after clipping. Nothing has
   * changed then.
   */
  override update(gradients: Gradients): void {
    if (this.groups.length === 0) fail('optim/unregistered', { optimizer: this.constructor.name, operation: 'step' });
    const weights = this.groups.flatMap((group) => group.weights);
    const found = gradientsOf(gradients, weights, this.aliases);
    jit((all: AnyQuantity[][]) => {
      let next = 0;
      for (const group of this.groups) {
        this.stepGroup(group, all.slice(next, (next += group.weights.length)));
      }
      this.stepCount.value = this.stepCount.value.add(1);
      return null;
    })(found);
  }

  /** Has another schedule set the learning rate from now on: each `scheduler.step()` writes it. */
  addScheduler(scheduler: LRScheduler): this {
    scheduler.attach(this);
    this.lrScheduler = scheduler;
    return this;
  }

  /** The learning rates that the schedule set last, one for each group that it knows. */
  getLastLr(): number[] {
    return this.lrScheduler.getLastLr();
  }

  /** All that it keeps, by path: values that `file.save` can write and `loadStateDict` takes. */
  stateDict(): Record<string, unknown> {
    return Object.fromEntries([...this.states()].map(([path, state]) => [path, state.value]));
  }

  /**
   * Takes up what `stateDict` gave.
   *
   * @throws when something is missing, unknown or does not fit; nothing has changed then
   */
  loadStateDict(dict: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>): void {
    const given: readonly string[] = [...((dict instanceof Map ? dict.keys() : Object.keys(dict)) as Iterable<string>)];
    const own = this.states();
    const unexpected = given.filter((path) => !own.has(path));
    const missing = [...own.keys()].filter((path) => !given.includes(path));
    if (unexpected.length + missing.length > 0) fail('optim/state-dict', { optimizer: this.constructor.name, unexpected, missing });
    assignStateValues(this, dict);
  }

  /** `Adam(lr=0.001, weight_decay=0.0)` and what the optimiser has besides. */
  override [describe](): string {
    const options = Object.entries({ lr: this.baseLr, ...this.shownOptions() });
    const shown = options.map(([name, value]) => `${name}=${typeof value === 'number' ? pythonFloat(value) : String(value)}`);
    return `${this.constructor.name}(${shown.join(', ')})`;
  }

  /** What printing shows of this optimiser besides, by BrainPy's names. */
  protected shownOptions(): Readonly<Record<string, number | string>> {
    return { weight_decay: this.weightDecay };
  }

  private stepGroup(group: ParamGroup, gradients: readonly (readonly AnyQuantity[])[]): void {
    const slots = group.weights.flatMap((weight) => group.slotsOf(weight));
    const parameters = group.weights.flatMap((weight) => leavesOf(weight).leaves.map(numbersOf));
    const count = group.count.value.add(1);
    const own = this.rule.decay === 'own';
    let bare = gradients.flat().map((g, i) => numbersOf(g).astype(parameters[i].dtype));
    if (this.gradClipNorm !== undefined) bare = clipNorm(bare, this.gradClipNorm);
    if (this.gradClipValue !== undefined) bare = bare.map((g) => clipValue(g, this.gradClipValue!));
    group.weights.flatMap(leafNames).forEach((weight, i) => checkFinite(this.constructor.name, weight, bare[i]));
    if (group.weightDecay > 0 && !own) bare = bare.map((g, i) => g.add(parameters[i].mul(group.weightDecay)));
    const leaves = parameters.map((parameter, i): Leaf => ({
      gradient: bare[i],
      parameter,
      slots: Object.fromEntries(Object.entries(slots[i]).map(([name, state]) => [name, state.value])),
      count: count.astype('float64'),
      lr: group.lr.value.astype(parameter.dtype),
      decay: own ? group.weightDecay : 0,
    }));
    const steps = this.rule.stepAll?.(leaves) ?? leaves.map((leaf) => this.rule.step(leaf));
    const changed = parameters.map((parameter, i) => parameter.sub(steps[i].change));
    let next = 0;
    for (const weight of group.weights) writeLeaves(weight, changed.slice(next, (next += leavesOf(weight).leaves.length)));
    steps.forEach((step, i) => {
      for (const [name, state] of Object.entries(slots[i])) state.value = step.slots[name];
    });
    group.count.value = count;
  }

  private addGroup(lr: number, weightDecay: number): ParamGroup {
    const group = new ParamGroup(lr, weightDecay);
    this.groups.push(group);
    currentBuilder()?.onAbort(() => this.groups.splice(this.groups.indexOf(group), 1));
    return group;
  }

  private take(weights: readonly Weight[], group: ParamGroup): void {
    for (const weight of weights) group.add(weight, this.rule, this.baseLr);
  }

  private groupOf(state: Weight['state']): ParamGroup | undefined {
    return this.groups.find(({ weights }) => weights.some((weight) => weight.state === state));
  }

  /** Paths under which weights came once more. */
  private again(found: readonly Weight[], taken: readonly Weight[]): Weight['path'][] {
    const paths = taken.map(({ path }) => path);
    return found.map(({ path }) => path).filter((path) => !paths.includes(path));
  }

  /** Refuses another State under a path that one has. */
  private checkPaths(fresh: readonly Weight[]): void {
    const taken = this.groups.flatMap(({ weights }) => weights.map(({ path }) => path.join('.')));
    for (const { path, label } of fresh) {
      if (taken.includes(path.join('.'))) fail('optim/path-twice', { optimizer: this.constructor.name, path: label });
    }
  }
}
