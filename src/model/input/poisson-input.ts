import { fail } from '../../core/error.js';
import { Prefetch } from '../../nn/index.js';
import { defaultRandom, environ, knownNumbers, Module, showValue, State, type ModuleOptions } from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions } from '../checks.js';
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

/** Options of {@link PoissonInput}. */
export interface PoissonInputOptions<D> extends Omit<PoissonInputCall<D>, 'target' | 'refractory'>, ModuleOptions {
  /** What is added to: a State, or a prefetched one, which may be made later. */
  target: State<Quantity<D>> | Prefetch<Quantity<D>>;
}

const MANY = 5;

/**
 * Adds the events of many Poisson inputs of one step to a State: `weight` times their number.
 *
 * An input has an event in a step with the probability p = 1 - exp(-freq dt). Of n inputs the number is binomial; where
 * both n p and n (1 - p) are above 5 it is the nearest integer to a normal number of the same mean and deviation, and at
 * least 0.
 *
 * @example
 * poissonInput({ freq: Hz(50), numInput: 200, weight: mV(0.1), target: neurons.V });
 *
 * @throws when the rate is no frequency or negative, the number of inputs is no whole number, or the weight does not have
 * the dimension of the target
 */
export function poissonInput<D>(options: PoissonInputCall<D>): void {
  checkCall('poissonInput', options);
  const { numInput, target, indices, refractory, spread = 'deviation' } = options;
  if (!(target instanceof State)) fail('input/target', { model: 'poissonInput', value: showValue(target) });
  const weight = held(options.weight) as AnyQuantity;
  const p = spikeChance(checkRate('poissonInput', held(options.freq)));
  const before: AnyQuantity = target.value;
  const last = indices === undefined ? undefined : Int32Array.from(indices);
  const shape = last === undefined ? before.shape : [...before.shape.slice(0, -1), last.length];
  const added = eventsOf(numInput, p, shape, spread).mul(weight) as AnyQuantity;
  const after = last === undefined ? before.add(added) : addedAt(before, last, added);
  target.value = (refractory === undefined ? after : math.where(refractory, before, after)) as Quantity<D>;
}

/**
 * Many Poisson inputs to a State of a population, added at every step. See {@link poissonInput}.
 *
 * A neuron that a spike resets takes a V above its threshold for one that has spiked. What lifts V there between two steps is
 * reset, and no step returns the spike; in brainpy.state as well. Events that are to make such a neuron fire are a delta input,
 * which is added before its spikes are looked for: `neurons.addDeltaInput('noise', () => mV(0.1).mul(random.poisson(1, { size: 100 })))`.
 *
 * @example
 * const noise = new PoissonInput({ target: neurons.prefetch('V'), numInput: 200, freq: Hz(50), weight: mV(0.1) });
 * noise.step();
 * neurons.step(mA(0));
 *
 * @throws as {@link poissonInput}
 */
export class PoissonInput<D = 'voltage'> extends Module {
  static override readonly name: string = 'PoissonInput';

  readonly target: State<Quantity<D>> | Prefetch<Quantity<D>>;
  readonly indices: Int32Array | null;
  readonly numInput: number;
  readonly freq: Quantity<'frequency'> | State<Quantity<'frequency'>>;
  readonly weight: Quantity<D> | State<Quantity<D>>;
  readonly spread: PoissonSpread;

  constructor(options: PoissonInputOptions<D>) {
    super({ name: options.name });
    checkOptions('PoissonInput', options, ['target', 'indices', 'numInput', 'freq', 'weight', 'spread', 'name']);
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
  }

  override update(): void {
    const { freq, numInput, weight, spread } = this;
    const target = this.target instanceof State ? this.target : this.target.state;
    poissonInput({ freq, numInput, weight, target, spread, indices: this.indices ?? undefined });
  }
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
