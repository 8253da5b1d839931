import { afterEach, beforeEach, expect, it } from 'vitest';
import { environ, init, LIF, nn, ParamState, random, State, transform, u, type AnyQuantity, type Quantity } from '../../../src/index.js';

// Truncated back-propagation through time: a gradient of a window takes the States at its beginning for constants.

const { mA, ms, mV, unitless } = u;
beforeEach(() => environ.set({ dt: ms(1), precision: 64 }));
afterEach(() => environ.reset());

const WINDOW = 4;
const xs = [0.5, -1, 2, 0.3, 0.7, -0.2, 1.1, 0.4, -0.6, 0.9, 0.1, -1.3];

it('is what one works out by hand', () => {
  // h' = tanh(a h + x), and the loss is the sum of h^2. By hand: dh'/da = (1 - h'^2) (h + a dh/da), with dh/da = 0 where a
  // window begins, and h going on.
  const a = 0.8;
  let h = 0.2;
  const byHand = [0, WINDOW, 2 * WINDOW].map((start) => {
    let [slope, sum] = [0, 0];
    for (const x of xs.slice(start, start + WINDOW)) {
      const next = Math.tanh(a * h + x);
      slope = (1 - next * next) * (h + a * slope);
      h = next;
      sum += 2 * h * slope;
    }
    return sum;
  });

  const w = new ParamState(unitless(a), { name: 'a' });
  const state = new State(unitless(0.2), { name: 'h' });
  const loss = (window: Quantity<'one'>): Quantity<'one'> =>
    transform.forLoop((x: Quantity<'one'>) => (state.value = u.math.tanh(w.value.mul(state.value).add(x))), window).pow(2).sum();
  const gradient = transform.jit((window: Quantity<'one'>) => transform.grad(loss, { gradStates: w })(window));
  const found = [0, 1, 2].map((i) => gradient(unitless(xs.slice(i * WINDOW, (i + 1) * WINDOW))).item());
  found.forEach((x, i) => expect(x).toBeCloseTo(byHand[i], 12));
  expect(state.value.item()).toBeCloseTo(h, 14);
  // And not the gradient through all of it.
  state.value = unitless(0.2);
  const whole = transform.grad(loss, { gradStates: w })(unitless(xs)).item();
  expect(Math.abs(whole - byHand.reduce((sum, x) => sum + x, 0))).toBeGreaterThan(1e-2);
});

it('of spiking neurons is that of one run with its States detached', () => {
  random.seed(5);
  const STEPS = 40;
  const layer = new nn.Linear(6, 5, { wInit: new init.KaimingNormal({ scale: 300, unit: mA }) });
  const cells = new LIF(5, { tau: ms(10), V_th: mV(1) });
  const inputs = random.rand(STEPS, 6).lt(0.3).astype('float64');
  const step = (x: Quantity<'one'>): Quantity<'one'> => cells.step(layer.step(x)).sum();
  const gradient = (f: () => Quantity<'one'>): number[] => {
    const { weight } = transform.grad(f, { gradStates: layer.weight })() as { weight: AnyQuantity };
    return Array.from(weight.toTypedArray(), Number);
  };

  nn.initAllStates(cells);
  const windows = Array.from({ length: STEPS / 10 }, (_, k) =>
    gradient(() => transform.forLoop(step, inputs.get(u.slice(10 * k, 10 * (k + 1)))).sum()),
  );
  const truncated = windows[0].map((_, i) => windows.reduce((sum, window) => sum + window[i], 0));

  const through = (detach: boolean) => () => {
    nn.initAllStates(cells);
    const each = (x: Quantity<'one'>, k: Quantity<'one'>): Quantity<'one'> => {
      if (detach) cells.V.value = u.math.where(k.mod(10).eq(0), transform.stopGradient(cells.V.value), cells.V.value);
      return step(x);
    };
    return transform.forLoop(each, inputs, u.math.arange(STEPS)).sum();
  };
  const detached = gradient(through(true));
  const whole = gradient(through(false));
  expect(Math.max(...truncated.map(Math.abs))).toBeGreaterThan(0.1);
  truncated.forEach((x, i) => expect(x).toBeCloseTo(detached[i], 11));
  expect(Math.max(...whole.map((x, i) => Math.abs(x - detached[i])))).toBeGreaterThan(1e-2);
});
