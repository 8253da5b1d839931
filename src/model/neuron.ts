import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { Dynamics } from '../nn/index.js';
import { aDimension, showValue, stopGradient, type ModuleOptions, type Size } from '../state/index.js';
import { InvSquareGrad, Surrogate } from '../tools/surrogate/index.js';
import { Quantity, type Unit } from '../unit/index.js';
import { setParameters, type ParameterOrDefault, type ParameterTable } from './options.js';

/** Options that every neuron takes. */
export interface NeuronOptions extends ModuleOptions {
  /** The spike function, with the derivative that stands in for its own. Each model has its default. */
  spkFun?: Surrogate | undefined;
  /**
   * What a spike does to the potential at the next step: 'soft' subtracts V_th - V_reset, 'hard' sets V_reset.
   * 'soft' unless given.
   */
  spkReset?: 'soft' | 'hard' | undefined;
}

/**
 * What all neuron models share: how they spike, and how a spike resets them. A model adds its equation.
 *
 * @param inSize - the number of neurons, or a tuple for a grid of them
 */
export abstract class Neuron extends Dynamics {
  /** 'soft' or 'hard'. */
  readonly spkReset: 'soft' | 'hard';
  /** The spike function. */
  readonly spkFun: Surrogate;

  constructor(inSize: Size, options: NeuronOptions = {}, spkFun: Surrogate = new InvSquareGrad()) {
    super(inSize, options);
    this.spkReset = options.spkReset ?? 'soft';
    this.spkFun = options.spkFun ?? spkFun;
    const model = this.constructor.name;
    if (this.spkReset !== 'soft' && this.spkReset !== 'hard') {
      fail('model/spike-reset', { model, value: showValue(this.spkReset) });
    }
    if (!(this.spkFun instanceof Surrogate)) fail('model/spike-function', { model, value: showValue(this.spkFun) });
  }

  /** Which neurons spike: 1 or 0 for each, at the present potential unless another one is given. */
  abstract getSpike(V?: Quantity<'voltage'>): Quantity<'one'>;

  /** Sets the parameters of a model from its options, after checking every one: see `setParameters`. */
  protected setParameters<O extends NeuronOptions>(options: O, table: ParameterTable<Omit<O, keyof NeuronOptions>>): void {
    setParameters(this, options, table as Readonly<Record<string, ParameterOrDefault<unknown>>>);
  }

  /** The potential after the reset that a spike of the step before calls for, by `spkReset`. */
  protected resetPotential(
    V: Quantity<'voltage'>,
    spike: Quantity<'one'>,
    V_th: Quantity<'voltage'>,
    V_reset: Quantity<'voltage'>,
  ): Quantity<'voltage'> {
    const top = this.spkReset === 'soft' ? V_th : stopGradient(V);
    return V.sub(top.sub(V_reset).mul(spike));
  }

  /** Refuses an input that is not of this unit's dimension, or has no place in a variable of this shape. */
  protected checkInput<D>(x: Quantity<D>, unit: Unit<D>, shape: readonly number[]): void {
    const model = this.constructor.name;
    if (!(x instanceof Quantity) || x.dim !== unit.dim) {
      const wants = aDimension(String(unit.dim));
      fail('model/input', { model, wants, value: showValue(x), example: `${unit.symbol}(…)` });
    }
    const lead = shape.length - x.ndim;
    if (lead < 0 || !x.shape.every((n, i) => n === 1 || n === shape[lead + i])) {
      fail('model/input-shape', { model, shape: showShape(x.shape), size: showShape(shape) });
    }
  }
}
