import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { environ, LIFRef, nn, random, State, transform, u, type Quantity } from '../../src/index.js';

const { mA, mV, ms, unitless } = u;
const steps = (n: number): Quantity<'one'> => u.math.arange(0, n, 1);
const N = 30;

/** A noisy population: potentials, spikes and random numbers, all of them States. */
function population() {
  random.seed(1);
  const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(N, { V_th: mV(1), tau: ms(20) })));
  const step = (i: Quantity<'one'>) =>
    environ.context({ t: ms(0.1).mul(i), dt: ms(0.1) }, () => {
      const spikes = neuron.step(mA(1).add(mA(2).mul(random.rand(N))));
      return { V: neuron.V.value, spikes };
    });
  return { neuron, step, prepare: (from: number, to: number) => transform.prepare(step, u.math.arange(from, to, 1)) };
}

const numbers = (x: Quantity<'one'> | Quantity<'voltage'>): number[] => [...x.toTypedArray()];

describe('a run in pieces', () => {
  test('run(a + b) is run(a), then run(b), to the bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), (a, b) => {
        const one = population();
        const whole = one.prepare(0, a + b).start();
        const two = population();
        const [first, second] = [two.prepare(0, a).start(), two.prepare(a, a + b).start()];
        expect(numbers(two.neuron.V.value)).toEqual(numbers(one.neuron.V.value));
        for (const key of ['V', 'spikes'] as const) {
          expect([...numbers(first[key]), ...numbers(second[key])]).toEqual(numbers(whole[key]));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('run in chunks gives the same bits, handed out or kept', async () => {
    const whole = population();
    const wanted = whole.prepare(0, 400).start();
    expect(wanted.spikes.sum().item()).toBeGreaterThan(20);
    const kept = population();
    const chunks: [number, number][] = [];
    const got = await kept.prepare(0, 400).startAsync({
      keep: true,
      onChunk: (recorded, { from, to, of }) => {
        chunks.push([from, to]);
        expect(of).toBe(400);
        expect(numbers(recorded.V)).toEqual(numbers(wanted.V.get(u.slice(from, to))));
        expect(numbers(recorded.spikes)).toEqual(numbers(wanted.spikes.get(u.slice(from, to))));
      },
    });
    expect(numbers(got.V)).toEqual(numbers(wanted.V));
    expect(numbers(got.spikes)).toEqual(numbers(wanted.spikes));
    expect(numbers(kept.neuron.V.value)).toEqual(numbers(whole.neuron.V.value));
    expect(chunks[0][0]).toBe(0);
    expect(chunks.at(-1)![1]).toBe(400);
    chunks.slice(1).forEach(([from], i) => expect(from).toBe(chunks[i][1]));

    const streamed = population();
    const parts: number[] = [];
    const nothing = await streamed.prepare(0, 400).startAsync({ onChunk: ({ V }) => void parts.push(...numbers(V)) });
    expect(nothing).toBeUndefined();
    expect(parts).toEqual(numbers(wanted.V));
    expect(numbers(streamed.neuron.V.value)).toEqual(numbers(whole.neuron.V.value));
  });

  test('can be longer than memory: chunks are let go', async () => {
    const count = new State(unitless(u.math.zeros([50_000])));
    const run = transform.prepare.with({ length: 12_000 })(() => {
      count.value = count.value.add(1);
      return count.value;
    });
    expect(run.report.resultBytes).toBe(12_000 * 50_000 * 4);
    const before = process.memoryUsage().arrayBuffers;
    let [largest, rows] = [0, 0];
    await run.startAsync({
      onChunk: (recorded) => {
        rows += recorded.shape[0];
        largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
      },
    });
    expect(rows).toBe(12_000);
    // Of 2400 MB; garbage is among it, of which the engine lets some hundreds of MB gather.
    expect(largest).toBeLessThan(800e6);
  }, 30_000);
});

describe('startAsync', () => {
  /** So many steps that nobody waits for the end. */
  function endless() {
    const count = new State(unitless(u.math.zeros([1000])));
    const run = transform.prepare.with({ length: 1e8 })(() => {
      count.value = count.value.add(1);
    });
    return { count, run };
  }

  // Others may be at work on this machine: a moment may be theirs.
  test('stops soon after it is told, with every State at the last finished step', { retry: 3 }, async () => {
    const { count, run } = endless();
    const controller = new AbortController();
    let told = 0;
    setTimeout(() => {
      told = performance.now();
      controller.abort();
    }, 60);
    await expect(run.startAsync({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - told).toBeLessThan(50);
    const values = numbers(count.value);
    expect(values[0]).toBeGreaterThan(0);
    expect(new Set(values).size).toBe(1);
  });

  test('lets timers have their turn about every 20 ms', { retry: 3 }, async () => {
    const { run } = endless();
    const controller = new AbortController();
    const gaps: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      gaps.push(performance.now() - last);
      last = performance.now();
      if (gaps.length === 20) controller.abort(new Error('enough'));
    }, 1);
    await expect(run.startAsync({ signal: controller.signal })).rejects.toThrow('enough');
    clearInterval(timer);
    const sorted = gaps.slice(3).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(30);
  });

  test('does nothing when it was stopped before it began', async () => {
    const { count, run } = endless();
    await expect(run.startAsync({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(count.value.get(0).item()).toBe(0);
  });

  test('locks its States until it ends', async () => {
    const { neuron, prepare } = population();
    const run = prepare(0, 5);
    const other = prepare(5, 8);
    const running = run.startAsync();
    expect(() => neuron.V.value).toThrow(/LIFRef\.V is in use by a running forLoop/);
    expect(() => run.start()).toThrow(/in use by a running forLoop/);
    await expect(other.startAsync()).rejects.toThrow(/in use by a running forLoop/);
    await running;
    expect(neuron.V.value.shape).toEqual([N]);
    await run.startAsync();
  });

  test('runs beside another run, whatever the memory does meanwhile', async () => {
    const start = (from: number) => {
      const x = new State(unitless([from, from]));
      const run = transform.prepare.with({ length: 20_000 })(() => (x.value = x.value.mul(0.999).add(0.5)));
      return { x, run };
    };
    const wanted = [start(1), start(2)].map(({ run }) => [...run.start().toTypedArray()]);
    const both = [start(1), start(2)];
    const running = both.map(({ run }) => run.startAsync());
    const big = transform.forLoop((i) => u.math.zeros([1_000_000]).add(i).sum(), steps(2));
    expect(big.toArray()).toEqual([0, 1_000_000]);
    expect((await Promise.all(running)).map((x) => [...x.toTypedArray()])).toEqual(wanted);
  });

  test('waits for onChunk, and ends with what that throws, at the last finished step', async () => {
    const { count, run } = endless();
    let open = 0;
    let calls = 0;
    const failing = run.startAsync({
      onChunk: async () => {
        expect(++open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open--;
        if (++calls === 3) throw new Error('disk full');
      },
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(calls).toBe(3);
    expect(count.value.get(0).item()).toBeGreaterThan(2);
  });

  test('refuses what is no option', async () => {
    const { run } = endless();
    await expect(run.startAsync({ signal: 1 as never })).rejects.toThrow(/signal must be an AbortSignal/);
    await expect(run.startAsync({ onChunk: 1 as never })).rejects.toThrow(/onChunk must be a function/);
    await expect(run.startAsync({ pbar: 'x' as never })).rejects.toThrow(/pbar is a ProgressBar/);
  });
});

describe('options of a loop', () => {
  test('length takes the place of something to walk along', () => {
    const count = new State(unitless([0]));
    const out = transform.forLoop.with({ length: 3 })(() => (count.value = count.value.add(1)));
    expect(out.toArray()).toEqual([[1], [2], [3]]);
    expect(() => transform.forLoop.with({ length: 4 })((i) => i, steps(3))).toThrow(/length is 4, input 1 has shape \(3,\)/);
    expect(() => transform.forLoop.with({ length: -1 })).toThrow(/length must be/);
  });

  test('reverse walks from the end, and stacks in place', () => {
    const seen = new State(unitless(0));
    const out = transform.forLoop.with({ reverse: true })((i) => (seen.value = seen.value.mul(10).add(i)), steps(4));
    expect(out.toArray()).toEqual([3210, 321, 32, 3]);
  });

  test('options add up, and the loop stays as it is', () => {
    const loop = transform.forLoop.with({ length: 2 }).with({ reverse: true });
    expect(loop(() => 1).toArray()).toEqual([1, 1]);
    expect(() => transform.forLoop(() => 1)).toThrow(/forLoop\.with\(\{ length: n \}\)/);
  });

  test('hold inside a traced function, but for the progress', () => {
    const out = transform.jit(() => transform.forLoop.with({ length: 2, reverse: true })(() => 1))();
    expect(out.toArray()).toEqual([1, 1]);
    expect(() => transform.jit(() => transform.forLoop.with({ length: 2, pbar: 1 })(() => 1))()).toThrow(/outermost loop/);
  });
});

describe('the report', () => {
  test('says what a run is going to cost', () => {
    const weights = mV(u.math.zeros([500, 40]).toTypedArray() as Float32Array).reshape([500, 40]);
    const V = new State(mV(u.math.zeros([40])), { name: 'V' });
    const run = transform.prepare(
      (i: Quantity<'one'>) => {
        V.value = V.value.add(weights.mul(i).sum(0));
        return { V: V.value };
      },
      steps(100),
    );
    const { report } = run;
    expect(report).toMatchObject({ backend: 'wasm', steps: 100, stateBytes: 160, resultBytes: 16_000 });
    expect(report.largest.map(({ name }) => name)).toEqual(['captured', 'work', 'result V']);
    expect(report.largest[0]).toMatchObject({ bytes: 80_000, array: 'float32[500,40]' });
    expect(report.memoryBytes).toBeGreaterThan(96_000);
    expect(report.why).toMatch(/SIMD/);
    expect(report.expectedMs).toBeGreaterThan(0);
    expect(V.value.get(0).item(mV)).toBe(0);
    expect(String(run)).toMatch(/largest=captured float32\[500,40\]/);
  });

  test('a run that cannot fit is refused with it, and may still be streamed', async () => {
    const V = new State(unitless(u.math.zeros([1_000_000])));
    const run = transform.prepare.with({ length: 100_000_000 })(() => (V.value = V.value.add(1)));
    expect(() => run.start()).toThrow(/this run needs 4000000\d\d\.\d MB.*record\.every.*onChunk.*largest=result/s);
    const enough = new Error('enough');
    await expect(run.startAsync({ onChunk: () => Promise.reject(enough) })).rejects.toBe(enough);
  });
});

describe('a progress bar', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  const loop = (pbar: transform.ProgressOption, n = 1000) => transform.forLoop.with({ pbar })((i) => i, steps(n));

  test('tells how far a run is, count times', () => {
    const seen: transform.Progress[] = [];
    const events: number[] = [];
    const pbar = new transform.ProgressBar({ count: 4, description: 'sim', onProgress: (p) => seen.push(p) });
    pbar.addEventListener('progress', ({ progress }) => events.push(progress.done));
    expect(loop(pbar).shape).toEqual([1000]);
    expect(seen.map(({ done }) => done)).toEqual([0, 250, 500, 750, 1000]);
    expect(events).toEqual([0, 250, 500, 750, 1000]);
    expect(seen.at(-1)).toMatchObject({ total: 1000, description: 'sim', remaining: 0 });
    expect(seen.at(-1)!.rate).toBeGreaterThan(0);
  });

  test('or every so many steps, in a run that lets others work too', async () => {
    const seen: number[] = [];
    const pbar = new transform.ProgressBar({ freq: 300, onProgress: ({ done }) => seen.push(done) });
    await transform.prepare((i: Quantity<'one'>) => i, steps(1000)).startAsync({ pbar });
    expect(seen).toEqual([0, 300, 600, 900, 1000]);
  });

  test('rewrites one line in a terminal, and is silent elsewhere', () => {
    const { stderr } = process;
    const lines: string[] = [];
    vi.spyOn(stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const { isTTY } = stderr;
    try {
      vi.stubEnv('CI', '');
      stderr.isTTY = false;
      loop(500);
      expect(lines).toEqual([]);
      stderr.isTTY = true;
      loop(500);
      expect(lines).toHaveLength(3);
      expect(lines[1]).toMatch(/^\r 50%\|█{10} {10}\| 500\/1000 \[\d\d:\d\d<\d\d:\d\d, [\d.]+ steps\/s\]\u001b\[K$/);
      expect(lines[2]).toMatch(/1000\/1000.*\n$/);
      vi.stubEnv('CI', 'true');
      loop(500);
      expect(lines).toHaveLength(3);
    } finally {
      stderr.isTTY = isTTY;
    }
  });

  test('refuses what it cannot do', () => {
    expect(() => new transform.ProgressBar({ count: 1, freq: 1 })).toThrow(/not both/);
    expect(() => new transform.ProgressBar({ count: 0 })).toThrow(/count must be an integer of 1 or more, got 0/);
  });
});
