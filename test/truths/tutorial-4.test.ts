import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

// BrainPy's Tutorial 4 goes from a loss of 0.6931 to 0.5738 in 200 epochs, on draws of its own.
test('the tutorial trains as BrainPy does', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  process.argv.push('--no-png');
  await import('../../examples/04-train-an-snn.js');
  expect(printed).toContain('inputs: (200, 256, 100)   labels: (256,)');
  const [, first, last] = /^first loss: ([\d.]{6}) {3}last loss: ([\d.]{6})$/.exec(printed.find((line) => line.startsWith('first'))!)!;
  // No evidence at first: the logarithm of two classes.
  expect(Number(first)).toBeCloseTo(Math.LN2, 2);
  expect(Number(last)).toBeLessThan(0.61);
  expect(Number(last)).toBeGreaterThan(0.52);
  expect(existsSync('figures/04-train-an-snn.svg')).toBe(true);
}, 120_000);
