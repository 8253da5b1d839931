import { describe, expect, it } from 'vitest';
import { environ, HiddenState, random } from '../../src/state/index.js';
import { forLoop } from '../../src/state/transform/index.js';
import * as quad from '../../src/tools/quad/index.js';
import { math, ms, mV, nA, unitless, type Quantity } from '../../src/unit/index.js';

type Time = Quantity<'time'>;
type Step<T> = (y: T, t: Time) => T;

/** y after so many steps over `until`. */
function integrate<T>(step: Step<T>, y: T, steps: number, until: number): T {
  const dt = until / steps;
  return environ.context({ dt: ms(dt), precision: 64 }, () => {
    let value = y;
    for (let i = 0; i < steps; i++) value = step(value, ms(i * dt));
    return value;
  });
}

/** The order by which the error falls when the step is halved. */
function order(step: Step<Quantity>, exact: (t: number) => number, steps: number, until = 2): number {
  const errorOf = (n: number): number => {
    const start = environ.context({ precision: 64 }, () => unitless(Float64Array.of(exact(0))));
    return Math.abs(integrate(step, start, n, until).get(0).item() - exact(until));
  };
  return Math.log2(errorOf(steps) / errorOf(2 * steps));
}

describe('the order of a step', () => {
  // y' = y cos t, y = exp(sin t)
  const f = (y: Quantity, t: Time) => y.mul(math.cos(t.div(ms(1)))).div(ms(1));
  const exact = (t: number): number => Math.exp(Math.sin(t));

  it.each<[string, quad.OdeStep | quad.EmbeddedStep, number, number]>([
    ['odeEulerStep', quad.odeEulerStep, 1, 64],
    ['odeRk2Step', quad.odeRk2Step, 2, 64],
    ['odeMidpointStep', quad.odeMidpointStep, 2, 64],
    ['odeRalston2Step', quad.odeRalston2Step, 2, 64],
    ['odeRk3Step', quad.odeRk3Step, 3, 64],
    ['odeHeunStep', quad.odeHeunStep, 3, 64],
    ['odeRalston3Step', quad.odeRalston3Step, 3, 64],
    ['odeSsprk33Step', quad.odeSsprk33Step, 3, 64],
    ['odeRk4Step', quad.odeRk4Step, 4, 64],
    ['odeRk438Step', quad.odeRk438Step, 4, 64],
    ['odeRk23Step', quad.odeRk23Step, 3, 64],
    ['odeRk45Step', quad.odeRk45Step, 5, 32],
    ['odeDopri5Step', quad.odeDopri5Step, 5, 32],
    ['odeRkf45Step', quad.odeRkf45Step, 5, 32],
    ['odeDopri8Step', quad.odeDopri8Step, 8, 4],
  ])('%s', (_, step, expected, steps) => {
    const found = order((y, t) => (step as quad.OdeStep)(f, y, t), exact, steps);
    expect(found).toBeGreaterThan(expected - 0.3);
    expect(found).toBeLessThan(expected + 0.6);
  });

  it.each<[string, quad.EmbeddedStep, number]>([
    ['odeRk23Step', quad.odeRk23Step, 3],
    ['odeRk45Step', quad.odeRk45Step, 5],
    ['odeDopri5Step', quad.odeDopri5Step, 5],
    ['odeRkf45Step', quad.odeRkf45Step, 5],
  ])('of the error of %s is one more than that of the embedded method', (_, step, expected) => {
    const errorAt = (dt: number): number =>
      environ.context({ dt: ms(dt), precision: 64 }, () => {
        const [, error] = step(f, unitless(Float64Array.of(exact(1.1))), ms(1.1), { returnError: true });
        return Math.abs(error.get(0).item());
      });
    expect(Math.abs(Math.log2(errorAt(0.1) / errorAt(0.05)) - expected)).toBeLessThan(0.3);
  });

  it('of exponential Euler is 1, 2 without time in the drift, and of a linear drift it has no error', () => {
    expect(order((y, t) => quad.odeExpEulerStep(f, y, t), exact, 128)).toBeCloseTo(1, 1);
    const squared = (x: Quantity) => x.mul(x).neg().div(ms(1));
    expect(order((y, t) => quad.odeExpEulerStep(squared, y, t), (t) => 1 / (1 + t), 128)).toBeCloseTo(2, 1);
    const decayed = integrate((y, t) => quad.odeExpEulerStep((x: Quantity) => x.neg().div(ms(3)), y, t), unitless(Float64Array.of(1)), 4, 20);
    expect(decayed.get(0).item() / Math.exp(-20 / 3)).toBeCloseTo(1, 13);
  });

  // y' = -2 y + sin t, split into its decay and its drive; y = (2 sin t - cos t + 6 exp(-2 t)) / 5.
  const decay = (y: Quantity) => y.mul(-2).div(ms(1));
  const drive = (_: Quantity, t: Time) => math.sin(t.div(ms(1))).add(_.mul(0)).div(ms(1));
  const split = (t: number): number => (2 * Math.sin(t) - Math.cos(t) + 6 * Math.exp(-2 * t)) / 5;
  // What the drive leaves out the order of: a nonlinear explicit part, y' = -y + (y^2 - y) = y^2 - 2 y, y = 2/(1 + exp(2 t)).
  const logistic = (t: number): number => 2 / (1 + Math.exp(2 * t));
  const quadratic = (y: Quantity) => y.mul(y).sub(y).div(ms(1));
  const half = (y: Quantity) => y.neg().div(ms(1));

  it.each(['newton', 'fixed-point'] as const)('of implicit-explicit steps, solved by %s', (solver) => {
    expect(order((y, t) => quad.imexEulerStep(drive, decay, y, t, { solver }), split, 512)).toBeCloseTo(1, 1);
    expect(order((y, t) => quad.imexArs222Step(drive, decay, y, t, { solver }), split, 128)).toBeCloseTo(2, 1);
    expect(order((y, t) => quad.imexArs222Step(quadratic, half, y, t, { solver }), logistic, 128)).toBeCloseTo(2, 1);
    let before: Quantity | undefined;
    const cnab: Step<Quantity> = (y, t) => {
      const first = t.item(ms) === 0;
      const previous = first ? unitless(Float64Array.of(logistic(-environ.getDt().item(ms)))) : before!;
      before = y;
      return quad.imexCnabStep(quadratic, half, y, previous, t, { solver });
    };
    expect(order(cnab, logistic, 128)).toBeCloseTo(2, 1);
  });

  it('of the scheme that braintools has for ARS(2,2,2) is 1', () => {
    const step: Step<Quantity> = (y, t) => quad.imexArs222Step(quadratic, half, y, t, { scheme: 'braintools', solver: 'newton' });
    expect(order(step, logistic, 128)).toBeCloseTo(1, 1);
  });

  it.each<[string, quad.DdeStep, number]>([
    ['ddeEulerStep', quad.ddeEulerStep, 1],
    ['ddeEulerPcStep', quad.ddeEulerPcStep, 1],
    ['ddeHeunStep', quad.ddeHeunStep, 2],
    ['ddeHeunPcStep', quad.ddeHeunPcStep, 2],
    ['ddeRk4Step', quad.ddeRk4Step, 4],
  ])('of %s', (_, step, expected) => {
    // y'(t) = -y(t - pi/2) keeps y = cos t; half of it is written with the present value, y' = -(y(t - pi/2) + sin t + y - cos t)/2 ...
    const rates = (t: Time, y: Quantity, before: Quantity) =>
      before.add(y).sub(math.cos(t.div(ms(1)))).neg().div(ms(1));
    const history = (t: Time): Quantity => math.cos(t.div(ms(1)));
    const found = order((y, t) => step(rates, y, t, history, ms(Math.PI / 2)), Math.cos, 32);
    expect(Math.abs(found - expected)).toBeLessThan(0.3);
  });
});

describe('a stiff part', () => {
  const stiff = (V: Quantity<'voltage'>) => V.mul(-1000).div(ms(1));
  const none = (V: Quantity<'voltage'>) => V.mul(0).div(ms(1));

  it('is stable by Newton, and not by putting in', () => {
    const run = (solver: quad.ImplicitSolver): number =>
      integrate((V, t) => quad.imexEulerStep(none, stiff, V, t, { solver }), mV([1]), 20, 20).abs().max().item(mV);
    expect(run('newton')).toBeLessThan(1e-50);
    expect(run('fixed-point')).not.toBeLessThan(1e50);
  });

  it('is solved to the last bit where it is linear', () => {
    const V = environ.context({ dt: ms(1), precision: 64 }, () => quad.imexEulerStep(none, stiff, mV(Float64Array.of(7)), ms(0), { solver: 'newton' }));
    expect(V.get(0).item(mV)).toBeCloseTo(7 / 1001, 15);
  });
});

describe('stochastic steps', () => {
  const paths = 1500;

  /** The mean distance from the exact solution of dy = y dt/4 + y dW after 1 ms, on the same noise. */
  function strongError(step: (y: Quantity, t: Time) => Quantity, steps: number, ito: boolean): number {
    const dt = 1 / steps;
    return environ.context({ dt: ms(dt), precision: 64 }, () => {
      const start = unitless(new Float64Array(paths).fill(1));
      random.seed(3);
      const y = integrate(step, start, steps, 1);
      random.seed(3);
      let W = start.mul(0);
      for (let i = 0; i < steps; i++) W = W.add(random.randn(paths).mul(Math.sqrt(dt)));
      const exact = math.exp(W.add(ito ? 0.25 - 0.5 : 0.25));
      return y.sub(exact).abs().mean().item();
    });
  }

  const df = (y: Quantity) => y.div(ms(4));
  const dg = (y: Quantity) => y.div(ms(1).sqrt());

  it.each<[string, (y: Quantity, t: Time) => Quantity, number, boolean]>([
    ['sdeEulerStep', (y, t) => quad.sdeEulerStep(df, dg, y, t), 0.5, true],
    ['sdeExpEulerStep', (y, t) => quad.sdeExpEulerStep(df, dg, y, t), 0.5, true],
    ['sdeTamedEulerStep', (y, t) => quad.sdeTamedEulerStep(df, dg, y, t), 0.5, true],
    ['sdeImplicitEulerStep', (y, t) => quad.sdeImplicitEulerStep(df, dg, y, t), 0.5, true],
    ['sdeMilsteinStep', (y, t) => quad.sdeMilsteinStep(df, dg, y, t), 1, true],
    ['sdeMilsteinStep, Stratonovich', (y, t) => quad.sdeMilsteinStep(df, dg, y, t, { sdeType: 'stra' }), 1, false],
    ['sdeHeunStep', (y, t) => quad.sdeHeunStep(df, dg, y, t), 0.5, true],
    ['sdeHeunStep, Stratonovich', (y, t) => quad.sdeHeunStep(df, dg, y, t, { sdeType: 'stra' }), 1, false],
    ['sdeSrk2Step', (y, t) => quad.sdeSrk2Step(df, dg, y, t), 1, false],
    ['sdeSrk3Step', (y, t) => quad.sdeSrk3Step(df, dg, y, t), 1, false],
    ['sdeSrk4Step', (y, t) => quad.sdeSrk4Step(df, dg, y, t), 2, false],
  ])('the strong order of %s', (_, step, expected, ito) => {
    const found = Math.log2(strongError(step, 16, ito) / strongError(step, 64, ito)) / 2;
    expect(Math.abs(found - expected)).toBeLessThan(0.25);
  });

  it('the scheme that braintools has for Milstein in the sense of Stratonovich falls behind', () => {
    const errorOf = (scheme: 'published' | 'braintools'): number =>
      strongError((y, t) => quad.sdeMilsteinStep(df, dg, y, t, { sdeType: 'stra', scheme }), 128, false);
    expect(errorOf('published') / errorOf('braintools')).toBeLessThan(0.7);
  });

  // dx = -x/tau dt + sigma dW: the variance settles at sigma^2 tau / 2 (textbook; sigma per square root of time).
  it.each<[string, (x: Quantity<'current'>, t: Time) => Quantity<'current'>, (z: number) => number]>([
    ['sdeEulerStep', (x, t) => quad.sdeEulerStep(ou, noise, x, t), (z) => (2 * z) / (1 - (1 - z) ** 2)],
    ['expEulerStep', (x) => quad.expEulerStep((y: Quantity<'current'>) => ou(y), noise, x), (z) => (2 * z) / (1 - Math.exp(-2 * z))],
    ['sdeHeunStep', (x, t) => quad.sdeHeunStep(ou, noise, x, t), (z) => (2 * z * (1 - z / 2) ** 2) / (1 - (1 - z + z ** 2 / 2) ** 2)],
  ])('the stationary variance of an Ornstein-Uhlenbeck process by %s', (_, step, bias) => {
    const [cells, dt, tau] = [20_000, 0.5, 10];
    const variance = environ.context({ dt: ms(dt), precision: 64 }, () => {
      random.seed(1);
      const x = new HiddenState(nA(new Float64Array(cells)));
      forLoop((t: Time) => {
        x.value = step(x.value, t);
        return null;
      }, math.arange(ms(0), ms(120 * dt), ms(dt)));
      return math.square(x.value.div(nA(1))).mean().item();
    });
    const truth = (0.4 ** 2 * tau) / 2;
    // What the method itself settles at is within dt/tau of the truth; the sample's variance has a standard error of sqrt(2/n).
    expect(Math.abs(bias(dt / tau) - 1)).toBeLessThan(1.1 * (dt / tau));
    expect(Math.abs(variance / (truth * bias(dt / tau)) - 1)).toBeLessThan(4 * Math.sqrt(2 / cells));
  });

  const ou = (x: Quantity<'current'>) => x.neg().div(ms(10));
  const noise = (x: Quantity<'current'>) => nA(0.4).add(x.mul(0)).div(ms(1).sqrt());

  it('tames a drift that runs away', () => {
    const cubic = (x: Quantity) => x.pow(3).neg().div(ms(1));
    const quiet = (x: Quantity) => x.mul(0).div(ms(1).sqrt());
    const start = unitless([100]);
    expect(integrate((x, t) => quad.sdeTamedEulerStep(cubic, quiet, x, t), start, 200, 100).abs().max().item()).toBeLessThan(2);
    expect(integrate((x, t) => quad.sdeEulerStep(cubic, quiet, x, t), start, 200, 100).abs().max().item()).not.toBeLessThan(1e6);
  });
});

describe('a step', () => {
  const f = ({ V, w }: { V: Quantity<'voltage'>; w: Quantity<'current'> }, _: Time, k: number) => ({
    V: V.mul(-k).div(ms(10)),
    w: w.neg().div(ms(100)),
  });

  it('takes objects of quantities, and keeps their units', () => {
    const { V, w } = environ.context({ dt: ms(1), precision: 64 }, () =>
      quad.odeRk4Step(f, { V: mV([10]), w: nA([1]) }, ms(0), { args: [2] }),
    );
    expect(V.unit).toBe(mV);
    expect(V.get(0).item(mV)).toBeCloseTo(10 * Math.exp(-0.2), 4);
    expect(w.get(0).item(nA)).toBeCloseTo(Math.exp(-0.01), 8);
  });

  it('is the same inside a compiled loop', () => {
    const dt = ms(0.1);
    const times = [0, 0.1, 0.2, 0.3].map((t) => ms(t));
    environ.context({ dt }, () => {
      let y = unitless([0.2]);
      const g = (x: Quantity, t: Time) => math.cos(t.div(ms(1))).sub(x).div(ms(1));
      for (const t of times) y = quad.odeDopri5Step(g, y, t);
      const ys = forLoop((t: Time) => quad.odeDopri5Step(g, unitless([0.2]), t), math.arange(ms(0), ms(0.4), dt));
      expect(ys.get(0).get(0).item()).toBeCloseTo(quad.odeDopri5Step(g, unitless([0.2]), times[0]).get(0).item(), 6);
      expect(ys.shape).toEqual([4, 1]);
    });
  });

  it('says what is wrong', () => {
    const decay = (V: Quantity<'voltage'>) => V.neg().div(ms(10));
    expect(() => quad.odeRk4Step(decay, mV([1]), ms(0))).toThrow('no dt in the environment');
    environ.context({ dt: ms(0.1) }, () => {
      expect(() => quad.odeRk4Step(mV(1) as never, mV([1]), ms(0))).toThrow('odeRk4Step wants a function for the drift, got 1 mV');
      expect(() => quad.odeRk4Step(decay, mV(Int32Array.of(1)), ms(0))).toThrow('odeRk4Step wants a float variable, got int32');
      expect(() => quad.odeRk4Step(decay as never, { a: [mV(1), 2] } as never, ms(0))).toThrow(
        'odeRk4Step wants a quantity, or an object or list of them, got 2 at a.1',
      );
      expect(() => quad.odeRk4Step(decay, mV([1]), ms(0), { args: 3 as never })).toThrow('args is a list of what else the functions take, got 3');
      expect(() => quad.odeRk4Step(() => [mV(1)] as never, mV([1]), ms(0))).toThrow('in the same object or list (*), got [*]');
      expect(() => quad.odeRk4Step((V: Quantity<'voltage'>) => V as never, mV([1]), ms(0))).toThrow(
        'the drift of a variable in mV must be in mV per time (mV / ms), got a value in mV',
      );
      const quiet = (V: Quantity<'voltage'>) => V.div(ms(1).sqrt());
      expect(() => quad.sdeEulerStep(decay, quiet, mV([1]), ms(0), { sdeType: 'stra' })).toThrow(`sdeEulerStep: sdeType must be 'ito', got 'stra'`);
      expect(() => quad.sdeMilsteinStep(decay, quiet, mV([1]), ms(0), { sdeType: 'x' as never })).toThrow(`must be 'ito' or 'stra', got 'x'`);
      expect(() => quad.sdeEulerStep(decay, decay as never, mV([1]), ms(0))).toThrow('mV per square root of time (mV / ms^0.5), got a value in mV / ms');
      expect(() => quad.imexEulerStep(decay, decay, mV([1]), ms(0), { maxIter: 0 })).toThrow('maxIter must be an integer of 1 or more, got 0');
      expect(() => quad.imexEulerStep(decay, decay, mV([1]), ms(0), { solver: 'x' as never })).toThrow(`must be 'fixed-point' or 'newton', got 'x'`);
      expect(() => quad.imexArs222Step(decay, decay, mV([1]), ms(0), { scheme: 'x' as never })).toThrow(`must be 'published' or 'braintools', got 'x'`);
      const before = (_t: Time, V: Quantity<'voltage'>) => decay(V);
      expect(() => quad.ddeEulerStep(before, mV([1]), ms(0), () => mV([1]), mV(1) as never)).toThrow('a delay is a time, as in ms(5), got 1 mV');
      expect(() => quad.ddeEulerStep(before, mV([1]), ms(0), mV(1) as never, ms(1))).toThrow('wants a function for the history, got 1 mV');
    });
  });
});
