import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  environ, initializer, IntegrateAndFire, nn, positive, transform, u,
  type HiddenState, type init, type NeuronOptions, type ParameterTable, type Quantity,
} from '../../src/index.js';

const { mA, ms, mV, ohm } = u;

// #region resonator
interface ResonatorOptions extends NeuronOptions {
  tau?: init.Init<'time'>;
  V_th?: init.Init<'voltage'>;
  V_initializer?: init.Init<'voltage'>;
  w_initializer?: init.Init<'current'>;
}
type Values = { V: Quantity<'voltage'>; w: Quantity<'current'> };
class Resonator extends IntegrateAndFire<Values> {
  static override readonly parameters: ParameterTable<Omit<ResonatorOptions, keyof NeuronOptions>> = {
    tau: positive(ms(20)), V_th: mV(10), V_initializer: initializer(mV(0)), w_initializer: initializer(mA(0)),
  };
  declare readonly tau: Quantity<'time'>;
  declare readonly V_th: Quantity<'voltage'>;
  declare V: HiddenState<Quantity<'voltage'>>;
  declare w: HiddenState<Quantity<'current'>>;
  constructor(size: number, options: ResonatorOptions = {}) { super(size, options); }
  override getSpike(V = this.V.value) { return this.spikesAbove(V, this.V_th, this.V_th); }
  override afterSpike({ V, w }: Values, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, mV(0)), w };
  }
  override integrate({ V, w }: Values, x: Quantity<'current'>) {
    const next = this.integratePotential((V) => ohm(1).mul(this.sumCurrentInputs(x, V).sub(w)).sub(V).div(this.tau), V);
    return { V: next, w: nn.expEulerStep((w: Quantity<'current'>) => next.div(ohm(0.1)).sub(w).div(ms(50)), w) };
  }
}
// #endregion

it('a neuron of one\'s own has at most 25 lines', () => {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n');
  const [start, end] = ['// #region resonator', '// #endregion'].map((mark) => lines.indexOf(mark));
  expect(end - start - 1).toBeLessThanOrEqual(25);
  // It is the one that the guide shows.
  const guide = readFileSync(new URL('../../docs/guide/models.md', import.meta.url), 'utf8');
  expect(guide.includes(lines.slice(start + 1, end).join('\n'))).toBe(true);
});

it('rings at the frequency of its equation, spikes and is reset', () => {
  const [V, spikes, w] = environ.context({ dt: ms(0.1) }, () => {
    const cell = nn.initAllStates(new Resonator(2, { V_th: mV([100, 3]) }));
    const step = (t: Quantity<'time'>) => environ.context({ t }, () => [cell.V.value, cell.step(mA(10)), cell.w.value]);
    return transform.forLoop(step, u.math.arange(ms(0), ms(400), ms(0.1)));
  });
  expect([V.shape, w.unit.symbol]).toEqual([[4000, 2], 'mA']);
  // tau tau_w V'' + (tau + tau_w) V' + (1 + 10) V = const: a damped swing of 2 pi / sqrt(11 / 1000 - (70 / 2000)^2) = 63.6 ms.
  const free = Array.from(V.get(u.slice(), 0).toTypedArray());
  const peaks = free.flatMap((v, i) => (i > 0 && i < 3999 && v > free[i - 1] && v >= free[i + 1] ? [i / 10] : []));
  expect(peaks[1] - peaks[0]).toBeCloseTo((2 * Math.PI) / Math.sqrt(11 / 1000 - 0.035 ** 2), 0);
  expect(free[3999]).toBeCloseTo(10 / 11, 3);
  expect(u.math.sum(spikes, 0).get(0).item()).toBe(0);
  const fired = Array.from(spikes.get(u.slice(), 1).toTypedArray()).flatMap((s, i) => (s > 0 ? [i] : []));
  expect(fired.length).toBeGreaterThan(0);
  expect(V.get(fired[0] + 1, 1).item(mV)).toBeGreaterThanOrEqual(3);
});

it('is refused what a model of the library is refused', () => {
  expect(() => new Resonator(1, { tau: ms(0) })).toThrow('Resonator: tau must be positive, got 0 ms');
  expect(() => new Resonator(1, { tua: ms(1) } as object)).toThrow('Resonator has no option tua: did you mean tau?');
  expect(() => new Resonator(1).V).toThrow('Resonator has no V yet');
});
