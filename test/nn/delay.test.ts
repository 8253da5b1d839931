// Golden values of brainstate.nn.Delay, made by tools/golden/delay.py.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as nn from '../../src/nn/index.js';
import { environ, HiddenState, type InitOptions } from '../../src/state/index.js';
import * as transform from '../../src/state/transform/index.js';
import * as init from '../../src/tools/init/index.js';
import { math, ms, mS, mV, Quantity, unitless, type AnyQuantity } from '../../src/unit/index.js';

const golden = JSON.parse(readFileSync(new URL('../golden/delay.json', import.meta.url), 'utf8')) as {
  steps: { length: number; steps: Record<'zero' | 'near' | 'far' | 'each' | 'one', number | number[]>[] };
  times: Record<nn.InterpolationName, number[][][]>;
  every: { length: number; steps: number[][][] };
  prefetch: [number[][], number[][]][];
};

const STEPS = 30;
const value = (i: number): Quantity<'one'> => unitless(Float32Array.of(Math.sin(0.3 * i), i, 10 - (i * i) / 7));
const empty = unitless([0, 0, 0]);

function expectClose(got: AnyQuantity, wants: number | readonly number[]): void {
  const numbers = typeof wants === 'number' ? [wants] : wants;
  expect(got.size).toBe(numbers.length);
  got.toTypedArray().forEach((x, i) => expect(Math.abs(x - numbers[i])).toBeLessThan(2e-5 * Math.max(1, Math.abs(numbers[i]))));
}

/** One loop of the compiled program, so that buffers are written in place. */
const rows = Array.from({ length: STEPS }, (_, i) => value(i));
const values = math.stack(rows);

beforeEach(() => environ.set({ dt: ms(0.1) }));
afterEach(() => environ.reset());

describe('a delay', () => {
  it('reads so many steps back, for all elements or for each', () => {
    const delay = new nn.Delay(empty, { time: ms(1.2), entries: { near: ms(0.3), far: ms(1.15) } });
    expect(delay.maxLength).toBe(golden.steps.length);
    nn.initAllStates(delay);
    const read = (): Record<string, Quantity<'one'>> => ({
      zero: delay.retrieveAtStep(0),
      near: delay.at('near'),
      far: delay.at('far'),
      each: delay.retrieveAtStep(new Quantity(Int32Array.of(0, 4, 11)), Int32Array.of(0, 1, 2)),
      one: delay.retrieveAtStep(2, 1),
    });
    const compiled = transform.forLoop((x: Quantity<'one'>) => {
      delay.update(x);
      return read();
    }, values);
    nn.initAllStates(delay);
    golden.steps.steps.forEach((wants, i) => {
      delay.update(rows[i]);
      const got = read();
      for (const [name, numbers] of Object.entries(wants)) {
        expectClose(got[name], numbers);
        expectClose(compiled[name].get(i), numbers);
      }
    });
  });

  it.each(Object.keys(golden.times) as nn.InterpolationName[])('reads between its slots: %s', (interpolation) => {
    const delay = nn.initAllStates(new nn.Delay(empty, { time: ms(2), interpolation }));
    const reads = transform.forLoop((x: Quantity<'one'>, i: Quantity<'one'>) => {
      delay.update(x);
      const t = ms(0.1).mul(i);
      return environ.context({ t }, () => [0, 0.13, 0.56, 1.28].map((back) => delay.retrieveAtTime(t.sub(ms(back)))));
    }, values, math.arange(STEPS));
    // Before the buffer is full, what is between its ends is a matter of taste.
    for (let i = 21; i < STEPS; i++) {
      golden.times[interpolation][i].forEach((wants, k) => {
        const got = reads[k].get(i).toTypedArray();
        wants.forEach((x, j) => expect(Math.abs(got[j] - x)).toBeLessThan(2e-3 * Math.max(1, Math.abs(x))));
      });
    }
  });

  it('takes a function to read between its slots', () => {
    const earlier: nn.Interpolation = (at) => at(0);
    const delay = nn.initAllStates(new nn.Delay(empty, { time: ms(1), interpolation: earlier }));
    for (let i = 0; i < 5; i++) delay.update(rows[i]);
    environ.context({ t: ms(0.4) }, () => expectClose(delay.retrieveAtTime(ms(0.15)), [Math.sin(0.3), 1, 10 - 1 / 7]));
  });

  it('keeps every fourth value alone when it is told to', () => {
    const delay = new nn.Delay(empty, { time: ms(1.2), updateEvery: ms(0.4) });
    expect(delay.maxLength).toBe(golden.every.length);
    nn.initAllStates(delay);
    golden.every.steps.forEach((wants, i) => {
      delay.update(rows[i]);
      wants.forEach((numbers, k) => expectClose(delay.retrieveAtStep([0, 1, 3][k]), numbers));
    });
  });

  it('has 51 slots for 5 ms at 0.1 ms', () => {
    expect(new nn.Delay(mV([0]), { time: ms(5) }).maxLength).toBe(51);
    expect(new nn.Delay(mV([0]), { time: ms(1.1) }).maxLength).toBe(12);
    expect(new nn.Delay(mV([0]), { time: ms(1.11) }).maxLength).toBe(13);
  });

  it('keeps trees, batches, and what it was initialised with', () => {
    const delay = new nn.Delay({ V: mV([0, 0]), g: mS([0, 0]) }, { time: ms(0.2) });
    nn.initAllStates(delay, { batchSize: 3 });
    expect(delay.history.value.V.shape).toEqual([3, 3, 2]);
    delay.update({ V: mV([[1, 2], [3, 4], [5, 6]]), g: mS([[0, 0], [0, 0], [1, 1]]) });
    expect(String(delay.retrieveAtStep(0).V)).toBe('[[1. 2.]\n [3. 4.]\n [5. 6.]] mV');
    expect(String(delay.retrieveAtStep(0, Int32Array.of(1)).g)).toBe('[[0.]\n [0.]\n [1.]] mS');
    expect(String(delay.retrieveAtStep(new Quantity(Int32Array.of(0, 1)), Int32Array.of(1, 0)).V)).toBe('[[2. 0.]\n [4. 0.]\n [6. 0.]] mV');
    const full = nn.initAllStates(new nn.Delay(mV([0, 0]), { time: ms(0.2), init: new init.Constant(mV(-65)) }));
    expect(String(full.retrieveAtStep(2))).toBe('[-65. -65.] mV');
  });

  it('is as it was after a trace that throws', () => {
    const counter = nn.initAllStates(new Counter(2));
    const delay = new nn.Delay(mV([0]), { entries: { near: ms(1) } });
    const failing = transform.jit(() => {
      delay.registerEntry('far', ms(5));
      counter.step();
      counter.prefetchDelay('V', ms(3));
      throw new Error('stop');
    });
    expect(failing).toThrow('stop');
    expect(delay.maxLength).toBe(11);
    expect([...delay.registeredEntries.keys()]).toEqual(['near']);
    expect(counter.hasAfterUpdate('V-prefetch-delay-None')).toBe(false);
    expect(String(counter.V.value)).toBe('[0. 0.] mV');
  });

  it('refuses what makes no sense', () => {
    expect(() => new nn.Delay(mV([0]), { time: mV(5) as never })).toThrow('a delay is a time of 0 or more, got 5 mV');
    expect(() => new nn.Delay(mV([0]), { time: ms(-1) })).toThrow('a delay is a time of 0 or more, got -1 ms');
    expect(() => new nn.Delay(mV([0]), { time: ms(0.05) })).toThrow('got 0.05 ms at a time step of 0.1 ms');
    expect(() => new nn.Delay(mV([0]), { interpolation: 'quick' as never })).toThrow("no interpolation");
    expect(() => new nn.Delay(mV([0]), { updateEvery: ms(0.01) })).toThrow('at least one time step');
    const delay = nn.initAllStates(new nn.Delay(mV([0]), { entries: { near: ms(1) } }));
    expect(() => delay.at('far')).toThrow("Delay has no entry 'far': it has near");
    expect(() => delay.registerEntry('near', ms(1))).toThrow("Delay has an entry 'near' already");
    expect(() => delay.update(ms([0]) as never)).toThrow('Delay keeps a voltage, got [0.] ms');
    expect(() => delay.update(mV([0, 1]))).toThrow('Delay keeps values of shape (1,), got (2,)');
    delay.register(ms(2));
    expect(() => delay.retrieveAtStep(15)).toThrow('Delay has 11 slots, and a delay that was asked for later needs 21');
    environ.context({ dt: ms(0.2) }, () => {
      expect(() => delay.update(mV([0]))).toThrow('Delay was made for a time step of 0.1 ms, and dt is now 0.2 ms');
    });
  });
});

class Counter extends nn.Dynamics {
  declare V: HiddenState<Quantity<'voltage'>>;

  override initState({ batchSize }: InitOptions = {}): void {
    this.V = new HiddenState(init.param(new init.ZeroInit(mV), this.varshape, { batchSize }));
  }

  override update(): Quantity<'one'> {
    this.V.value = this.V.value.add(mV(1));
    return this.V.value.div(mV(0.1));
  }
}

describe('a population', () => {
  it('gives its States and its output some time ago, before and after its step', () => {
    const counter = new Counter(2);
    const V = counter.prefetchDelay('V', ms(0.3));
    const last = counter.prefetchDelay('V', ms(0));
    const out = counter.outputDelay(ms(0.2));
    nn.initAllStates(counter);
    for (const [before, after] of golden.prefetch) {
      [V, last, out].forEach((x, i) => expectClose(x.step() as AnyQuantity, before[i]));
      counter.step();
      [V, last, out].forEach((x, i) => expectClose(x.step() as AnyQuantity, after[i]));
    }
  });

  it('is asked for a State that is not there yet', () => {
    const counter = new Counter(2);
    const now = counter.prefetch('V');
    const then = now.delay.at(ms(0.2));
    expect(() => now.step()).toThrow('Counter.V is no State to be read');
    nn.initAllStates(counter);
    counter.step();
    const typed: Quantity<'voltage'> = now.step();
    expect(String(typed)).toBe('[1. 1.] mV');
    expect(String(then.step())).toBe('[0. 0.] mV');
  });

  it('shares one buffer among all who read the same State, with delays for each synapse', () => {
    const counter = new Counter(3);
    counter.prefetchDelay('V', ms(0.1));
    const each = counter.prefetchDelay('V', ms([0, 0.1, 0.4, 0.2]), [Int32Array.of(0, 1, 2, 0)]);
    nn.initAllStates(counter);
    expect([...counter.states().keys()].filter((path) => path.endsWith('history'))).toHaveLength(1);
    for (let i = 0; i < 6; i++) counter.step();
    expect(String(each.step())).toBe('[6. 5. 2. 4.] mV');
  });

  it('says when the unit of its delayed output is not what was announced', () => {
    const counter = new (class extends Counter {
      override update(): never {
        return mS([1, 1]) as never;
      }
    })(2);
    counter.outputDelay(ms(0.1));
    nn.initAllStates(counter);
    expect(() => counter.step()).toThrow('Delay keeps a number without a unit, got [1. 1.] mS');
    const told = new (class extends Counter {
      override update(): never {
        return mS([1, 1]) as never;
      }
    })(2);
    const g = told.outputDelay(ms(0.1), [], { unit: mS });
    nn.initAllStates(told);
    told.step();
    told.step();
    expect(String(g.step())).toBe('[1. 1.] mS');
  });

  it('gives the same gradients through a delay as by hand', () => {
    const delay = nn.initAllStates(new nn.Delay(unitless([0]), { time: ms(0.2) }));
    const f = (x: Quantity<'one'>): Quantity<'one'> => {
      delay.update(x);
      delay.update(x.mul(x));
      delay.update(x.mul(3));
      return delay.retrieveAtStep(1).sum();
    };
    const gradient = transform.grad(f)(unitless([5])) as Quantity<'one'>;
    expect(gradient.toArray()).toEqual([10]);
  });

  it('makes one synapse of equal descriptors', () => {
    const pre = new Counter(2);
    const a = pre.alignPre(Counter.desc());
    expect(a).toBeInstanceOf(Counter);
    expect(a.varshape).toEqual([2]);
    expect(pre.alignPre(Counter.desc())).toBe(a);
    expect(pre.alignPre(Counter.desc(2))).not.toBe(a);
    expect(() => pre.alignPre(3 as never)).toThrow('Counter.alignPre wants a module or a descriptor');
  });
});
