import type { Lanes } from '../../program/lanes.js';
import { log1pLanes, logLanes } from '../exponential.js';
import { fmaSingle } from '../fma.js';

/** Lanczos' approximation with g = 7 and 9 terms (Godfrey 2001), which XLA uses too. */
const G = 7;
const LANCZOS = [
  676.520368121885098567009190444019, -1259.13921672240287047156078755283, 771.3234287776530788486528258894,
  -176.61502916214059906584551354, 12.507343278686904814458936853, -0.13857109526572011689554707,
  9.984369578019570859563e-6, 1.50563273514931155834e-7,
];
const LANCZOS_BASE = 0.99999999999980993227684700473478;

/** The logarithm of the gamma function at x >= 1/2 in float32, rounded step by step as XLA rounds it. */
export function lgammaLanes<V>(L: Lanes<V>, x: V): V {
  const F = L.float('float32');
  const c = F.constant;
  const z = F.sub(x, c(1));
  let series = c(LANCZOS_BASE);
  LANCZOS.forEach((a, i) => (series = F.add(series, F.div(c(a), F.add(z, c(i + 1))))));
  const t = F.add(c(G + 0.5), z);
  const logT = F.add(c(Math.log(G + 0.5)), log1pLanes(L, F, F.mul(z, F.div(c(1), c(G + 0.5)))));
  const factor = F.sub(F.add(z, c(0.5)), F.div(t, logT));
  return F.add(fmaSingle(L, factor, logT, c(Math.log(2 * Math.PI) / 2)), logLanes(L, F, series));
}
