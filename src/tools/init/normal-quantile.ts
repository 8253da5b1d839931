import { add, div, gt, log, mul, neg, select, sqrt, sub, type Operand } from '../../engine/index.js';

// Coefficients of the Cephes library (S. L. Moshier, Methods and Programs for Mathematical Functions, 1989), highest
// power first: they are those that JAX uses, so that draws agree to rounding.

const MIDDLE_ABOVE = [
  -59.9633501014107895267, 98.0010754185999661536, -56.6762857469070293439, 13.9312609387279679503, -1.23916583867381258016,
];
const MIDDLE_BELOW = [
  1, 1.95448858338141759834, 4.67627912898881538453, 86.3602421390890590575, -225.462687854119370527, 200.260212380060660359,
  -82.0372256168333339912, 15.9056225126211695515, -1.18331621121330003142,
];
const TAIL_ABOVE = [
  4.05544892305962419923, 31.5251094599893866154, 57.1628192246421288162, 44.0805073893200834700, 14.6849561928858024014,
  2.18663306850790267539, -0.140256079171354495875, -0.0350424626827848203418, -0.000857456785154685413611,
];
const TAIL_BELOW = [
  1, 15.7799883256466749731, 45.3907635128879210584, 41.3172038254672030440, 15.0425385692907503408, 2.50464946208309415979,
  -0.142182922854787788574, -0.0380806407691578277194, -0.000933259480895457427372,
];

/** The value that a standard normal variable stays below with probability `p`, for p from 1e-7 to 1 - 1e-7. */
export function normalQuantile(p: Operand): Operand {
  const upper = gt(p, 1 - Math.exp(-2));
  const tail = select(upper, sub(1, p), p);
  const w = sub(tail, 0.5);
  const ww = mul(w, w);
  const middle = mul(add(w, mul(mul(w, ww), ratio(ww, MIDDLE_ABOVE, MIDDLE_BELOW))), -Math.sqrt(2 * Math.PI));
  const z = sqrt(mul(log(tail), -2));
  const outer = sub(sub(z, div(log(z), z)), div(ratio(div(1, z), TAIL_ABOVE, TAIL_BELOW), z));
  const x = select(gt(tail, Math.exp(-2)), middle, outer);
  return select(upper, x, neg(x));
}

function ratio(x: Operand, above: readonly number[], below: readonly number[]): Operand {
  return div(polynomial(x, above), polynomial(x, below));
}

function polynomial(x: Operand, coefficients: readonly number[]): Operand {
  return coefficients.slice(1).reduce<Operand>((sum, c) => add(mul(sum, x), c), coefficients[0]);
}
