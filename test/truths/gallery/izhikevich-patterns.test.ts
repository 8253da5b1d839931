import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Izhikevich } from '../../../src/model/index.js';
import { environ } from '../../../src/state/index.js';
import { patterns, run, type Pattern } from '../../../examples/gallery/izhikevich-patterns.js';
import { runAlone } from './alone.js';

// Izhikevich (2004), section II and figure 1: what makes each of the twenty patterns what it is.

type Run = ReturnType<typeof run>;
const of = (letter: string): Pattern => patterns.find(({ name }) => name.startsWith(`(${letter})`))!;
const intervals = ({ spikeTimes }: Run): number[] => spikeTimes.slice(1).map((t, i) => t - spikeTimes[i]);
const between = ({ spikeTimes }: Run, from: number, to: number): number => spikeTimes.filter((t) => t > from && t <= to).length;
/** Spikes in a row, no more than 15 ms apart. */
const bursts = (result: Run): number[] => {
  const starts = [0, ...intervals(result).flatMap((interval, i) => (interval > 15 ? [i + 1] : []))];
  return result.spikeTimes.length === 0 ? [] : starts.map((start, k) => (starts[k + 1] ?? result.spikeTimes.length) - start);
};
/** Maxima of V in a stretch of time, by their times. */
const peaks = ({ times, V }: Run, from: number, to: number): number[] =>
  times.filter((t, i) => t > from && t < to && V[i] > V[i - 1] && V[i] >= V[i + 1]);
const at = ({ times, V }: Run, t: number): number => V[times.findIndex((time) => time >= t)];

const features: Readonly<Record<string, (result: Run, pattern: Pattern) => void>> = {
  'A fires for as long as it is driven'(result) {
    expect(between(result, 0, 10)).toBe(0);
    expect(result.spikeTimes.length).toBeGreaterThanOrEqual(4);
    expect(intervals(result).at(-1)).toBeCloseTo(intervals(result).at(-2)!, -1); // regular, once it has settled
  },
  'B fires once when the drive begins, and is silent while it lasts'(result) {
    expect(between(result, 20, 60)).toBe(1);
    expect(result.spikeTimes).toHaveLength(1);
  },
  'C fires in bursts for as long as it is driven'(result) {
    expect(bursts(result).length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...bursts(result))).toBeGreaterThanOrEqual(3);
  },
  'D fires one burst when the drive begins'(result) {
    expect(bursts(result)).toHaveLength(1);
    expect(result.spikeTimes.length).toBeGreaterThanOrEqual(3);
  },
  'E begins with a burst and goes on with single spikes'(result) {
    const [first, ...rest] = bursts(result);
    expect(first).toBeGreaterThanOrEqual(3);
    expect(rest.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...rest)).toBe(1);
  },
  'F fires more and more slowly under a constant drive'(result) {
    const all = intervals(result);
    expect(all.length).toBeGreaterThanOrEqual(4);
    for (const [i, interval] of all.slice(1).entries()) expect(interval).toBeGreaterThan(all[i]);
  },
  'G starts to fire slowly, and the faster the stronger the drive'(result) {
    const all = intervals(result);
    for (const [i, interval] of all.slice(1).entries()) expect(interval).toBeLessThan(all[i]);
    expect(all[0] / all.at(-1)!).toBeGreaterThan(2); // a wide range of frequencies, from low ones on
  },
  'H starts to fire fast, in a narrow range of frequencies'(result) {
    const all = intervals(result);
    expect(all.length).toBeGreaterThan(8);
    expect(all[0]).toBeLessThan(25); // more than 40 Hz from the start
    expect(all[0] / all.at(-1)!).toBeLessThan(2);
  },
  'I fires long after a short pulse'(result) {
    expect(result.spikeTimes).toHaveLength(1);
    expect(result.spikeTimes[0] - 13).toBeGreaterThan(10); // the pulse was over by 13 ms
  },
  'J rings below threshold after its spike'(result) {
    expect(result.spikeTimes).toHaveLength(1);
    expect(peaks(result, 35, 200).length).toBeGreaterThanOrEqual(2);
  },
  'K fires at a pair of pulses that come in its rhythm, and not at a faster pair'(result) {
    expect(between(result, 40, 280)).toBe(0);
    expect(between(result, 320, 400)).toBe(1);
  },
  'L fires at a pair of pulses that come close together, and not at a slower pair'(result) {
    expect(between(result, 0, 30)).toBe(1);
    expect(between(result, 70, 100)).toBe(0);
  },
  'M fires once after inhibition, without any drive'(result) {
    expect(between(result, 0, 25)).toBe(0);
    expect(result.spikeTimes).toHaveLength(1);
    expect(Math.max(...result.inputs)).toBeLessThanOrEqual(0);
  },
  'N fires a burst after inhibition, without any drive'(result) {
    expect(between(result, 0, 25)).toBe(0);
    expect(bursts(result)).toHaveLength(1);
    expect(result.spikeTimes.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...result.inputs)).toBeLessThanOrEqual(0);
  },
  'O fires at a weak pulse only if inhibition came before it'(result) {
    expect(between(result, 0, 70)).toBe(0);
    expect(between(result, 80, 100)).toBe(1);
  },
  'P is switched on by one pulse and off by another of the same kind'(result) {
    expect(between(result, 0, 37.5)).toBe(0);
    expect(between(result, 37.5, 216)).toBeGreaterThanOrEqual(4);
    expect(between(result, 221, 300)).toBe(0);
    expect(result.inputs[0]).toBe(result.inputs.at(-1)); // the drive is what it was before
  },
  'Q is depolarised after its spike'(result) {
    expect(result.spikeTimes).toHaveLength(1);
    const [after] = peaks(result, 11.5, 50);
    expect(after).toBeLessThan(20);
    expect(at(result, after)).toBeGreaterThan(-60 + 5); // above where the spike left it
    expect(at(result, 50)).toBeCloseTo(-70, 0);
  },
  'R fires at a current that rises fast, and not at a stronger one that rises slowly'(result) {
    expect(between(result, 0, 300)).toBe(0);
    expect(between(result, 300, 320)).toBe(1);
    const strongest = (from: number, to: number) => Math.max(...result.inputs.filter((_, i) => result.times[i] >= from && result.times[i] < to));
    expect(strongest(0, 200)).toBeGreaterThan(1.9 * strongest(300, 320));
  },
  'S fires while it is held back'(result) {
    expect(between(result, 0, 50)).toBe(0);
    expect(between(result, 50, 250)).toBeGreaterThanOrEqual(3);
    expect(between(result, 250, 350)).toBe(0);
  },
  'T fires bursts while it is held back'(result) {
    expect(between(result, 0, 50)).toBe(0);
    expect(bursts(result).length).toBeGreaterThanOrEqual(2);
    expect(Math.min(...bursts(result))).toBeGreaterThanOrEqual(3);
    expect(between(result, 250, 350)).toBe(0);
  },
};

describe.each([32, 64] as const)('in %i bits each pattern has its feature', (precision) => {
  beforeAll(() => environ.set({ precision }));
  afterAll(() => environ.reset());

  test.each(Object.entries(features))('%s', (name, check) => {
    const pattern = of(name[0]);
    check(run(pattern), pattern);
  });
});

test('exponential Euler at the same steps loses (I), (P) and (Q)', () => {
  const [late, bistable, after] = ['I', 'P', 'Q'].map((letter) => run(of(letter), Izhikevich));
  expect(late.spikeTimes).toEqual([]);
  expect(between(bistable, 221, 300)).toBeGreaterThan(0);
  expect(after.spikeTimes).toHaveLength(2);
});

test('there are twenty, one for each panel', () => {
  expect(patterns.map(({ name }) => name.slice(0, 3)).join('')).toBe([...'ABCDEFGHIJKLMNOPQRST'].map((letter) => `(${letter})`).join(''));
  expect(Object.keys(features)).toHaveLength(20);
});

// The arithmetic of figure1.m, in plain numbers: the potential of each step, before the reset, and the recovery.
function script({ abcd: [a, b, c, d], V: first, u: u0 = b * first, dt, length, input, model }: Pattern) {
  let [V, u] = [first, u0];
  const [p2, p3] = model === 'class 1' ? [4.1, 108] : [5, 140];
  const traces = { V: [] as number[], spikeTimes: [] as number[] };
  for (let i = 0; i <= Math.round(length / dt); i++) {
    V += dt * (0.04 * V * V + p2 * V + p3 - u + input(i * dt));
    u += dt * a * (model === 'accommodating' ? b * (V + 65) : b * V - u);
    traces.V.push(V);
    if (V < 30) continue;
    traces.spikeTimes.push(i * dt);
    V = c;
    u += d;
  }
  return traces;
}

describe('in 64 bits each is what the published script computes', () => {
  // Every product rounded, as the script has it: a neuron that is about to fire makes much of the last bit.
  beforeAll(() => environ.set({ precision: 64, deterministic: true }));
  afterAll(() => environ.reset());

  test.each(patterns.map((pattern) => [pattern.name, pattern] as const))('%s', (_, pattern) => {
    const [ours, theirs] = [run(pattern), script(pattern)];
    expect(ours.spikeTimes).toEqual(theirs.spikeTimes);
    const off = Math.max(...ours.V.map((v, i) => Math.abs(v - theirs.V[i])));
    expect(off).toBeLessThan(1e-7); // of mV; a spike overshoots by hundreds
  });
});

test('runs alone, prints how often each neuron fires, and draws', { timeout: 60_000 }, async () => {
  const counts = (await runAlone('izhikevich-patterns')).slice(0, 20).map((line) => Number(/(\d+) spikes$/.exec(line)![1]));
  expect(counts).toEqual(patterns.map((pattern) => script(pattern).spikeTimes.length));
});
