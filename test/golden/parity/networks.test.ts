// Two balanced networks of stored connections and stored first potentials: tools/golden/networks.py made them with BrainPy.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AlignPostProj, COBA, CUBA, Expon, LIFRef, type SynOut } from '../../../src/model/index.js';
import * as nn from '../../../src/nn/index.js';
import { environ, type Desc } from '../../../src/state/index.js';
import { forLoop } from '../../../src/state/transform/index.js';
import { mA, math, ms, mV, ohm, siemens, sparse, u, type Quantity } from '../../../src/unit/index.js';
import { expectSameMean, meanAndDeviation } from '../../truths/gallery/alone.js';

type Name = 'COBA' | 'CUBA';
type Pairs = readonly (readonly [number, number])[];
/** Of each run: the mean rates of both kinds in Hz, and the irregularity. */
type Statistics = readonly (readonly [number, number, number])[];

const golden = JSON.parse(readFileSync(new URL('../networks.json', import.meta.url), 'utf8')) as {
  readonly V0: readonly number[];
  readonly targets: readonly (readonly number[])[];
  readonly early: Readonly<Record<Name, Pairs>>;
  readonly float32: Readonly<Record<Name, Statistics>>;
  readonly float64: Readonly<Record<Name, Statistics>>;
};
const [CELLS, EXC] = [400, 320];

interface Network {
  readonly rest: number;
  readonly drive: number;
  readonly weights: readonly [number, number];
  out(E: number): Desc<SynOut>;
}
const networks: Readonly<Record<Name, Network>> = {
  COBA: { rest: -60, drive: 20, weights: [1.2, 13.4], out: (E) => COBA.desc({ E: mV(E) }) },
  CUBA: { rest: -49, drive: 0, weights: [3.24, -18], out: () => CUBA.desc({ scale: mV(1) }) },
};

function project(from: number, to: number, weight: number, tau: number, out: Desc<SynOut>, post: LIFRef): AlignPostProj {
  const rows = golden.targets.slice(from, to);
  const indptr = [0];
  for (const row of rows) indptr.push(indptr.at(-1)! + row.length);
  const W = sparse.csr({ data: siemens(weight), indices: rows.flat(), indptr, shape: [rows.length, CELLS] });
  const comm = (spikes: Quantity<'one'>): Quantity<'conductance'> => W.eventVecmat(spikes);
  return new AlignPostProj({ comm, syn: Expon.desc(CELLS, { tau: ms(tau) }), out, post });
}

/** The spikes of each neuron, as steps. Run k begins with the potentials of its neighbours k times 40 further on. */
function run(name: Name, precision: 32 | 64, k: number, steps: number): number[][] {
  const { rest, drive, weights, out } = networks[name];
  return environ.context({ precision, dt: ms(0.1), deterministic: true }, () => {
    const first = golden.V0.map((_, j) => golden.V0[(j - 40 * k + CELLS) % CELLS]);
    const neurons = new LIFRef(CELLS, {
      R: ohm(1),
      tau: ms(20),
      V_rest: mV(rest),
      V_th: mV(-50),
      V_reset: mV(-60),
      tau_ref: ms(5),
      V_initializer: mV(first),
    });
    const exc = project(0, EXC, weights[0], 5, out(0), neurons);
    const inh = project(EXC, CELLS, weights[1], 10, out(-80), neurons);
    nn.initAllStates(neurons);
    const step = (t: Quantity<'time'>): Quantity<'one'> =>
      environ.context({ t }, () => {
        const spikes = neurons.getSpike();
        exc.step(spikes.get(u.slice(0, EXC)));
        inh.step(spikes.get(u.slice(EXC)));
        neurons.step(mA(drive));
        return neurons.getSpike();
      });
    const [at, who] = math.where(forLoop(step, math.arange(steps).mul(ms(0.1)).astype(environ.floatDType())));
    const trains: number[][] = Array.from({ length: CELLS }, () => []);
    at.forEach((i, n) => trains[who[n]].push(i));
    return trains;
  });
}

const average = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** As the script has it: from 100 ms to one second; the irregularity is of who has four intervals or more. */
function statistics(trains: readonly (readonly number[])[]): [number, number, number] {
  const late = trains.map((train) => train.filter((step) => step >= 1000));
  const rate = (part: readonly (readonly number[])[]): number => part.flat().length / part.length / 0.9;
  const variations = late.flatMap((train) => {
    if (train.length < 5) return [];
    const intervals = train.slice(1).map((step, i) => step - train[i]);
    const mean = average(intervals);
    return [Math.sqrt(average(intervals.map((x) => (x - mean) ** 2))) / mean];
  });
  return [rate(late.slice(0, EXC)), rate(late.slice(EXC)), average(variations)];
}

describe.each(['COBA', 'CUBA'] as const)('a balanced network of 400 neurons, %s', (name) => {
  it('has the same spikes for 20 ms in float64', () => {
    const spikes = run(name, 64, 0, 200).flatMap((train, neuron) => train.map((step) => [step, neuron] as const));
    expect(spikes.sort(([a, i], [b, j]) => a - b || i - j)).toEqual(golden.early[name]);
    expect(spikes.length).toBeGreaterThan(90);
  });

  it.each([32, 64] as const)('has the same rates and irregularity over ten runs in float%i', (precision) => {
    const ours = Array.from({ length: 10 }, (_, k) => statistics(run(name, precision, k, 10_000)));
    for (const i of [0, 1, 2]) {
      const [mean, deviation] = meanAndDeviation(golden[`float${precision}`][name].map((of) => of[i]));
      expectSameMean(ours.map((of) => of[i]), { mean, deviation, seeds: 10 });
    }
  });
});
