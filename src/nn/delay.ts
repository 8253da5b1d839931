import { fail } from '../core/error.js';
import { checkOptions } from '../core/options.js';
import { describe, showShape, type Described } from '../core/print.js';
import { flatten, unflatten, type TreeShape } from '../core/tree.js';
import { currentBuilder, type Shape } from '../engine/index.js';
import { aDimension, DelayState, environ, Module, NO_BATCHING, ShortTermState, showValue, stopGradient, type InitOptions } from '../state/index.js';
import { param, type AnyInit } from '../tools/init/index.js';
import { Quantity, slice, unitless, type AnyQuantity, type AnyUnit } from '../unit/index.js';
import * as math from '../unit/math/index.js';
import { delaySteps, largestStep, type DelaySteps, type DelayTime } from './delay-steps.js';
import { interpolationOf, type Interpolation, type InterpolationName } from './interpolation.js';

/** What a Delay can be told. */
export interface DelayOptions {
  /** The longest delay that is going to be asked for; entries lengthen it. None unless given. */
  time?: DelayTime | undefined;
  /** What is read before anything was written: a value, or a rule that is asked for the buffer's shape. Zeros unless given. */
  init?: AnyInit | undefined;
  /** Delays by name, to be read with `at`. */
  entries?: Readonly<Record<string, DelayTime>> | undefined;
  /** How `retrieveAtTime` reads between slots. 'linear' unless given. */
  interpolation?: InterpolationName | Interpolation | undefined;
  /** How often a value is kept; others are dropped. At every time step unless given. */
  updateEvery?: Quantity<'time'> | undefined;
}

/** Which elements of a delayed value: positions along its first axes, as in `x.get(…)`. */
export type DelayIndex = number | Int32Array | Quantity<'one'>;

/**
 * A ring buffer of what something was in the last time steps. `update(x)` keeps a value, `retrieveAtStep(k)` reads the one
 * from k steps before the last (0: the last one kept).
 *
 * Shapes: a value of shape [n] makes a buffer of shape [length, n], or [length, batch, n].
 *
 * @param target - a quantity like those that will be kept, or a tree of them: its shapes, dtypes and units
 *
 * @example
 * const delay = nn.initAllStates(new nn.Delay(mV([0, 0]), { entries: { near: ms(1), far: ms(5) } }));
 * delay.update(mV([1, 2]));
 * delay.at('far'); // what was kept 50 steps before, at a time step of 0.1 ms
 *
 * @throws when a delay is no time, negative or shorter than the time step, and when the time step of the environment is
 * another than the one it was made with
 */
export class Delay<T = AnyQuantity> extends Module {
  static override readonly name: string = 'Delay';
  static override readonly states: readonly string[] = ['history', 'writePtr'];
  static readonly callOrder: Readonly<Record<string, number>> = { initState: 3 };

  /** How often a value is kept; undefined for every time step. */
  readonly updateEvery: Quantity<'time'> | undefined;
  /** The values kept: one more axis in front. */
  declare history: DelayState<T>;
  /** How many values came, modulo a turn of the buffer. */
  declare writePtr: ShortTermState<Quantity<'one'>>;

  private readonly __interpolation: Interpolation;
  private readonly __method: string;
  private readonly __init: AnyInit | undefined;
  private readonly __entries = new Map<string, DelaySteps>();
  private readonly __dt: Quantity<'time'>;
  /** Time steps from one kept value to the next. */
  private readonly __stride: number;
  private __length = 1;
  private __batched = false;
  private __target: { readonly shape: TreeShape; readonly leaves: readonly AnyQuantity[] } | undefined;

  constructor(target: T | undefined, options: DelayOptions = {}) {
    super();
    checkOptions(this.constructor.name, options, ['time', 'init', 'entries', 'interpolation', 'updateEvery']);
    this.__dt = environ.getDt();
    const { interpolation = 'linear' } = options;
    this.__interpolation = interpolationOf(this.constructor.name, interpolation);
    this.__method = typeof interpolation === 'string' ? interpolation : interpolation.name;
    this.__init = options.init;
    this.updateEvery = options.updateEvery;
    this.__stride = this.updateEvery === undefined ? 1 : this.__strideOf(this.updateEvery);
    if (target !== undefined) this.setTarget(target);
    if (options.time !== undefined) this.register(options.time);
    for (const [name, time] of Object.entries(options.entries ?? {})) this.registerEntry(name, time);
  }

  /** The number of slots: one more than the longest delay has. */
  get maxLength(): number {
    return this.__length;
  }

  /** The delays by name, in slots. */
  get registeredEntries(): ReadonlyMap<string, DelaySteps> {
    return this.__entries;
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const { shape, leaves } = this.__target ?? fail('nn/delay-target', { owner: this.constructor.name });
    const buffers = leaves.map((leaf) => this.__buffer(leaf, batchSize));
    this.__batched = batchSize !== undefined;
    this.writePtr = new ShortTermState(new Quantity(0, unitless).astype('int32'), { tag: NO_BATCHING });
    this.history = new DelayState(unflatten(shape, buffers) as T);
  }

  /** Makes room for a delay, and says how many slots it is. */
  register(time: DelayTime): DelaySteps {
    const steps = delaySteps(this.constructor.name, time, this.updateEvery ?? this.__dt);
    const before = this.__length;
    currentBuilder()?.onAbort(() => {
      this.__length = before;
    });
    this.__length = Math.max(before, largestStep(steps) + 1);
    return steps;
  }

  /** Makes room for a delay that `at(name)` reads. Refuses a name that is taken. */
  registerEntry(name: string, time: DelayTime): DelaySteps {
    if (this.__entries.has(name)) fail('nn/delay-entry-twice', { owner: this.constructor.name, name });
    const steps = this.register(time);
    currentBuilder()?.onAbort(() => this.__entries.delete(name));
    this.__entries.set(name, steps);
    return steps;
  }

  /** The value that this entry's delay reaches back to. */
  at(name: string, ...index: readonly DelayIndex[]): T {
    const known = [...this.__entries.keys()];
    const steps = this.__entries.get(name) ?? fail('nn/delay-entry', { owner: this.constructor.name, name, known });
    return this.retrieveAtStep(steps, ...index);
  }

  /**
   * The value from so many slots before the last one kept. With an array of steps each element is read at its own: steps
   * and index broadcast together.
   */
  retrieveAtStep(steps: DelaySteps, ...index: readonly DelayIndex[]): T {
    const slot = math.mod(this.__lastSlot().sub(steps as Quantity<'one'>), new Quantity(this.__slots(), unitless).astype('int32'));
    return this.__read(slot, index);
  }

  /**
   * The value at a time, of the environment's clock `t`: between two slots by the interpolation it was made with.
   *
   * @param time - a time not after `t`
   */
  retrieveAtTime(time: Quantity<'time'>, ...index: readonly DelayIndex[]): T {
    const back = environ.get('t').sub(time).div((this.updateEvery ?? this.__dt) as Quantity<'time'>) as Quantity<'one'>;
    const place = this.__lastSlot().astype(back.dtype).sub(back);
    const floor = stopGradient(math.floor(place));
    const length = new Quantity(this.__slots(), unitless).astype('int32');
    const at = (offset: number): T => this.__read(math.mod(floor.astype('int32').add(offset), length), index);
    const slots = new Map<number, readonly AnyQuantity[]>();
    const leavesAt = (offset: number): readonly AnyQuantity[] => {
      const leaves = slots.get(offset) ?? (flatten(at(offset)).leaves as AnyQuantity[]);
      slots.set(offset, leaves);
      return leaves;
    };
    const { shape, leaves } = this.__target!;
    const read = leaves.map((_, i) => this.__interpolation((offset) => leavesAt(offset)[i], place.sub(floor)));
    return unflatten(shape, read) as T;
  }

  /** Keeps a value: the last one, from now on. */
  override update(current: T): void {
    this.__checkDt();
    const pointer = this.writePtr.value;
    const slot = this.__stride === 1 ? pointer : this.__slotOf(pointer);
    const fresh = flatten(current).leaves as AnyQuantity[];
    const { shape, leaves } = flatten(this.history.value);
    if (fresh.length !== leaves.length) fail('nn/delay-tree', { owner: this.constructor.name, wants: leaves.length, got: fresh.length });
    const kept = (leaves as AnyQuantity[]).map((history, i) => {
      const value = this.__fitting(fresh[i], history);
      const written = history.with(stopGradient(slot), value);
      return this.__stride === 1 ? written : math.where(this.__isDue(pointer), written, history);
    });
    this.history.value = unflatten(shape, kept) as T;
    this.writePtr.value = math.mod(pointer.add(1), new Quantity(this.__slots() * this.__stride, unitless).astype('int32'));
  }

  /** As brainstate shows a delay: what it keeps and how far back, before its States. */
  protected override shownEntries(): readonly (readonly [string, unknown])[] {
    const target = this.__target && unflatten(this.__target.shape, this.__target.leaves.map(targetText));
    const slot = (this.updateEvery ?? this.__dt) as Quantity<'time'>;
    return [
      ['target_info', target],
      ['interp_method', this.__method],
      ['max_time', slot.mul(this.__length - 1)],
      ['max_length', this.__length],
      ['update_every_step', this.__stride],
      ['registered_entries', new Map(this.__entries)],
      ...super.shownEntries().filter(([key]) => key !== 'updateEvery'),
    ];
  }

  /** What the buffer keeps values like. For a delay that learns it from a State. */
  protected setTarget(target: T): void {
    const { shape, leaves } = flatten(target);
    for (const leaf of leaves) {
      if (!(leaf instanceof Quantity)) fail('nn/delay-value', { owner: this.constructor.name, value: showValue(leaf) });
    }
    this.__target = { shape, leaves: leaves as AnyQuantity[] };
  }

  private __buffer(leaf: AnyQuantity, batchSize: number | undefined): AnyQuantity {
    const shape: Shape = [this.__length, ...(batchSize === undefined ? [] : [batchSize]), ...leaf.shape];
    if (this.__init === undefined) return math.zeros(shape, leaf.unit as AnyUnit, leaf.dtype) as AnyQuantity;
    const given: AnyQuantity = param(this.__init, shape, { unit: leaf.unit as AnyUnit, name: `${this.constructor.name}: init` });
    return math.broadcastTo(given.in(leaf.unit), shape).astype(leaf.dtype);
  }

  private __fitting(value: AnyQuantity, history: AnyQuantity): AnyQuantity {
    const owner = this.constructor.name;
    if (!(value instanceof Quantity)) fail('nn/delay-value', { owner, value: showValue(value) });
    if (value.dim !== history.dim) fail('nn/delay-dimension', { owner, wants: aDimension(String(history.dim)), value: showValue(value) });
    const wants = history.shape.slice(1);
    if (showShape(value.shape) !== showShape(wants)) {
      fail('nn/delay-shape', { owner, wants: showShape(wants), got: showShape(value.shape) });
    }
    return value.astype(history.dtype);
  }

  /** The elements of one slot, or of one slot each. */
  private __read(slot: Quantity<'one'>, index: readonly DelayIndex[]): T {
    this.__checkDt();
    const { shape, leaves } = flatten(this.history.value);
    const position = stopGradient(slot);
    return unflatten(shape, (leaves as AnyQuantity[]).map((history) => this.__elements(history, position, index))) as T;
  }

  /** Elements of one buffer; a batch axis is behind that of the slots, and stays whole and in front. */
  private __elements(history: AnyQuantity, slot: Quantity<'one'>, index: readonly DelayIndex[]): AnyQuantity {
    if (!this.__batched || index.length === 0) {
      const read = history.get(slot, ...index);
      return this.__batched && slot.ndim > 0 ? math.moveaxis(read, slot.ndim, 0) : read;
    }
    const read = history.get(slot, slice(), ...index);
    // What positions share comes first, as in numpy; the batch is behind it.
    const chosen = Math.max(slot.ndim, ...index.map((x) => (typeof x === 'number' ? 0 : x instanceof Int32Array ? 1 : x.ndim)));
    return math.moveaxis(read, chosen, 0);
  }

  /** The slot of the last value kept; before the first one, the last slot of the buffer. */
  private __lastSlot(): Quantity<'one'> {
    return this.__slotOf(this.writePtr.value.sub(1));
  }

  private __slotOf(pointer: Quantity<'one'>): Quantity<'one'> {
    if (this.__stride === 1) return pointer;
    // Rounded towards minus infinity: before the first value the last slot was -1.
    const stride = new Quantity(this.__stride, unitless).astype('int32');
    const behind = math.mod(pointer, stride);
    return pointer.sub(behind).div(stride).astype('int32');
  }

  private __isDue(pointer: Quantity<'one'>): Quantity<'one'> {
    return math.mod(pointer, new Quantity(this.__stride, unitless).astype('int32')).eq(new Quantity(0, unitless).astype('int32'));
  }

  /** The slots that the buffer has, once it is made. */
  private __slots(): number {
    const slots = (flatten(this.history.value).leaves[0] as AnyQuantity).shape[0];
    if (slots < this.__length) fail('nn/delay-late', { owner: this.constructor.name, slots, wants: this.__length });
    return slots;
  }

  private __strideOf(updateEvery: Quantity<'time'>): number {
    const steps = delaySteps(this.constructor.name, updateEvery, this.__dt);
    const dt = showValue(this.__dt);
    if (typeof steps !== 'number' || steps < 1) fail('nn/delay-short', { owner: this.constructor.name, value: showValue(updateEvery), dt });
    return steps;
  }

  private __checkDt(): void {
    const now = environ.getDt();
    if (now === this.__dt || String(now.in(this.__dt.unit)) === String(this.__dt)) return;
    fail('nn/dt', { owner: this.constructor.name, made: showValue(this.__dt), now: showValue(now) });
  }
}

/** What a delay keeps, by its dtype and shape alone. */
function targetText({ shape, dtype, unit }: AnyQuantity): Described {
  const array = `ShapeDtypeStruct(shape=${showShape(shape)}, dtype=${dtype})`;
  const text = (unit as AnyUnit).isUnitless ? array : `Quantity(${array}, "${(unit as AnyUnit).symbol}")`;
  return { [describe]: () => text };
}
