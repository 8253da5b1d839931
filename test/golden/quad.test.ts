// Golden values of braintools.quad, made by tools/golden/quad.py: every step on an equation with units and on a pair.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environ, random } from '../../src/state/index.js';
import * as quad from '../../src/tools/quad/index.js';
import { math, ms, mV, unitless, type AnyQuantity, type Quantity } from '../../src/unit/index.js';

const golden = JSON.parse(readFileSync(new URL('quad.json', import.meta.url), 'utf8')) as {
  seed: number;
  cases: Record<string, { y: number[][]; error?: number[][]; pair?: number[][] }>;
};

type Voltage = Quantity<'voltage'>;
type Time = Quantity<'time'>;
type Pair = [v: Quantity, w: Quantity];

const above = (V: Voltage): Voltage => V.add(mV(60));
const leak = (V: Voltage, _t: Time, _k = 1) => above(V).neg().div(ms(10));
const cubed = (V: Voltage, k: number) => above(V).mul(k).div(mV(400).mul(ms(1))).mul(math.square(above(V).div(mV(1))).mul(mV(1)));
const dV = (V: Voltage, t: Time, k = 1) => leak(V, t).sub(cubed(V, k)).add(mV(3).div(ms(1)).mul(math.sin(t.div(ms(2)))));
const gV = (V: Voltage, _t: Time, k = 1) => mV(0.3).add(above(V).mul(0.02 * k)).div(ms(1).sqrt());
const rest = (V: Voltage, t: Time, k = 1) => dV(V, t, k).sub(leak(V, t));
const pair = ([v, w]: Pair, t: Time) =>
  [
    v.sub(v.pow(3).div(3)).sub(w).add(0.5).add(math.cos(t.div(ms(1))).mul(0.1)).div(ms(1)),
    v.add(0.7).sub(w.mul(0.8)).mul(0.08).div(ms(1)),
  ] as const;
const history = (t: Time): Voltage => mV([-60, -60, -60]).add(mV(4).mul(math.sin(t.div(ms(3)))));
const delayed = (_t: Time, V: Voltage, V1: Voltage, V2: Voltage) => leak(V, _t).add(V1.sub(V2).mul(0.2).div(ms(1)));

const V0 = (): Voltage => mV([-65, -58, -50]);
const pair0 = (): Pair => [unitless([0.2, -1]), unitless([0.1, 0.6])];
const t0 = ms(0.7);
const delays = [ms(2), ms(5)];
const args = [1.5] as const;

const ordinary: Record<string, quad.OdeStep> = {
  euler: quad.odeEulerStep,
  rk2: quad.odeRk2Step,
  rk3: quad.odeRk3Step,
  rk4: quad.odeRk4Step,
  midpoint: quad.odeMidpointStep,
  heun: quad.odeHeunStep,
  rk4_38: quad.odeRk438Step,
  ssprk33: quad.odeSsprk33Step,
  ralston2: quad.odeRalston2Step,
  ralston3: quad.odeRalston3Step,
};

const embedded: Record<string, quad.EmbeddedStep> = {
  rk45: quad.odeRk45Step,
  rk23: quad.odeRk23Step,
  dopri5: quad.odeDopri5Step,
  rk45_dopri: quad.odeRk45DopriStep,
  rkf45: quad.odeRkf45Step,
  bs32: quad.odeBs32Step,
  dopri8: quad.odeDopri8Step,
  rk87_dopri: quad.odeRk87DopriStep,
};

const others: Record<string, () => Voltage> = {
  ode_expeuler: () => quad.odeExpEulerStep(dV, V0(), t0, { args }),
  sde_euler: () => quad.sdeEulerStep(dV, gV, V0(), t0, { args }),
  sde_milstein_ito: () => quad.sdeMilsteinStep(dV, gV, V0(), t0, { args }),
  sde_milstein_stra: () => quad.sdeMilsteinStep(dV, gV, V0(), t0, { args, sdeType: 'stra', scheme: 'braintools' }),
  sde_expeuler: () => quad.sdeExpEulerStep(dV, gV, V0(), t0, { args }),
  sde_heun_ito: () => quad.sdeHeunStep(dV, gV, V0(), t0, { args }),
  sde_heun_stra: () => quad.sdeHeunStep(dV, gV, V0(), t0, { args, sdeType: 'stra' }),
  sde_tamed_euler: () => quad.sdeTamedEulerStep(dV, gV, V0(), t0, { args }),
  sde_implicit_euler: () => quad.sdeImplicitEulerStep(dV, gV, V0(), t0, { args }),
  sde_srk2: () => quad.sdeSrk2Step(dV, gV, V0(), t0, { args }),
  sde_srk3: () => quad.sdeSrk3Step(dV, gV, V0(), t0, { args }),
  sde_srk4: () => quad.sdeSrk4Step(dV, gV, V0(), t0, { args }),
  exp_euler_noise: () => quad.expEulerStep((V: Voltage) => leak(V, t0), (V: Voltage) => gV(V, t0), V0()),
  imex_euler: () => quad.imexEulerStep(rest, leak, V0(), t0, { args }),
  imex_ars222: () => quad.imexArs222Step(rest, leak, V0(), t0, { args, scheme: 'braintools' }),
  imex_cnab: () => quad.imexCnabStep(rest, leak, V0(), V0().sub(mV(0.5)), t0, { args, maxIter: 3 }),
  dde_euler: () => quad.ddeEulerStep(delayed, V0(), t0, history, delays),
  dde_heun: () => quad.ddeHeunStep(delayed, V0(), t0, history, delays),
  dde_rk4: () => quad.ddeRk4Step(delayed, V0(), t0, history, delays),
  dde_euler_pc: () => quad.ddeEulerPcStep(delayed, V0(), t0, history, delays),
  dde_heun_pc: () => quad.ddeHeunPcStep(delayed, V0(), t0, history, delays),
};

function inStep<R>(run: () => R): R {
  return environ.context({ dt: ms(0.4), precision: 64 }, () => {
    random.seed(golden.seed);
    return run();
  });
}

function expectNear(found: readonly AnyQuantity[], values: number[][], tolerance: number): void {
  expect(found.length).toBe(values.length);
  values.forEach((leaf, i) =>
    found[i].toTypedArray().forEach((x, k) => expect(Math.abs(x - leaf[k]), `leaf ${i}, element ${k}`).toBeLessThanOrEqual(tolerance)),
  );
}

/** Voltages of tens of millivolts: a few units in the last place. */
const VOLTS = 1e-12;

describe('steps of ordinary equations', () => {
  it.each(Object.keys(ordinary))('ode_%s', (name) => {
    const { y, pair: two } = golden.cases[`ode_${name}`];
    expectNear([inStep(() => ordinary[name](dV, V0(), t0, { args }))], y, VOLTS);
    expectNear(inStep(() => ordinary[name](pair, pair0(), t0)), two!, 1e-15);
  });

  it.each(Object.keys(embedded))('ode_%s, with its error', (name) => {
    const { y, pair: two, error } = golden.cases[`ode_${name}`];
    expectNear([inStep(() => embedded[name](dV, V0(), t0, { args }))], y, VOLTS);
    expectNear(inStep(() => embedded[name](pair, pair0(), t0)), two!, 1e-15);
    const [next, estimate] = inStep(() => embedded[name](pair, pair0(), t0, { returnError: true }));
    expectNear(next, two!, 1e-15);
    // Theirs is the difference of two values near 1.
    expectNear(estimate, error!, 1e-15);
  });
});

describe('steps of other equations', () => {
  it.each(Object.keys(others))('%s', (name) => expectNear([inStep(others[name])], golden.cases[name].y, VOLTS));

  it('leaves none out', () => {
    const ours = [...[...Object.keys(ordinary), ...Object.keys(embedded)].map((name) => `ode_${name}`), ...Object.keys(others)];
    expect(ours.sort()).toEqual(Object.keys(golden.cases).sort());
  });
});
