// Steps of networks, written by hand in engine functions.
import { add, div, exprel, full, ge, lt, mul, NDArray, neg, noise, select, shapeOf, sparse, spike, sub, vjp } from './engine.mjs';

const surrogate = { key: 'none', derivative: () => 0 };

/** x + dt f(x) exprel(dt f'(x)), the derivative by transposing f. */
export function exponentialEuler(f, x, dt) {
  const { value, pullback } = vjp(f, x);
  const slope = pullback(full(shapeOf(value), 1));
  return add(x, mul(mul(dt, value), exprel(mul(dt, slope))));
}

/** A population of LIF cells; `excite` and `inhibit` add to a conductance what the spikes of the last step bring. */
export function lifStep({ V, last, gE, gI }, t, dt, excite, inhibit, p = {}) {
  const { tau = 20, tauE = 5, tauI = 10, V_th = -50, V_reset = -60, V_rest = -60, R = 1, E_E = 0, E_I = -80, input = 20 } = p;
  const nextE = excite(exponentialEuler((g) => div(neg(g), tauE), gE, dt));
  const nextI = inhibit(exponentialEuler((g) => div(neg(g), tauI), gI, dt));
  const drift = (v) => {
    const synaptic = add(mul(nextE, sub(E_E, v)), mul(nextI, sub(E_I, v)));
    return div(add(add(neg(v), V_rest), mul(R, add(input, synaptic))), tau);
  };
  const fired = spike(div(sub(V, V_th), V_th - V_reset), surrogate);
  const reset = sub(V, mul(V_th - V_reset, fired));
  const free = exponentialEuler(drift, reset, dt);
  const next = select(lt(sub(t, last), 5), reset, free);
  return { V: next, last: select(ge(next, V_th), t, last), gE: nextE, gI: nextI };
}

/** Which cells stand above the threshold, as a mask. */
export function above({ V }) {
  return ge(V, -50);
}

/** A sparse projection: each of `pre` cells reaches `targets` of `post`, all with one weight. Made once, not in a step. */
export function projection(pre, post, targets, weight) {
  const indices = Int32Array.from({ length: pre * targets }, (_, i) => Math.floor(noise(i) * post));
  return new sparse.FixedOut(weight, new NDArray([pre, targets], 'int32', indices), [pre, post]);
}

/** What adds the events of a projection to a conductance. */
export function along(matrix, spikes) {
  return (g) => sparse.eventVecmat(spikes, matrix, g);
}
