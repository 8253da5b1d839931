import * as math from '../../unit/math/index.js';
import type { Numbers } from './rule.js';

/** Gradients scaled down together so that their common length is at most `most`. */
export function clipNorm(gradients: readonly Numbers[], most: number): Numbers[] {
  const squares = gradients.map((g) => g.mul(g).sum());
  const norm = squares.reduce((sum, square) => sum.add(square)).sqrt();
  const short = norm.lt(most);
  const safe = math.where(short, 1, norm);
  return gradients.map((g) => math.where(short, g, g.div(safe).mul(most)).astype(g.dtype));
}

/** A gradient of which no element is further from zero than `most`. */
export function clipValue(gradient: Numbers, most: number): Numbers {
  return math.clip(gradient, -most, most);
}
