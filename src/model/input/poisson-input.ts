import { fail } from '../../core/error.js';
import { Prefetch } from '../../nn/index.js';
import {
  defaultRandom,
  environ,
  getUniqueName,
  HiddenState,
  knownNumbers,
  Module,
  showValue,
  State,
  type ModuleOptions,
} from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions } from '../checks.js';
import { Neuron } from '../neuron/index.js';
import { checkRate } from './poisson-spike.js';
import { spikeChance } from './spike-chance.js';

/**
 * How wide the normal distribution is that stands for many inputs: by their 'deviation', sqrt(n p (1 - p)), as it is right,
 * or by their 'variance', n p (1 - p), as brainpy.state had it before its version 0.1.
 */
export type PoissonSpread = 'deviation' | 'variance';

/** Options of {@link poissonInput}. */
export interface PoissonInputCall<D> {
  /** The rate of each input, zero or more, or a State of it. */
  freq: Quantity<'frequency'> | State<Quantity<'frequency'>>;
  /** How many inputs each element has. */
  numInput: number;
  /** What one event adds, or a State of it. */
  weight: Quantity<D> | State<Quantity<D>>;
  /** What is added to. */
  target: State<Quantity<D>>;
  /** The elements that have inputs, along the last axis. All unless given. */
  indices?: Int32Array | readonly number[] | undefined;
  /** Elements that keep their value, where it is true. None unless given. */
  refractory?: Quantity<'one'> | undefined;
  /** How wide the normal distribution is. 'deviation' unless given. */
  spread?: PoissonSpread | undefined;
}

/**
 * How events get into neurons: as a 'delta' input of their coming step, after which spikes are looked for; or 'direct', into
 * the State at once, as brainpy.state does.
 */
export type PoissonEntry = 'delta' | 'direct';

/** Options of {@link PoissonInput}. */
export interface PoissonInputOptions<D> extends Omit<PoissonInputCall<D>, 'target' | 'refractory'>, ModuleOptions {
  /** What is added to: a prefetched State, which may be made later, or a State that is not of neurons. */
  target: State<Quantity<D>> | Prefetch<Quantity<D>>;
  /** How events get there. 'delta' for the prefetched V of neurons and 'direct' for other States, unless given. */
  input?: PoissonEntry | undefined;
}

const MANY = 5;

/**
 * Adds the events of many Poisson inputs of one step to a State: `weight` times their number.
 *
 * An input has an event in a step with the probability p = 1 - exp(-freq dt). Of n inputs the number is binomial; where
 * both n p and n (1 - p) are above 5 it is the nearest integer to a normal number of the same mean and deviation, and at
 * least 0.
 *
 * Into the V of neurons that a spike resets they come too late for the spikes of the last step, and too early for those of
 * the next: {@link PoissonInput} says why, and brings them there as a delta input.
 *
 * @example
 * poissonInput({ freq: Hz(50), numInput: 200, weight: mS(0.1), target: syn.g });
 *
 * @throws when the rate is no frequency or negative, the number of inputs is no whole number, or the weight does not have
 * the dimension of the target
 */
export function poissonInput<D>(options: PoissonInputCall<D>): void {
  checkCall('poissonInput', options);
  const { target, refractory } = options;
  if (!(target instanceof State)) fail('input/target', { model: 'poissonInput', value: showValue(target) });
  const before: AnyQuantity = target.value;
  const after = withEvents(before, options);
  target.value = (refractory === undefined ? after : math.where(refractory, before, after)) as Quantity<D>;
}

/** These values with the events of one step added. */
function withEvents<D>(x: AnyQuantity, options: Omit<PoissonInputCall<D>, 'target' | 'refractory'>): AnyQuantity {
  const { numInput, indices, spread = 'deviation' } = options;
  const weight = held(options.weight) as AnyQuantity;
  const p = spikeChance(checkRate('poissonInput', held(options.freq)));
  const last = indices === undefined ? undefined : Int32Array.from(indices);
  const shape = last === undefined ? x.shape : [...x.shape.slice(0, -1), last.length];
  const added = eventsOf(numInput, p, shape, spread).mul(weight) as AnyQuantity;
  return last === undefined ? x.add(added) : addedAt(x, last, added);
}

/**
 * Many Poisson inputs to a population, added at every step: see {@link poissonInput} for their number.
 *
 * Where the target is the V of neurons, `neurons.prefetch('V')`, they are a delta input of the coming step: V jumps after its
 * integration, and the neurons that it lifts above their threshold spike. Other States are added to at once.
 *
 * brainpy.state adds to V at once, too, and so does `input: 'direct'`. But a neuron that a spike resets takes a V above its
 * threshold for one that has spiked: what lifts V there between two steps is reset, and no step ever returns the spike.
 *
 * @example
 * const noise = new PoissonInput({ target: neurons.prefetch('V'), numInput: 200, freq: Hz(50), weight: mV(0.1) });
 * noise.step(); // once before each step of the neurons
 * neurons.step(mA(0));
 *
 * @throws as {@link poissonInput}; when the target is a State of neurons and neither prefetched nor to be added to 'direct'
 */
export class PoissonInput<D = 'voltage'> extends Module {
  static override readonly name: string = 'PoissonInput';

  readonly target: State<Quantity<D>> | Prefetch<Quantity<D>>;
  readonly indices: Int32Array | null;
  readonly numInput: number;
  readonly freq: Quantity<'frequency'> | State<Quantity<'frequency'>>;
  readonly weight: Quantity<D> | State<Quantity<D>>;
  readonly spread: PoissonSpread;
  /** 'delta' or 'direct'. */
  readonly input: PoissonEntry;

  constructor(options: PoissonInputOptions<D>) {
    super({ name: options.name ?? getUniqueName(new.target.name) });
    checkOptions('PoissonInput', options, ['target', 'indices', 'numInput', 'freq', 'weight', 'spread', 'input', 'name']);
    checkCall('PoissonInput', options);
    const { target, indices, numInput, freq, weight, spread = 'deviation' } = options;
    if (!(target instanceof State) && !(target instanceof Prefetch)) fail('input/target', { model: 'PoissonInput', value: showValue(target) });
    checkRate('PoissonInput', held(freq));
    this.target = target;
    this.indices = indices === undefined ? null : Int32Array.from(indices);
    this.numInput = numInput;
    this.freq = freq;
    this.weight = weight;
    this.spread = spread;
    this.input = entryOf(target, options.input);
  }

  override update(): void {
    const { freq, numInput, weight, spread, target, input } = this;
    const events = { freq, numInput, weight, spread, indices: this.indices ?? undefined };
    const state = target instanceof State ? target : target.state;
    if (input === 'direct') return poissonInput({ ...events, target: state });
    const { module } = target as Prefetch<Quantity<D>>;
    module.addDeltaInput(this.name!, withEvents(math.zerosLike(state.value as AnyQuantity), events));
  }
}

/** How events get into a target. Refuses a way that it does not have. */
function entryOf(target: State<unknown> | Prefetch<unknown>, wanted: PoissonEntry | undefined): PoissonEntry {
  if (wanted !== undefined && wanted !== 'delta' && wanted !== 'direct') fail('input/entry', { value: showValue(wanted) });
  const isPotential = target instanceof Prefetch && target.module instanceof Neuron && target.item === 'V';
  // A State alone does not say whose it is. One that is hidden may well be a potential.
  if (!isPotential && (wanted === 'delta' || (wanted === undefined && target instanceof HiddenState))) {
    fail('input/delta', { value: showValue(target) });
  }
  return wanted ?? (isPotential ? 'delta' : 'direct');
}

function checkCall(model: string, { numInput, spread }: Pick<PoissonInputCall<never>, 'numInput' | 'spread'>): void {
  if (!Number.isSafeInteger(numInput) || numInput < 0) fail('input/count', { model, value: showValue(numInput) });
  if (spread !== undefined && spread !== 'deviation' && spread !== 'variance') fail('input/spread', { model, value: showValue(spread) });
}

function held<T>(x: T | State<T>): T {
  return x instanceof State ? (x.value as T) : x;
}

/** The number of events at each element. Either way uses up two keys, so that draws after it do not depend on which it was. */
function eventsOf(n: number, p: Quantity<'one'>, shape: readonly number[], spread: PoissonSpread): Quantity<'one'> {
  const random = defaultRandom();
  const [normalKey, binomialKey] = [random.splitKey(), random.splitKey()];
  const mean = p.mul(n);
  const rest = p.mul(-1).add(1).mul(n);
  const many = mean.gt(MANY).and(rest.gt(MANY));
  const normal = (): Quantity<'one'> => {
    const variance = rest.mul(p);
    const scale = spread === 'variance' ? variance : math.sqrt(variance);
    const drawn = random.normal({ loc: mean, scale, size: [...shape], key: normalKey });
    return math.maximum(math.round(drawn), 0);
  };
  const binomial = (): Quantity<'one'> => random.binomial(n, p, { size: [...shape], key: binomialKey }).astype(environ.floatDType());
  const known = knownNumbers(many as AnyQuantity);
  if (known.length > 0 && known.length === many.size) {
    if (known.every((x) => x !== 0)) return normal();
    if (known.every((x) => x === 0)) return binomial();
  }
  return math.where(many, normal(), binomial());
}

function addedAt(x: AnyQuantity, at: Int32Array, added: AnyQuantity): AnyQuantity {
  return math.moveaxis(math.moveaxis(x, -1, 0).addAt(at, math.moveaxis(added, -1, 0)), 0, -1);
}
