// Delays of what comes into a projection, beside brainpy_state 0.1.0: `tools/golden/input_delay.py`.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlignPostProj, COBA, CurrentProj, Expon, InputDelay, LIF } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ, type Module } from '../../src/state/index.js';
import { forLoop } from '../../src/state/transform/index.js';
import { mA, ms, mV, siemens, unitless, type Quantity } from '../../src/unit/index.js';

type Name = 'none at all' | 'whole steps' | 'between two steps' | 'one of each neuron';
type Rows = readonly (readonly number[])[];
interface Golden {
  readonly dt: number;
  readonly spikes: Rows;
  readonly weights: Rows;
  readonly delays: Readonly<Record<Name, number | number[]>>;
  readonly each: { readonly indices: number[]; readonly delays: number[]; readonly out: Rows };
  readonly InputDelay: Readonly<Record<Name, Rows>>;
  readonly AlignPostProj: Readonly<Record<Name, Rows>>;
  readonly CurrentProj: Readonly<Record<Name, Rows>>;
}
const golden = JSON.parse(readFileSync(new URL('input-delay.json', import.meta.url), 'utf8')) as Golden;
const names = Object.keys(golden.delays) as Name[];

beforeEach(() => environ.set({ dt: ms(golden.dt), precision: 64 }));
afterEach(() => environ.reset());

const run = (net: Module, step: (spikes: Quantity<'one'>) => Quantity<'one'>): Rows => {
  nn.initAllStates(net);
  return forLoop(step, unitless(golden.spikes as number[][])).toArray() as Rows;
};
const delayOf = (name: Name) => ms(golden.delays[name] as number[]);

function expectRows(ours: Rows, theirs: Rows): void {
  const range = Math.max(...theirs.flat()) - Math.min(...theirs.flat());
  ours.forEach((row, i) => row.forEach((x, k) => expect(Math.abs(x - theirs[i][k])).toBeLessThanOrEqual(1e-10 * range)));
  expect([ours.length, ours[0].length]).toEqual([theirs.length, theirs[0].length]);
}

describe.each(names)('a delay that is %s', (name) => {
  it('on a line of its own', () => {
    const line = new InputDelay(3, { delay: delayOf(name) });
    expectRows(run(line, (x) => line.step(x)), golden.InputDelay[name]);
  });

  const comm = () => new nn.Linear(3, 2, { wInit: siemens(golden.weights as number[][]), bInit: null });
  const cells = () => new LIF(2, { tau: ms(20), V_th: mV(-50), V_reset: mV(-60), V_rest: mV(-60), V_initializer: mV(-60) });

  it('of AlignPostProj', () => {
    const post = cells();
    const syn = Expon.desc(2, { tau: ms(5), g_initializer: siemens(0) });
    const proj = new AlignPostProj({ comm: comm(), syn, out: COBA.desc({ E: mV(0) }), post, delay: delayOf(name) });
    const step = (x: Quantity<'one'>) => {
      proj.step(x);
      post.step(mA(0));
      return post.V.value.div(mV(1));
    };
    expectRows(run(proj, step), golden.AlignPostProj[name]);
  });

  it('of CurrentProj', () => {
    const post = cells();
    const proj = new CurrentProj({ comm: comm(), out: new COBA({ E: mV(0) }), post, delay: delayOf(name) });
    const step = (x: Quantity<'one'>) => {
      proj.step(x);
      post.step(mA(0));
      return post.V.value.div(mV(1));
    };
    expectRows(run(proj, step), golden.CurrentProj[name]);
  });
});

it('one delay of each synapse', () => {
  const { indices, delays, out } = golden.each;
  // BrainPy has a delay shorter than a time step too: here it is an error, and 0 is none.
  expect(delays.every((x) => x === 0 || x >= golden.dt)).toBe(true);
  const line = new InputDelay(3, { delay: ms(delays), indices });
  expectRows(run(line, (x) => line.step(x)), out);
});
