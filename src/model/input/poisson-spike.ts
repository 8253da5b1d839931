import { fail } from '../../core/error.js';
import { Dynamics } from '../../nn/index.js';
import { defaultRandom, environ, knownNumbers, showValue, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { checkOptions } from '../checks.js';
import { spikeChance } from './spike-chance.js';

/** How spikes are told: as true and false, or as 1 and 0. */
export type SpikeType = 'bool' | 'float';

/** Options of {@link PoissonEncoder}. */
export interface PoissonEncoderOptions extends ModuleOptions {
  /** 'bool' or 'float'. 'bool' unless given. */
  spkType?: SpikeType | undefined;
}

/** Options of {@link PoissonSpike}. */
export interface PoissonSpikeOptions extends PoissonEncoderOptions {
  /** The rate, zero or more: one for all neurons, or one for each. */
  freqs: Init<'frequency'>;
}

/**
 * Poisson spikes at rates that are given at each step.
 *
 * A neuron spikes in a step with the probability 1 - exp(-rate dt). The draws are those of the shared source of random
 * numbers, one for each neuron; there is no batch.
 *
 * @example
 * const encoder = new PoissonEncoder(100);
 * environ.context({ dt: ms(0.1) }, () => encoder.step(Hz(20))); // true or false, [100]
 *
 * @throws when a rate is no frequency, or negative
 */
export class PoissonEncoder extends Dynamics {
  static override readonly name: string = 'PoissonEncoder';

  /** How spikes are told. */
  readonly spkType: SpikeType;

  constructor(inSize: Size, options: PoissonEncoderOptions = {}) {
    super(inSize, options);
    checkOptions('PoissonEncoder', options, ['spkType', 'name']);
    this.spkType = spikeType('PoissonEncoder', options.spkType);
  }

  override update(freqs: Quantity<'frequency'>): Quantity<'one'> {
    return poissonSpikes('PoissonEncoder', this.varshape, freqs, this.spkType);
  }
}

/**
 * Poisson spikes at fixed rates.
 *
 * A neuron spikes in a step with the probability 1 - exp(-rate dt). The draws are those of the shared source of random
 * numbers, one for each neuron; there is no batch.
 *
 * @example
 * const input = new PoissonSpike(100, { freqs: Hz(20) });
 * environ.context({ dt: ms(0.1) }, () => input.step()); // true or false, [100]
 *
 * @throws when a rate is no frequency, or negative
 */
export class PoissonSpike extends Dynamics {
  static override readonly name: string = 'PoissonSpike';

  /** The rates. */
  readonly freqs: Quantity<'frequency'>;
  /** How spikes are told. */
  readonly spkType: SpikeType;

  constructor(inSize: Size, options: PoissonSpikeOptions) {
    super(inSize, typeof options === 'object' ? { name: options.name } : {});
    checkOptions('PoissonSpike', options, ['freqs', 'spkType', 'name']);
    this.spkType = spikeType('PoissonSpike', options.spkType);
    this.freqs = checkRate('PoissonSpike', param(options.freqs, this.varshape, { name: 'PoissonSpike: freqs' }));
  }

  override update(): Quantity<'one'> {
    return poissonSpikes('PoissonSpike', this.varshape, this.freqs, this.spkType);
  }
}

function poissonSpikes(model: string, size: readonly number[], freqs: Quantity<'frequency'>, spkType: SpikeType): Quantity<'one'> {
  const spikes = defaultRandom().random({ size: [...size] }).le(spikeChance(checkRate(model, freqs)));
  return spkType === 'bool' ? spikes : spikes.astype(environ.floatDType());
}

function spikeType(model: string, given: SpikeType = 'bool'): SpikeType {
  if (given === 'bool' || given === 'float') return given;
  return fail('model/choice', { model, option: 'spkType', choices: ['bool', 'float'], value: showValue(given) });
}

/** Refuses what is no frequency, and rates that are known to be negative. */
export function checkRate(model: string, rate: Quantity<'frequency'>): Quantity<'frequency'> {
  const isRate = rate instanceof Quantity && (rate as AnyQuantity).dim === 'frequency';
  if (!isRate || knownNumbers(rate as AnyQuantity).some((x) => !(x >= 0))) fail('input/rate', { model, value: showValue(rate) });
  return rate;
}
