import { describe, expect, test } from 'vitest';
import { environ, init, LIFRef, nn, ParamState, random, State, transform, u, type Quantity } from '../../../src/index.js';
import { compile } from '../../../src/engine/index.js';

const { mA, mV, ms, ohm, unitless } = u;
const { math } = u;
type One = Quantity<'one'>;
const steps = (n: number): One => math.arange(0, n, 1);

describe('transforms inside transforms', () => {
  const network = () =>
    environ.context({ dt: ms(0.1) }, () =>
      nn.initAllStates(new LIFRef(4, { R: ohm(1), tau: ms(5), V_th: mV(-50), V_rest: mV(-60), V_reset: mV(-60), V_initializer: new init.Constant(mV(-55)) })),
    );
  const run = (neuron: LIFRef, drive: Quantity<'current'>, n: number): One =>
    transform.forLoop((i: One) => environ.context({ dt: ms(0.1), t: ms(0.1).mul(i) }, () => neuron.step(drive)), steps(n));

  test('jit of grad, and grad of jit, are grad', () => {
    const w = new ParamState(unitless([1, 2]));
    const loss = (x: One): One => math.tanh(w.value.mul(x)).sum().pow(2);
    const x = unitless([0.5, -1]);
    const alone = transform.grad(loss, { gradStates: w })(x).toArray();
    expect(transform.jit((x: One) => transform.grad(loss, { gradStates: w })(x))(x).toArray()).toEqual(alone);
    expect(transform.grad(transform.jit(loss), { gradStates: w })(x).toArray()).toEqual(alone);
  });

  test('a mapped network with a State for each lane is the network run once for each lane', () => {
    const drives = mA([15, 25, 40]);
    const single = [15, 25, 40].map((I) => run(network(), mA(I), 300).toArray());
    const neuron = network();
    neuron.V = new (neuron.V.constructor as never as new (v: unknown) => typeof neuron.V)(mV(Array.from({ length: 3 }, () => [-55, -55, -55, -55])));
    const mapped = transform.vmap((I: Quantity<'current'>) => run(neuron, I, 300), {
      inStates: neuron.V,
      outStates: neuron.lastSpikeTime,
    })(drives);
    expect(mapped.toArray()).toEqual(single);
    expect(neuron.V.value.shape).toEqual([3, 4]);
    expect(neuron.lastSpikeTime.value.shape).toEqual([3, 4]);
  });

  test('a gradient through a loop, a choice and a checkpoint is that of the function written out', () => {
    const w = new ParamState(unitless(0.7));
    const s = new State(unitless(1));
    const looped = (): One => {
      s.value = unitless(1);
      transform.forLoop((i: One) => {
        transform.checkpoint(() => {
          s.value = transform.cond(i.gt(1), () => s.value.mul(w.value), () => s.value.add(w.value));
          return 0;
        })();
        return 0;
      }, steps(4));
      return s.value;
    };
    // (1 + 2w) w^2
    expect(transform.grad(looped, { gradStates: w })().item()).toBeCloseTo(2 * 0.7 + 6 * 0.7 ** 2, 5);
    expect(s.value.item()).toBeCloseTo(2.4 * 0.49, 5);
  });

  test('gradients of gradients', () => {
    const w = new ParamState(unitless(0.5));
    const first = () => transform.grad(() => math.exp(w.value.mul(2)), { gradStates: w })();
    expect(transform.grad(first, { gradStates: w })().item()).toBeCloseTo(4 * Math.exp(1), 4);
    const slope = transform.jvp((x) => transform.grad((y: One) => math.sin(y))(x), [unitless(0.3)], [unitless(1)])[1];
    expect(slope.item()).toBeCloseTo(-Math.sin(0.3), 6);
  });

  test('a pullback keeps to the point where it was made', () => {
    const w = new ParamState(unitless(3));
    const n = new State(unitless(0));
    const [y, pullback] = transform.vjp((x) => {
      n.value = n.value.add(1);
      return w.value.mul(w.value).mul(x);
    }, [unitless(2)], { gradStates: w });
    w.value = unitless(100);
    expect([y.item(), ...pullback(1).map((q) => q.item()), ...pullback(10).map((q) => q.item())]).toEqual([18, 12, 9, 120, 90]);
    expect(n.value.item()).toBe(1);
    const inside = transform.jit(() => {
      const [, pull] = transform.vjp((x) => x.mul(x), [unitless(3)]);
      return pull(2);
    });
    expect(inside().item()).toBe(12);
  });

  test('lanes of lanes draw each their own numbers', () => {
    random.seed(5);
    const drawn = transform.vmap(() => transform.vmap(() => random.rand(), { axisSize: 3 })(), { axisSize: 2 })();
    expect(drawn.shape).toEqual([2, 3]);
    expect(new Set(drawn.toTypedArray()).size).toBe(6);
  });

  test('axes of arguments, results and States', () => {
    const s = new State(unitless([[1, 2, 3], [4, 5, 6]]));
    const f = transform.vmap(
      (x: One, o: { k: One }) => {
        s.value = s.value.mul(2);
        return { sum: x.sum().mul(o.k), same: o.k, state: s.value };
      },
      { inAxes: [1, null], outAxes: { sum: 0, same: null, state: -1 }, inStates: { 1: s } },
    );
    const out = f(unitless([[1, 2, 3], [10, 20, 30]]), { k: unitless(2) });
    expect([out.sum.toArray(), out.same.toArray()]).toEqual([[22, 44, 66], 2]);
    expect(out.state.toArray()).toEqual([[2, 4, 6], [8, 10, 12]]);
    expect(s.value.toArray()).toEqual([[2, 4, 6], [8, 10, 12]]);
  });
});

describe('what a loop keeps for its gradient', () => {
  const memory = (loop: (step: (x: One) => One, xs: One) => One, n: number): number => {
    const w = new ParamState(math.ones(100));
    const s = new State(math.zeros(100));
    const loss = (): One =>
      loop((x) => {
        s.value = math.tanh(s.value.mul(w.value).add(x));
        return s.value.mean();
      }, steps(n)).sum();
    return compile(transform.makeProgram(() => transform.grad(loss, { gradStates: w })())().program).memoryBytes;
  };
  const logarithmic = transform.checkpointedForLoop.with({ base: 8 });

  test('grows with its length, and checkpointed hardly', () => {
    const [short, long] = [512, 4096].map((n) => memory(transform.forLoop, n));
    const [little, less] = [512, 4096].map((n) => memory(logarithmic, n));
    expect(long / short).toBeGreaterThan(6);
    expect(less - little).toBeLessThan((long - short) / 10);
    expect(less).toBeLessThan(long / 10);
  });

  test.each([1, 2, 7, 8, 9, 63, 64, 65, 100])('any length gives the same: %i steps', (n) => {
    const both = [transform.forLoop, logarithmic].map((loop) => {
      const w = new ParamState(unitless([0.9, 1.1]));
      const s = new State(unitless([0.1, 0.2]));
      const loss = (): One =>
        loop((x: One) => {
          s.value = math.sin(s.value.mul(w.value).add(x));
          return s.value;
        }, steps(n)).sum();
      const [gradient, value] = transform.grad(loss, { gradStates: w, returnValue: true })();
      return [...gradient.toTypedArray(), value.item(), ...s.value.toTypedArray()];
    });
    both[0].forEach((x, i) => expect(both[1][i] / x).toBeCloseTo(1, 4));
  });
});
