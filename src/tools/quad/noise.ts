import { defaultRandom } from '../../state/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { Field, Leaves, Variables } from './variables.js';

/** Drift and diffusion of a stochastic equation at each time. */
export interface Noisy {
  readonly drift: (t: AnyQuantity) => Field;
  readonly diffusion: (t: AnyQuantity) => Field;
}

/** A Wiener process' increments over dt: one for each element of each leaf. */
export function increments({ dt, leaves }: Variables): Leaves {
  const root = dt.sqrt();
  return leaves.map((leaf) => defaultRandom().randnLike(leaf).mul(root));
}

/** `f dt + g dW` of each leaf. */
export function stochasticChange(variables: Variables, noisy: Noisy, at: Leaves, t: AnyQuantity, dW: Leaves): Leaves {
  const f = variables.evaluate(noisy.drift(t), at);
  const g = variables.evaluate(noisy.diffusion(t), at, 'diffusion');
  return f.map((rate, i) => rate.mul(variables.dt).add(g[i].mul(dW[i])));
}

/** A rate that a step cannot run away with: `f / (1 + dt |f|)`, with `dt |f|` counted in the unit of the leaf. */
export function tamed({ dt, leaves }: Variables, rates: Leaves): Leaves {
  return rates.map((rate, i) => {
    const { unit } = leaves[i];
    const one: AnyQuantity = new Quantity(1, unit as AnyUnit);
    return rate.div(math.abs(dt.mul(rate)).in(unit).div(one).add(1));
  });
}
