import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as braints from '../../../src/index.js';
import { nn } from '../../../src/index.js';
import { deviations, golden, rollout, type Case, type Deviation } from './neurons.js';
import { brief, checkSection, table } from './table.js';

// Made with brainpy by tools/golden/models.py.

const label = (of: Case): string => {
  const further = of.further === null ? '' : ', with further inputs';
  return `${of.model} ${JSON.stringify(of.options)}${further}, ${of.steps} steps of ${of.dt} ms`;
};
const measured = new Map<Case, Deviation[]>();

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => vi.restoreAllMocks());

describe.each(golden.cases.map((of) => [label(of), of] as const))('%s', (_, of) => {
  const [ours32, ours64] = [rollout(of, 32), rollout(of, 64)];
  const found = deviations(of, ours32, ours64);
  measured.set(of, found);

  it('spikes at the same steps in float64', () => expect(ours64.spikes).toEqual(of.float64.spikes));

  it('follows brainpy in float64 to 1e-10 of the range', () => {
    for (const { float64, ...where } of found) expect(float64, JSON.stringify(where)).toBeLessThan(1e-10);
  });

  it('follows brainpy in float32 as well as that follows itself in float64', () => {
    for (const { float32, upstream32, ...where } of found) {
      expect(float32, JSON.stringify(where)).toBeLessThanOrEqual(Math.max(4 * upstream32, 1e-5));
    }
    // Where precision does not move a spike of brainpy's, it does not move one of ours.
    of.float32.spikes.forEach((spikes, j) => {
      if (String(spikes) === String(of.float64.spikes[j])) expect(ours32.spikes[j]).toEqual(spikes);
    });
  });
});

it('the table in the docs is up to date', () => {
  const models = [...new Set(golden.cases.map(({ model }) => model))];
  const rows = models.map((model) => {
    const cases = golden.cases.filter((of) => of.model === model);
    const found = cases.flatMap((of) => measured.get(of)!);
    const worst = (of: (deviation: Deviation) => number): string => brief(Math.max(...found.map(of)));
    const spikes = cases.reduce((sum, of) => sum + of.float64.spikes.flat().length, 0);
    return [model, String(cases.length), String(spikes), worst((d) => d.float64), worst((d) => d.float32), worst((d) => d.upstream32)];
  });
  const ends = golden.cases.filter((of) => of.why !== undefined).map((of) => `${of.model} with its defaults is compared for ${of.steps} steps, since ${of.why}.`);
  const head = ['model', 'rollouts', 'spikes', 'float64', 'float32', "brainpy's float32 from its float64"];
  checkSection('neurons', [`Against ${golden.source}.`, ...ends, '', table(head, rows)].join('\n'));
});

// As brainpy prints, but for the defaults that deviate on purpose, numbers without a unit, which are quantities of ours,
// and the unit of Izhikevich's u, which brainunit loses when it makes the array.
describe('printing', () => {
  it.each(Object.entries(golden.prints))('%s prints as in brainpy', (model, printed) => {
    const Model = (braints as unknown as Record<string, new (size: number) => braints.Neuron>)[model];
    const expected = printed
      .replace('gL=Quantity(0.03, "mS")', model === 'HH' ? 'gL=Quantity(0.3, "mS")' : '$&')
      .replaceAll(/(?<= {2}\w+=)(-?\d+\.\d+)(?=,)/g, 'Quantity($1)')
      .replaceAll(/(?<=Quantity\(|Constant\(value=)(-?\d+\.)0(?=\))/g, '$1')
      .replace('m^2 * kg / (s^4 * A)', 'mV / ms');
    expect(plainly(String(nn.initAllStates(new Model(1))))).toBe(plainly(expected));
  });
});

/** Without the name of an array's class and jax's note that its dtype is weak. */
function plainly(printed: string): string {
  return printed.replaceAll(/(ShapedArray|Quantity)\(~?(float32\[1\])(, weak_type=True)?\)/g, '$2');
}
