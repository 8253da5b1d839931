import { describe, expect, test } from 'vitest';
import { environ, HiddenState, init, LIFRef, nn, ParamState, random, State, transform, u, type Quantity } from '../../src/index.js';

const { mA, mV, ms, unitless } = u;
const steps = (n: number): Quantity<'one'> => u.math.arange(0, n, 1);

describe('forLoop', () => {
  test('threads States through the steps and stacks what the step returns', () => {
    const count = new State(unitless([0, 0]));
    const [seen, time] = transform.forLoop(
      (i) => {
        count.value = count.value.add(1);
        return [count.value, ms(2).mul(i)] as const;
      },
      steps(3),
    );
    expect(seen.toArray()).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(String(time)).toBe('[0. 2. 4.] ms');
    expect(count.value.toArray()).toEqual([3, 3]);
  });

  test('returns the tree that the step returns', () => {
    const out = transform.forLoop((i) => ({ a: i.mul(mV(1)), b: { c: 5, d: null } }), steps(2));
    expect(String(out.a)).toBe('[0. 1.] mV');
    expect(out.b.c.toArray()).toEqual([5, 5]);
    expect(out.b.d).toBeNull();
  });

  test('walks along trees, typed arrays and several inputs at once', () => {
    const sum = transform.forLoop(
      (x: { I: Quantity<'current'> }, k: Quantity<'one'>) => x.I.mul(k),
      { I: mA([1, 2, 3]) },
      unitless(Int32Array.of(1, 10, 100)),
    );
    expect(String(sum)).toBe('[  1.  20. 300.] mA');
  });

  test('arrays from around the step come in by identity, not as constants', () => {
    const weights = mV(Array.from({ length: 50 }, (_, i) => i));
    const program = (w: Quantity<'voltage'>): string =>
      transform.makeProgram((t: Quantity<'one'>) => w.mul(t))(unitless(1)).hash;
    expect(program(weights)).toBe(program(mV(Array.from({ length: 50 }, (_, i) => -i))));
    const out = transform.forLoop((i) => weights.mul(i).sum(), steps(3));
    expect(String(out)).toBe('[   0. 1225. 2450.] mV');
  });

  test('a loop in a loop shares the States', () => {
    const count = new State(unitless([0]));
    const out = transform.forLoop(() => {
      const inner = transform.forLoop(() => {
        count.value = count.value.add(1);
        return count.value;
      }, steps(4));
      return inner.sum();
    }, steps(3));
    expect(out.toArray()).toEqual([1 + 2 + 3 + 4, 5 + 6 + 7 + 8, 9 + 10 + 11 + 12]);
    expect(count.value.item()).toBe(12);
  });

  test('random numbers drawn in a loop are those drawn at once', () => {
    random.seed(7);
    const atOnce = [random.rand(3), random.rand(3)].map((x) => x.toArray());
    random.seed(7);
    const looped = transform.forLoop(() => random.rand(3), steps(2));
    expect(looped.toArray()).toEqual(atOnce);
  });

  test('the same program is compiled once', () => {
    const run = () => transform.forLoop((i) => i.mul(1.2345).add(0.77), steps(10));
    run();
    const before = transform.timing().compile;
    run();
    expect(transform.timing().compile - before).toBeLessThan(5);
  });

  describe('refuses', () => {
    test('inputs of different lengths, naming them', () => {
      expect(() => transform.forLoop((a: Quantity<'one'>, b: Quantity<'one'>) => a.add(b), steps(3), steps(4))).toThrow(
        'the inputs of forLoop must have equally long first axes: input 1 has shape (3,), input 2 has shape (4,)',
      );
    });

    test('a scalar to walk along, and nothing to walk along', () => {
      expect(() => transform.forLoop((t) => t, ms(3))).toThrow(/input 1 is a scalar/);
      expect(() => transform.forLoop(() => unitless(1))).toThrow(/needs something to walk along/);
    });

    test('a result that is not a number', () => {
      expect(() => transform.forLoop((i) => ({ i, name: 'x' }), steps(2))).toThrow(/got 'x'|got "x"|got x/);
    });

    test('a State written with another shape, and leaves every State as it was', () => {
      const a = new State(unitless([1]));
      const b = new State(unitless([1]));
      const step = (i: Quantity<'one'>): Quantity<'one'> => {
        a.value = a.value.add(i);
        b.value = unitless([1, 2]);
        return a.value;
      };
      expect(() => transform.forLoop(step, steps(3))).toThrow(/shape/);
      expect([a.value.item(), b.value.item()]).toEqual([1, 1]);
      expect(transform.forLoop((i) => a.value.add(i), steps(2)).toArray()).toEqual([[1], [2]]);
    });

    test('a traced value that got out of its step', () => {
      let kept: Quantity<'one'> | undefined;
      transform.forLoop((i) => {
        kept = i;
        return i;
      }, steps(2));
      expect(() => kept!.add(1)).toThrow(/used outside the function that was traced/);
      expect(() => kept!.item()).toThrow();
      expect(() => transform.forLoop((i) => i.add(kept!), steps(2))).toThrow(/used outside the function that was traced/);
    });
  });
});

describe('tracers in JavaScript', () => {
  const inStep = (f: (V: Quantity<'voltage'>) => unknown) => () =>
    transform.forLoop((V: Quantity<'voltage'>) => {
      f(V);
      return V;
    }, mV([1, 2]));
  const raw = (V: Quantity<'voltage'>): number => V as unknown as number;

  test.each([
    ['V > th', inStep((V) => raw(V) > 1)],
    ['+V', inStep((V) => +raw(V))],
    ['V + 1', inStep((V) => raw(V) + 1)],
    ['a template string', inStep((V) => `${raw(V)}`)],
    ['JSON', inStep((V) => JSON.stringify({ V }))],
    ['spread', inStep((V) => [...(V as unknown as number[])])],
    ['Math', inStep((V) => Math.exp(raw(V)))],
  ])('%s throws with advice', (_, use) => {
    expect(use).toThrow(/traced|where|u\.math|return/);
  });

  test('a comparison that fed an if is an error that names its line', () => {
    const use = inStep((V) => {
      if (V.gt(mV(1)) as unknown) return 1;
      return 2;
    });
    expect(use).toThrow(/never used.*u\.math\.where.*transform\.test\.ts:\d+/s);
  });

  test('a loop that waits for a tracer ends', () => {
    const use = inStep((V) => {
      let x = V;
       
      while (true) x = x.add(mV(1));
    });
    expect(use).toThrow(/never ends/);
  }, 60_000);

  test('where of one argument needs a value', () => {
    expect(inStep((V) => u.math.where(V.gt(mV(0))))).toThrow(/size|traced/);
  });
});

describe('prepare', () => {
  const V = () => new HiddenState(init.param(new init.Constant(mV(0)), [3]));

  test('traces now, runs later, and goes on from where it was', () => {
    const state = V();
    const run = environ.context({ dt: ms(0.5) }, () =>
      transform.prepare((i: Quantity<'one'>) => {
        state.value = state.value.add(environ.getDt().div(ms(1)).mul(mV(1)));
        return i;
      }, steps(4)),
    );
    expect(state.value.toArray()).toEqual([0, 0, 0]);
    run.start();
    expect(state.value.toArray()).toEqual([2, 2, 2]);
    run.start();
    expect(state.value.toArray()).toEqual([4, 4, 4]);
  });

  test('says what it will cost', () => {
    const state = V();
    const { report } = transform.prepare((i: Quantity<'one'>) => {
      state.value = state.value.add(mV(1));
      return [state.value, i] as const;
    }, steps(10));
    expect(report).toMatchObject({ backend: 'wasm', steps: 10, operationsPerStep: 1, stateBytes: 12, resultBytes: 160 });
    expect(report.memoryBytes).toBeGreaterThan(12 + 160);
  });

  test('reads the States when it starts', () => {
    const gain = new ParamState(unitless([2]));
    const run = transform.prepare((i: Quantity<'one'>) => gain.value.mul(i), steps(3));
    gain.value = unitless([10]);
    expect(run.start().toArray()).toEqual([[0], [10], [20]]);
  });
});

test('jit gives what the function gives', () => {
  const f = (x: Quantity<'voltage'>): Quantity<'voltage'> => x.mul(2).add(mV(1));
  expect(String(transform.jit(f)(mV([1, 2])))).toBe(String(f(mV([1, 2]))));
  const count = new State(unitless([0]));
  const next = transform.jit(() => {
    count.value = count.value.add(1);
    return count.value;
  });
  next();
  expect(next().item()).toBe(2);
});

test('makeProgram shows the program, with the names of its States', () => {
  const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(2, { V_th: mV(1) })));
  const step = (t: Quantity<'time'>) => environ.context({ t, dt: ms(0.1) }, () => neuron.step(mA(2)));
  const view = transform.makeProgram(step)(ms(0));
  expect(String(view)).toContain('program (LIFRef.V: float32[2], LIFRef.lastSpikeTime: float32[2], x0: float32[]) {');
  expect(String(view)).toMatch(/exprel/);
  // The Jacobian of the drift is a constant, so exprel of it is one too once the program is simplified.
  expect(String(view.optimised())).not.toMatch(/exprel|broadcast|stopGradient/);
  expect(view.hash).toBe(transform.makeProgram(step)(ms(0)).hash);
  expect(neuron.V.value.toArray()).toEqual([0, 0]);
});
