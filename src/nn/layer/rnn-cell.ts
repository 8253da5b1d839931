import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { showShape } from '../../core/print.js';
import { HiddenState, labelOf, Module, showValue, type InitOptions, type ModuleOptions } from '../../state/index.js';
import { param, ZeroInit, type Init } from '../../tools/init/index.js';
import type { Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** A function from numbers to numbers, such as `u.math.tanh`, or the name of one. */
export type Activation = 'relu' | 'tanh' | 'sigmoid' | 'softplus' | 'silu' | 'gelu' | 'elu' | ((x: Quantity<'one'>) => Quantity<'one'>);

/** Options that all recurrent cells take. */
export interface RNNCellOptions extends ModuleOptions {
  /** The first weights. Each cell says what it starts from. */
  wInit?: Init<'one'> | undefined;
  /** The first bias; null for none. Zeros unless given. */
  bInit?: Init<'one'> | null | undefined;
  /** The first state. Zeros unless given. */
  stateInit?: Init<'one'> | undefined;
  /** What shapes the new state. Each cell says which. */
  activation?: Activation | undefined;
}

/** A recurrent layer that is stepped: `h` is its state, and what a step returns. */
export abstract class RNNCell extends Module {
  static override readonly name: string = 'RNNCell';
  static override readonly states: readonly string[] = ['h'];

  readonly numOut: number;
  readonly numIn: number;
  protected readonly _stateInitializer: Init<'one'>;
  readonly activation: (x: Quantity<'one'>) => Quantity<'one'>;
  /** The state: [..., numOut]. */
  declare h: HiddenState;

  constructor(numIn: number, numOut: number, options: RNNCellOptions, standard: Activation) {
    super(options);
    checkOptions(new.target.name, options, ['wInit', 'bInit', 'stateInit', 'activation', 'name']);
    const { stateInit, activation } = options;
    this.inSize = numIn;
    this.outSize = numOut;
    this.numOut = numOut;
    this.numIn = numIn;
    this._stateInitializer = stateInit ?? new ZeroInit();
    this.activation = activationOf(new.target.name, activation ?? standard);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    for (const name of (this.constructor as typeof RNNCell).states) {
      const first = param(this._stateInitializer, [this.numOut], { batchSize, name: `${this.constructor.name}: stateInit` });
      (this as unknown as Record<string, HiddenState>)[name] = new HiddenState(first);
    }
  }

  abstract override update(x: Quantity<'one'>): Quantity<'one'>;

  /** The input beside a state. */
  protected beside(x: Quantity<'one'>, state: Quantity<'one'>): Quantity<'one'> {
    const [input, held] = [x.shape, state.shape].map((shape) => showShape(shape.slice(0, -1)));
    if (input !== held) fail('nn/cell-batch', { layer: labelOf(this), input: showShape(x.shape), state: showShape(state.shape) });
    return math.concatenate([x, state], -1);
  }
}

/** Entries in the order in which brainstate's gated cells without a memory print them: how the state starts, then sizes. */
export function startFirst(entries: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  const sizes = ['numOut', 'numIn'];
  const moved = entries.filter(([key]) => sizes.includes(key));
  return entries.flatMap((entry) => (sizes.includes(entry[0]) ? [] : entry[0] === 'stateInitializer' ? [entry, ...moved] : [entry]));
}

/** Equal parts of an array along its last axis. */
export function parts(x: Quantity<'one'>, count: number): Quantity<'one'>[] {
  return math.split(x, count, -1);
}

function activationOf(cell: string, activation: Activation): (x: Quantity<'one'>) => Quantity<'one'> {
  if (typeof activation === 'function') return activation;
  const named: Readonly<Record<string, (x: Quantity<'one'>) => Quantity<'one'>>> = {
    relu: (x) => math.relu(x),
    tanh: (x) => math.tanh(x),
    sigmoid: (x) => math.sigmoid(x),
    softplus: (x) => math.softplus(x),
    silu: (x) => math.silu(x),
    gelu: (x) => math.gelu(x),
    elu: (x) => math.elu(x),
  };
  if (!Object.hasOwn(named, activation)) fail('nn/activation', { layer: cell, value: showValue(activation), known: Object.keys(named) });
  return named[activation];
}
