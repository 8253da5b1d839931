import { afterEach, describe, expect, test } from 'vitest';
import { environ, LIFRef, nn, record, State, transform, u, type Quantity } from '../../src/index.js';
import { scan } from '../../src/state/transform/scan.js';

const { mA, mV, ms, unitless } = u;
const N = 40;

afterEach(() => environ.reset());

/** A population that fires now and then, each neuron at a rate of its own. */
function population(shape: number | readonly [number, number] = N) {
  const currents = mA(Array.from({ length: N }, (_, i) => 1 + i / 10)).reshape(typeof shape === 'number' ? [N] : shape);
  const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(shape as number, { V_th: mV(1), tau: ms(20) })));
  const inStep = <R>(f: (spikes: Quantity<'one'>) => R) => (t: Quantity<'time'>): R =>
    environ.context({ t, dt: ms(0.1) }, () => f(neuron.step(currents)));
  return { neuron, inStep };
}
const times = u.math.arange(ms(0), ms(60), ms(0.1));

/** The spikes of the same population, dense: a sum with zero is no spike output. */
function dense(shape?: readonly [number, number]): Quantity<'one'> {
  const { inStep } = population(shape);
  return transform.forLoop(inStep((spikes) => spikes.add(0)), times);
}

describe('a spike output', () => {
  test('is a quantity as any other', () => {
    const { inStep } = population();
    const spikes = transform.forLoop(inStep((s) => s), times);
    const wanted = dense();
    expect(wanted.sum().item()).toBeGreaterThan(100);
    expect(spikes.shape).toEqual([600, N]);
    expect(spikes.dtype).toBe('float32');
    expect(spikes.toTypedArray()).toEqual(wanted.toTypedArray());
    expect(spikes.toArray()).toEqual(wanted.toArray());
    expect(spikes.sum(0).toArray()).toEqual(wanted.sum(0).toArray());
    expect(spikes.get(-1).toArray()).toEqual(wanted.get(-1).toArray());
    expect(u.math.where(spikes)).toEqual(u.math.where(wanted));
    expect(String(spikes)).toBe(String(wanted));
  });

  test('takes memory by its events', () => {
    const { inStep } = population();
    const { report } = transform.prepare(inStep((s) => s), times);
    expect(report.resultBytes).toBe(600 * 4);
    expect(transform.prepare(inStep((s) => s.add(0)), times).report.resultBytes).toBe(600 * 4 * N);
  });

  test('is so cast and reshaped, too, and in any loop of States', () => {
    const { inStep } = population();
    const cast = transform.forLoop(inStep((s) => s.astype('int32').reshape([2, N / 2])), times);
    expect(record.events(cast).shape).toEqual([600, 2, N / 2]);
    expect(cast.dtype).toBe('int32');
    expect(cast.reshape([600, N]).toArray()).toEqual(dense().toArray());
    const scanned = population();
    const [, spikes] = scan((c: Quantity<'one'>, t: Quantity<'time'>) => [c, scanned.inStep((s) => s)(t)], unitless(0), times);
    expect(record.events(spikes).count).toBe(dense().sum().item());
  });

  test('is dense where it is differentiated or goes on in a program', () => {
    const { inStep } = population();
    const twice = transform.jit(() => transform.forLoop(inStep((s) => s), times).mul(2))();
    expect(twice.toArray()).toEqual(dense().mul(2).toArray());
  });

  test('is read fast: 10,000 steps of 4000 neurons', { retry: 2 }, () => {
    const x = new State(unitless(u.math.zeros([4000])));
    const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(4000)));
    const drive = mV(Array.from({ length: 4000 }, (_, i) => (i % 97 === 0 ? 2 : 0)));
    const spikes = transform.forLoop.with({ length: 10_000 })(() => {
      x.value = x.value.add(1);
      return neuron.getSpike(drive.mul(u.math.sin(x.value)));
    });
    const start = performance.now();
    const read = spikes.toTypedArray();
    const spent = performance.now() - start;
    expect(read.length).toBe(40_000_000);
    expect(record.events(spikes).count).toBeGreaterThan(100_000);
    // 150 ms where nothing else runs.
    expect(spent).toBeLessThan(500);
  });
});

describe('record.events', () => {
  test('gives the step and the neuron of each spike', () => {
    const { inStep } = population();
    const [events, V] = transform.forLoop(inStep((s) => [record.events(s), s.sum()] as const), times);
    const [steps, neurons] = u.math.where(dense());
    expect(events.steps.toTypedArray()).toEqual(steps);
    expect(events.neurons.toTypedArray()).toEqual(neurons);
    expect(events.count).toBe(steps.length);
    expect([...events].slice(0, 3)).toEqual([0, 1, 2].map((i) => [steps[i], neurons[i]]));
    expect(events.toDense().toArray()).toEqual(dense().toArray());
    expect(V.sum().item()).toBe(events.count);
    expect(String(events)).toBe(`Events(count=${events.count}, shape=(600, ${N}))`);
  });

  test('reads what a run has returned', () => {
    const { inStep } = population();
    const spikes = transform.forLoop(inStep((s) => s), times);
    expect(record.events(spikes).count).toBe(dense().sum().item());
    expect(record.bits(spikes).has(...([...record.events(spikes)][0]))).toBe(true);
  });

  test('counts the neurons of a grid in row-major order', () => {
    const { inStep } = population([5, 8]);
    const events = transform.forLoop(inStep((s) => record.events(s)), times);
    const [steps, rows, columns] = u.math.where(dense([5, 8]));
    expect(events.shape).toEqual([600, 5, 8]);
    expect(events.steps.toTypedArray()).toEqual(steps);
    expect(events.neurons.toTypedArray()).toEqual(rows.map((r, i) => 8 * r + columns[i]));
  });

  test('throws on anything that is not a spike output', () => {
    const { neuron, inStep } = population();
    const refuse = (f: (s: Quantity<'one'>) => unknown) => () => transform.forLoop(inStep((s) => f(s) as never), times);
    expect(refuse((s) => record.events(s.mul(2)))).toThrow(/record\.events wants a spike output, got/);
    expect(refuse((s) => record.events(s.get(u.slice(0, 3))))).toThrow(/spike output/);
    expect(refuse(() => record.bits(neuron.V.value.gt(mV(0)).astype('float32')))).toThrow(/record\.bits wants a spike output/);
    expect(() => record.events(dense())).toThrow(/spike output/);
    expect(() => record.events(3 as never)).toThrow(/wants a quantity, got 3/);
    expect(neuron.V.value.toArray()).toEqual(Array.from({ length: N }, () => 0));
  });

  test('has nothing to show inside the step, and nothing for a loop inside another function', () => {
    const { inStep } = population();
    expect(() => transform.forLoop(inStep((s) => record.events(s).count), times)).toThrow(/nothing to show inside the step/);
    const nested = transform.jit(() => transform.forLoop(inStep((s) => record.events(s).toDense()), times));
    expect(nested).toThrow(/nothing to show/);
    expect(transform.jit(() => void transform.forLoop(inStep((s) => record.bits(s)), times))).toThrow(/outermost forLoop/);
  });
});

test('record.bits packs eight neurons into a byte', () => {
  const { inStep } = population();
  const bits = transform.forLoop(inStep((s) => record.bits(s)), times);
  const wanted = dense();
  expect(bits.bytes.length).toBe(600 * 5);
  expect(bits.bytesPerStep).toBe(5);
  expect(bits.toDense().toArray()).toEqual(wanted.toArray());
  const [steps, neurons] = u.math.where(wanted);
  expect(bits.has(steps[4], neurons[4])).toBe(true);
  expect(bits.has(0, 0)).toBe(false);
  expect(() => bits.has(600, 0)).toThrow(/steps 0 to 599 and neurons 0 to 39, got step 600/);
});

describe('record.every', () => {
  test('keeps every k-th step from the first on', () => {
    const [whole, some, spikes] = (() => {
      const { neuron, inStep } = population();
      return transform.forLoop(
        inStep((s) => [neuron.V.value, record.every(7, neuron.V.value), record.every(7, s)] as const),
        times,
      );
    })();
    expect(some.shape).toEqual([86, N]);
    expect(some.toArray(mV)).toEqual(whole.get(u.slice(0, 600, 7)).toArray(mV));
    expect(spikes.toArray()).toEqual(dense().get(u.slice(0, 600, 7)).toArray());
    expect(some.unit).toBe(whole.unit);
  });

  test('does so backwards, and inside another function', () => {
    const loop = () => transform.forLoop.with({ reverse: true })((i) => record.every(3, i), u.math.arange(0, 10, 1));
    expect(loop().toArray()).toEqual([0, 3, 6, 9]);
    expect(transform.jit(loop)().toArray()).toEqual([0, 3, 6, 9]);
  });

  test('refuses what is no number of steps', () => {
    expect(() => record.every(0, mV(1))).toThrow(/integer of 1 or more first, got 0/);
    expect(() => record.every(mV(1) as never, 3 as never)).toThrow(/integer of 1 or more/);
  });

  test('reads a State as it was before the step writes it', () => {
    const count = new State(unitless([0, 0]));
    const out = transform.forLoop.with({ length: 5 })(() => {
      const before = count.value;
      count.value = before.add(1);
      return [record.every(2, before), before] as const;
    });
    expect(out[0].toArray()).toEqual([[0, 0], [2, 2], [4, 4]]);
    expect(out[1].get(-1).toArray()).toEqual([4, 4]);
  });
});

test('record.only keeps some neurons, as often as is wanted', () => {
  const { neuron, inStep } = population([5, 8]);
  const [whole, three, less] = transform.forLoop(
    inStep(() => {
      const V = neuron.V.value;
      return [V, record.only(V, [0, 17, -1]), record.every(100, record.only(V, Int32Array.of(3)))] as const;
    }),
    times,
  );
  const flat = whole.reshape([600, 40]);
  expect(three.toArray(mV)).toEqual(flat.get(u.slice(), Int32Array.of(0, 17, 39)).toArray(mV));
  expect(less.shape).toEqual([6, 1]);
  expect(() => record.only(mV([1, 2]), [0.5])).toThrow(/integer positions/);
  expect(() => record.only(mV([1, 2]), [2])).toThrow(/out of range/);
});

test('recordings are handed out in chunks as they are kept', async () => {
  const { neuron, inStep } = population();
  const run = transform.prepare(inStep((s) => [record.events(s), record.every(10, neuron.V.value), record.bits(s)] as const), times);
  const found: [number, number][] = [];
  let rows = 0;
  await run.startAsync({
    onChunk: ([events, V, bits], { from, to }) => {
      for (const [step, i] of events) found.push([from + step, i]);
      rows += V.shape[0];
      expect(bits.shape).toEqual([to - from, N]);
    },
  });
  const [steps, neurons] = u.math.where(dense());
  expect(found).toEqual([...steps].map((step, i) => [step, neurons[i]]));
  expect(rows).toBe(60);
});

describe('recording changes no bit of the States', () => {
  test.each([true, false])('deterministic: %s', (deterministic) => {
    environ.set({ deterministic });
    const run = (f: (V: Quantity<'voltage'>, s: Quantity<'one'>) => unknown): number[] => {
      const { neuron, inStep } = population();
      transform.forLoop(inStep((s) => f(neuron.V.value, s) as never), times);
      return [...neuron.V.value.toTypedArray()];
    };
    const silent = run(() => null);
    expect(run((V) => V)).toEqual(silent);
    expect(run((_, s) => s)).toEqual(silent);
    expect(run((_, s) => record.bits(s))).toEqual(silent);
    expect(run((V, s) => [record.every(9, V.mul(2).sub(V)), V.mul(s), record.only(V, [3])])).toEqual(silent);
  });
});
