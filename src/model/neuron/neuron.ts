import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { Dynamics } from '../../nn/index.js';
import { aDimension, HiddenState, labelOf, showValue, stopGradient, type InitOptions, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { InvSquareGrad, Surrogate } from '../../tools/surrogate/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Unit } from '../../unit/index.js';
import { fitsInto } from '../checks.js';
import { setParameters, type AnyTable } from '../options.js';

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
 * What all neuron models share: parameters from a table, States from rules, how they spike, and how a spike resets them.
 * A model adds its equation. One of yours extends this class, or `IntegrateAndFire` if a spike resets it.
 *
 * @param inSize - the number of neurons, or a tuple for a grid of them
 */
export abstract class Neuron extends Dynamics {
  static override readonly name: string = 'Neuron';

  /** Its options, in the order that printing shows, with their defaults and rules. */
  static readonly parameters: AnyTable = {};

  /** The States that the table has rules for, and that of the refractory period. */
  static override get states(): readonly string[] {
    const variables = variablesOf(this).map(([variable]) => variable);
    return 'tau_ref' in this.parameters ? [...variables, 'lastSpikeTime'] : variables;
  }

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
    const { parameters } = this.constructor as typeof Neuron;
    if (Object.keys(parameters).length > 0) setParameters(this, options, parameters);
  }

  /** Which neurons spike: 1 or 0 for each, at the present values unless others are given. */
  abstract getSpike(...values: readonly never[]): Quantity<'one'>;

  /** Makes a State for each rule of the table: `V` of `V_initializer`. A rule that is null makes none. */
  override initState({ batchSize }: InitOptions = {}): void {
    const own = this as unknown as Record<string, unknown>;
    for (const [variable, unit] of variablesOf(this.constructor as typeof Neuron)) {
      const rule = `${variable}${SUFFIX}`;
      const initializer = own[rule] as Init<unknown> | null;
      if (initializer === null) continue;
      const name = `${this.constructor.name}: ${rule}`;
      own[variable] = new HiddenState(param(initializer, this.varshape, { batchSize, unit, name }) as AnyQuantity);
    }
  }

  /** The values of its variables now: the States that its table has rules for. */
  protected getVariables(): Record<string, AnyQuantity> {
    const own = this as unknown as Record<string, HiddenState<AnyQuantity>>;
    return Object.fromEntries(variablesOf(this.constructor as typeof Neuron).map(([variable]) => [variable, own[variable].value]));
  }

  /** Sets the States of its variables. */
  protected setVariables(values: Readonly<Record<string, AnyQuantity>>): void {
    const own = this as unknown as Record<string, HiddenState<AnyQuantity>>;
    for (const [variable] of variablesOf(this.constructor as typeof Neuron)) own[variable].value = values[variable];
  }

  /** The potential after the reset that a spike of the step before calls for, by `spkReset`. */
  protected resetPotential<D>(V: Quantity<D>, spike: Quantity<'one'>, V_th: Quantity<D>, V_reset: Quantity<D>): Quantity<D> {
    const times = (x: Quantity<D>): Quantity<D> => x.mul(spike) as Quantity<D>;
    if (this.spkReset === 'soft') return V.sub(times(V_th.sub(V_reset)));
    // Not V - (V - V_reset): where V has overshot by far, their difference is not V_reset any more.
    return V.sub(times(stopGradient(V))).add(times(V_reset));
  }

  /** Spikes where V is at or above V_th; their surrogate derivative is as wide as a scale. */
  protected spikesAbove<D>(V: Quantity<D>, V_th: Quantity<D>, scale: Quantity<D>): Quantity<'one'> {
    return this.spkFun.apply(V.sub(V_th).div(scale).as(unitless));
  }

  /** The input as a quantity. Refuses one that is not of this unit's dimension, or has no place in a variable of this shape. */
  protected checkInput<D>(x: Quantity<D> | number, unit: Unit<D>, shape: readonly number[]): Quantity<D> {
    const model = labelOf(this);
    const input = typeof x === 'number' && unit.isUnitless ? unitless(x) : x;
    if (!(input instanceof Quantity) || input.dim !== unit.dim) {
      const wants = aDimension(String(unit.dim));
      fail('model/input', { model, wants, value: showValue(x), example: `${(unit as AnyUnit).symbol}(…)` });
    }
    if (!fitsInto(input.shape, shape)) {
      const isBatch = input.ndim === this.varshape.length + 1 && fitsInto(input.shape.slice(1), this.varshape);
      const batch = isBatch ? input.shape[0] : undefined;
      fail('model/input-shape', { model, shape: showShape(input.shape), size: showShape(shape), batch });
    }
    return input as Quantity<D>;
  }
}

const SUFFIX = '_initializer';

/** The names of a model's variables, with their units: those that its table has rules for. */
function variablesOf({ parameters }: { readonly parameters: AnyTable }): readonly (readonly [string, AnyUnit])[] {
  return Object.entries(parameters).flatMap(([option, line]) =>
    'unit' in line && option.endsWith(SUFFIX) ? [[option.slice(0, -SUFFIX.length), line.unit as AnyUnit] as const] : [],
  );
}
