// Golden texts of brainstate's layers and delays, made by tools/golden/prints.py.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environ, LIFRef, nn, u, type Dynamics, type Module } from '../../src/index.js';

const { ms, mV } = u;
const { prints } = JSON.parse(readFileSync(new URL('../golden/prints.json', import.meta.url), 'utf8')) as {
  prints: Record<string, string>;
};

function delayed(): Dynamics {
  const neuron = new LIFRef(2);
  neuron.prefetchDelay('V', ms(1));
  neuron.outputDelay(ms(2));
  return neuron;
}

const modules: Record<string, () => Module> = {
  Linear: () => new nn.Linear(2, 3),
  LinearPlain: () => new nn.Linear([4, 2], [4, 3], { bInit: null }),
  Sequential: () => new nn.Sequential(new nn.Linear(2, 3), new nn.ReLU(), nn.Linear.desc(undefined, 1)),
  AllToAll: () => new nn.AllToAll(2, 3, { includeSelf: false }),
  OneToOne: () => new nn.OneToOne(2),
  ValinaRNNCell: () => new nn.ValinaRNNCell(2, 3),
  MGUCell: () => new nn.MGUCell(2, 3),
  GRUCell: () => new nn.GRUCell(2, 3),
  LSTMCell: () => new nn.LSTMCell(2, 3),
  Delay: () => new nn.Delay(mV([0, 0]), { entries: { a: ms(1) } }),
  delayed,
};

beforeEach(() => environ.set({ dt: ms(0.1) }));
afterEach(() => environ.reset());

test.each(Object.keys(modules))('%s prints as in BrainPy', (name) => {
  expect(String(nn.initAllStates(modules[name]()))).toBe(prints[name]);
});

test('every golden text has its module', () => {
  expect(Object.keys(modules).sort()).toEqual(Object.keys(prints).sort());
});
