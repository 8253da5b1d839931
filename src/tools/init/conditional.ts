import { fail } from '../../core/error.js';
import { describe } from '../../core/print.js';
import { sizeOf, type Shape } from '../../engine/index.js';
import { defaultRandom, showValue, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { Initializer } from './initializer.js';
import { checkAlikeRules } from './rules.js';
import { indicesWhere, scattered } from './scattered.js';

/**
 * One rule for the elements that satisfy a condition, another one for the rest.
 *
 * @param condition - of an element's position in row-major order
 *
 * @example
 * const excitatory = (i: number) => i < 800;
 * new init.Conditional(excitatory, new init.Constant(mS(0.6)), new init.Constant(mS(6.7)));
 *
 * @throws when the rules differ in dimension
 */
export class Conditional<in out D> extends Initializer<D> {
  static override readonly name: string = 'Conditional';

  constructor(
    readonly condition: (index: number) => boolean,
    readonly whereTrue: Initializer<D>,
    readonly whereFalse: Initializer<D>,
  ) {
    super();
    if (typeof condition !== 'function') fail('init/function', { value: showValue(condition) });
    checkAlikeRules('Conditional', [whereTrue, whereFalse]);
  }

  get unit(): Unit<D> {
    return this.whereTrue.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const size = sizeOf(shape);
    const parts = [
      { rule: this.whereTrue, places: indicesWhere(size, this.condition) },
      { rule: this.whereFalse, places: indicesWhere(size, (i) => !this.condition(i)) },
    ];
    return scattered(parts, shape, this.unit, random);
  }

  [describe](): string {
    const condition = this.condition.name === '' ? 'function' : this.condition.name;
    return `Conditional(condition=${condition}, whereTrue=${String(this.whereTrue)}, whereFalse=${String(this.whereFalse)})`;
  }
}
