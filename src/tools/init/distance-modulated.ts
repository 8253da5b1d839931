import { fail } from '../../core/error.js';
import { describe } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import type { RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import type { DistanceProfile } from './distance-profile.js';
import { Initializer, type SampleOptions } from './initializer.js';
import { checkAlikeRules } from './rules.js';

/**
 * The values of a rule times what a profile says of their distances.
 *
 * @example
 * const g = new init.DistanceModulated(new init.Normal(nS(1), nS(0.1)), new init.GaussianProfile(um(100)));
 * g.sample([3], undefined, { distances: um([0, 50, 100]) });
 *
 * @throws when it is sampled without distances
 */
export class DistanceModulated<in out D> extends Initializer<D> {
  static override readonly name: string = 'DistanceModulated';

  constructor(
    readonly base: Initializer<D>,
    readonly profile: DistanceProfile<'length'> | DistanceProfile<'one'>,
  ) {
    super();
    checkAlikeRules('DistanceModulated', [base]);
  }

  get unit(): Unit<D> {
    return this.base.unit;
  }

  sample(shape: Shape, random?: RandomState, options: SampleOptions = {}): Quantity<D> {
    const distances = options.distances ?? fail('init/distances', {});
    const scaling = (this.profile as DistanceProfile<unknown>).weightScaling(distances as Quantity<unknown>);
    return this.base.sample(shape, random, options).mul(scaling) as Quantity<D>;
  }

  [describe](): string {
    return `DistanceModulated(base=${String(this.base)}, profile=${String(this.profile)})`;
  }
}
