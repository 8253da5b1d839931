import { existsSync, rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

// BrainPy's "Tutorial 2 · Synapses and projections": 20 neurons that drive 10 others for 200 ms.
test('the tutorial runs alone, prints its shapes and draws its figure', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  process.argv.push('--no-png');
  rmSync('figures/02-synapse-and-projection.svg', { force: true });
  await import('../../examples/02-synapse-and-projection.js');
  expect(printed).toContain('conductance: (2000, 10) in mS');
  expect(printed).toContain('postsynaptic potential: (2000, 10)');
  const count = (what: string): number => Number(printed.find((line) => line.startsWith(what))!.split(': ')[1]);
  // Every 5 ms + 20 ms ln(30 / 20), as the closed form says, a little less under a soft reset: 15 or 16 spikes each.
  expect(count('presynaptic spikes') / 20).toBeGreaterThan(15);
  expect(count('presynaptic spikes') / 20).toBeLessThan(16);
  expect(count('postsynaptic spikes')).toBeGreaterThan(0);
  expect(existsSync('figures/02-synapse-and-projection.svg')).toBe(true);
});
