import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  AdExIF, ALIF, environ, ExpIF, ExpIFRef, HH, Izhikevich, LIF, LIFRef, nn, QuaIF, transform, u,
  type AnyQuantity, type Neuron, type Quantity,
} from '../../src/index.js';

const { mA, mS, ms, mV, uA } = u;

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => vi.restoreAllMocks());

interface Rollout {
  /** The steps of the first neuron's spikes, as its step returns them. */
  steps: number[];
  /** In how many steps it is at or above threshold. */
  above: number;
  V: number[];
  neuron: Neuron;
}

function run(make: () => Neuron & { V: { value: AnyQuantity } }, x: AnyQuantity, duration: number, dt = 0.1): Rollout {
  return environ.context({ dt: ms(dt), precision: 64 }, () => {
    const neuron = nn.initAllStates(make());
    const step = (t: Quantity<'time'>) =>
      environ.context({ t }, () => [neuron.step(x as never) as Quantity, neuron.getSpike(), neuron.V.value]);
    const results = transform.forLoop(step, u.math.arange(ms(0), ms(duration), ms(dt))) as readonly AnyQuantity[];
    const [spikes, above, V] = results.map((result) => Array.from(result.toTypedArray()));
    return { steps: spikes.flatMap((s, i) => (s > 0 ? [i] : [])), above: above.filter((s) => s > 0).length, V, neuron };
  });
}

const end = ({ V }: Rollout): number => V[V.length - 1];
const hard = { spkReset: 'hard' } as const;

// Computed in float64 from the equations, without any simulator.
describe('defaults under a constant input, dt 0.1 ms', () => {
  it('LIF, 2 mA, 100 ms', () => {
    const soft = run(() => new LIF(1), mA(2), 100);
    expect([soft.steps.length, soft.steps[0]]).toEqual([28, 34]);
    expect(end(soft)).toBeCloseTo(0.668454, 6);
    expect(end(run(() => new LIF(1, hard), mA(2), 100))).toBeCloseTo(0.65936, 6);
  });

  it('ALIF, 2 mA, 100 ms', () => {
    const rollout = run(() => new ALIF(1), mA(2), 100);
    expect(rollout.steps).toHaveLength(15);
    expect(end(rollout)).toBeCloseTo(1.470454, 6);
    expect((rollout.neuron as ALIF).a.value.get(0).item()).toBeCloseTo(8.84864, 6);
  });

  it('ExpIF, 10 mA, 200 ms: a soft reset diverges, a hard one gives 12 spikes', () => {
    const { V, steps } = run(() => new ExpIF(1), mA(10), 200);
    expect(steps[0]).toBe(131);
    expect(Math.min(...V.slice(136))).toBeGreaterThan(1e9);
    const rollout = run(() => new ExpIF(1, hard), mA(10), 200);
    expect(rollout.steps).toHaveLength(12);
    expect(end(rollout)).toBeCloseTo(-53.08678, 5);
  });

  it('ExpIFRef, 10 mA, 200 ms: 11 spikes under a hard reset', () => {
    expect(run(() => new ExpIFRef(1, hard), mA(10), 200).steps).toHaveLength(11);
    expect(Math.min(...run(() => new ExpIFRef(1), mA(10), 200).V.slice(153))).toBeGreaterThan(1e9);
  });

  it('AdExIF, 200 ms: 8 spikes at 10 mA, 22 or 21 at 20 mA', () => {
    expect(run(() => new AdExIF(1), mA(10), 200).steps).toHaveLength(8);
    expect(run(() => new AdExIF(1), mA(20), 200).steps).toHaveLength(22);
    expect(run(() => new AdExIF(1, hard), mA(20), 200).steps).toHaveLength(21);
  });

  it('QuaIF, 200 ms: 2 spikes at 5 mA, 6 at 10 mA', () => {
    expect(run(() => new QuaIF(1), mA(5), 200).steps).toHaveLength(2);
    expect(run(() => new QuaIF(1), mA(10), 200).steps).toHaveLength(6);
  });

  it('Izhikevich, 10 mV/ms, 200 ms: 4 spikes', () => {
    const rollout = run(() => new Izhikevich(1), mV(10).div(ms), 200);
    expect(rollout.steps).toHaveLength(4);
    expect(end(rollout)).toBeCloseTo(-69.38183, 5);
    expect((rollout.neuron as Izhikevich).u.value.get(0).item(mV.div(ms))).toBeCloseTo(-4.68979, 5);
  });
});

describe('HH from -65 mV, 10 uA, 100 ms, V by forward Euler and gL 0.03 mS', () => {
  const make = () => new HH(1, { V_initializer: mV(-65), gL: mS(0.03), method: 'euler' });

  it.each([
    [0.01, 407],
    [0.02, 201],
    [0.05, 82],
  ])('dt %f ms: 7 spikes, at or above threshold in %i steps', (dt, above) => {
    const rollout = run(make, uA(10), 100, dt);
    expect(rollout.steps).toHaveLength(7);
    expect(rollout.above).toBe(above);
  });

  it('dt 0.1 ms: diverges at about 4 ms, and by exponential Euler does not', () => {
    const { V } = run(make, uA(10), 100);
    const last = V.findIndex((v) => !(Math.abs(v) < 1000));
    expect(last).toBeGreaterThan(35);
    expect(last).toBeLessThan(60);
    const stable = run(() => new HH(1, { V_initializer: mV(-65), gL: mS(0.03) }), uA(10), 100);
    expect(stable.steps).toHaveLength(7);
    expect(Math.max(...stable.V.map(Math.abs))).toBeLessThan(90);
  });
});

// Closed forms, in NEST's test_iaf_ps_dc_accuracy and test_siegert_neuron: tau 10 ms, C 250 pF, so R = tau / C = 40 Mohm,
// and 15 mV from rest to threshold.
describe('closed forms of the leaky integrate-and-fire neuron', () => {
  const cell = { tau: ms(10), R: u.Mohm(40), V_rest: mV(0), V_reset: mV(0), V_th: mV(15) };

  it.each([0.01, 0.1, 0.5])('is exact at dt %f ms: 15.7387736 mV after 5 ms without a threshold', (dt) => {
    const { V } = run(() => new LIF(1, { ...cell, V_th: mV(1000) }), u.pA(1000), 5, dt);
    expect(V[V.length - 1] / (40 * (1 - Math.exp(-0.5)))).toBeCloseTo(1, 12);
    expect(40 * (1 - Math.exp(-0.5))).toBeCloseTo(15.7387736, 7);
  });

  it('spikes first at 4.700036 ms', () => {
    const { steps } = run(() => new LIF(1, cell), u.pA(1000), 10, 0.001);
    // A step of number i ends at (i + 1) dt.
    expect((steps[0] + 1) * 0.001).toBeCloseTo(4.700036292457356, 2);
    expect(steps[0] + 1).toBe(Math.ceil(4700.036292457356));
  });

  it.each([
    [400, 33.64071163],
    [500, 63.04000219],
    [1000, 149.25292287],
  ])('at %i pA fires at %f Hz, refractory for 2 ms', (current, rate) => {
    const dt = 0.01;
    const { steps } = run(() => new LIFRef(1, { ...cell, tau_ref: ms(2), spkReset: 'hard' }), u.pA(current), 1000, dt);
    const interval = ((steps[steps.length - 1] - steps[0]) * dt) / (steps.length - 1);
    // A spike and the end of the refractory period are each noted at a whole step.
    expect(Math.abs(interval - 1000 / rate)).toBeLessThan(dt);
  });
});
