import type { FloatLanes, Lanes } from '../../program/lanes.js';
import { log1pLanes, logLanes } from '../exponential.js';

/** Lanczos' approximation with g = 7 and 9 terms (Godfrey 2001), which XLA uses too. */
const G = 7;
const LANCZOS = [
  676.520368121885098567009190444019, -1259.13921672240287047156078755283, 771.3234287776530788486528258894,
  -176.61502916214059906584551354, 12.507343278686904814458936853, -0.13857109526572011689554707,
  9.984369578019570859563e-6, 1.50563273514931155834e-7,
];
const LANCZOS_BASE = 0.99999999999980993227684700473478;

/** The logarithm of the gamma function at x >= 1/2, rounded step by step as XLA does. */
export function lgammaLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  const c = F.constant;
  const z = F.sub(x, c(1));
  let series = c(LANCZOS_BASE);
  LANCZOS.forEach((a, i) => (series = F.add(series, F.div(c(a), F.add(z, c(i + 1))))));
  const t = F.add(c(G + 0.5), z);
  const logT = F.add(c(Math.log(G + 0.5)), log1pLanes(L, F, F.div(z, c(G + 0.5))));
  const power = F.mul(F.sub(F.add(z, c(0.5)), F.div(t, logT)), logT);
  return F.add(F.add(c(Math.log(2 * Math.PI) / 2), power), logLanes(L, F, series));
}
