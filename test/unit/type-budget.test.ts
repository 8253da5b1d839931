import { describe, expect, it } from 'vitest';
import { compile, costOf } from './compile.js';

// What dimensions cost the compiler. Instantiations are counted, which is free of noise; the time is processor time of
// one check, of the file with the operations less that of one with their operands alone.

const operands = `
import { expr, u, type Quantity } from 'braints';
const { mA, mV, ms, mS, ohm, uF, cm2, kelvin, joule, mole, metre, unitless } = u;
const V = mV(-50), V_rest = mV(-60), V_th = mV(-40), D_T = mV(2), E = mV(0), tau = ms(20), tau_s = ms(5), t = ms(1);
const I = mA(1), R = ohm(1), g = mS(1), C = uF(1), A = cm2(1), T = kelvin(300), k = joule(1), n = mole(1), l = metre(1);
const m = unitless(0.1), h = unitless(0.6);
`;

/** 20 operations, as models have them. */
const neuron = (i: number): string => `
function step${i}(x: typeof I) {
  const drift = V_rest.sub(V).add(R.mul(x.add(g.mul(E.sub(V))))).div(tau);
  const spike = D_T.mul(u.math.exp(V.sub(V_th).div(D_T)));
  const gate = m.pow(3).mul(h).mul(g).mul(V.sub(E)).div(C);
  const next: Quantity<'voltage'> = V.add(drift.add(gate).mul(t)).add(spike);
  return u.math.where(next.gt(V_th), V_rest, next);
}`;

/** Operations that go from dimension to dimension: hardly two of them are alike. */
function wandering(count: number): string {
  const known = ['V', 'tau', 'I', 'R', 'g', 'C', 'A', 'T', 'k', 'n', 'l'];
  let state = 1;
  const random = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b] = [i % 4 === 3 ? `x${i - 1}` : known[random(known.length)], known[random(known.length)]];
    const c = i > 10 ? `x${i - 1 - random(10)}` : a;
    lines.push(`const x${i} = ${i % 3 === 0 ? `${c}.mul(${b})` : i % 3 === 1 ? `${a}.div(${b})` : `${c}.div(${a})`};`);
  }
  return lines.join('\n');
}

const membrane = (i: number): string => `
const c${i} = expr({ V, g_Na: g, g_K: g, g_L: g, E_Na: E, E_K: E, E_L: V_rest, C, I, m, h, n: h, k${i}: 1 })(
  '(-g_Na*m**3*h*(V - E_Na) - g_K*n**4*(V - E_K) - g_L*(V - E_L) + ${i}*I) / C');
const a${i} = expr({ V, mV: u.mV, ms: u.ms })('${i}.1/ms / exprel(-(V + 40*mV)/(10*mV)) + 0.125/ms*exp(-(V + 65*mV)/(80*mV))');`;

const times = (n: number, make: (i: number) => string): string => Array.from({ length: n }, (_, i) => make(i)).join('\n');

describe('what dimensions cost the compiler', () => {
  const alone = costOf(compile(operands));

  it.each([
    ['2000 operations of models', times(100, neuron), 1, 20_000],
    ['2000 operations on ever new dimensions', wandering(2000), 2, 400_000],
    ['100 equations of channels in texts', times(50, membrane), 1.5, 420_000],
  ])('%s', (_, source, mostSeconds, mostInstantiations) => {
    expect(alone.errors).toBe(0);
    const least = { seconds: Infinity, instantiations: Infinity };
    for (let attempt = 0; attempt < 3 && least.seconds > mostSeconds; attempt++) {
      const { seconds, instantiations, errors } = costOf(compile(operands + source));
      expect(errors).toBe(0);
      least.seconds = Math.min(least.seconds, seconds - alone.seconds);
      least.instantiations = Math.min(least.instantiations, instantiations - alone.instantiations);
    }
    expect(least.instantiations).toBeLessThan(mostInstantiations);
    expect(least.seconds).toBeLessThan(mostSeconds);
  });
}, 120_000);
