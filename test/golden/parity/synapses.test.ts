import { describe, expect, it } from 'vitest';
import { golden, networkRun, networks, recurrentRun, synapseParity, theirs, type Precision } from './synapses.js';
import { brief, checkSection, table } from './table.js';

const precisions: Precision[] = [64, 32];

describe('synapses, outputs and projections as in brainpy_state', () => {
  const rows = synapseParity();

  it.each(rows.map((row) => [row.name, row] as const))('%s: 1000 steps', (_, row) => {
    expect(row.float64).toBeLessThan(1e-10);
    expect(row.float32).toBeLessThanOrEqual(Math.max(4 * row.own, 1e-5));
  });

  it('stands in docs/parity.md', () => {
    const head = ['case', 'float64', 'float32', 'float32, of brainpy'];
    checkSection('synapses', table(head, rows.map((row) => [row.name, brief(row.float64), brief(row.float32), brief(row.own)])));
  });
});

describe('networks of stored connections', () => {
  it.each(Object.keys(networks))('%s: the same spikes', (name) => {
    for (const precision of precisions) {
      const { pre, post } = networkRun(name, precision);
      expect(pre).toEqual(theirs(precision).networks[name].pre);
      expect(post).toEqual(theirs(precision).networks[name].post);
    }
  });

  it('merged and unmerged projections do the same', () => {
    const [merged, unmerged] = [networkRun('merged', 64), networkRun('unmerged', 64)];
    expect(merged.post).toEqual(unmerged.post);
  });

  it('a recurrent network: the same spikes for 20 ms in float64, and as many in the end', () => {
    const early = (spikes: readonly (readonly [number, number])[]) => spikes.filter(([step]) => step < 200);
    expect(early(recurrentRun(64))).toEqual(early(golden.float64.recurrent));
    for (const precision of precisions) {
      const [ours, wants] = [recurrentRun(precision).length, theirs(precision).recurrent.length];
      expect(Math.abs(ours - wants)).toBeLessThanOrEqual(0.05 * wants);
    }
  });
});
