import { expect, test } from 'vitest';
import { difference, golden, run } from './run.js';

// ReluGrad is the surrogate of Tutorial 4, on the same draws. Later epochs drift apart: a spike at the threshold is there
// with one rounding and not with another.
test('each surrogate learns as in BrainPy', { timeout: 180_000 }, async () => {
  const { losses, printed } = await run(() => import('../../../examples/how-to/surrogate.js'), 'how-to-surrogate');
  expect(printed.slice(0, 3).map((line) => line.split(' ')[0])).toEqual(['ReluGrad', 'Sigmoid', 'Arctan']);
  const curves = { ReluGrad: golden.tutorial4.losses.slice(0, 150), ...golden.surrogates };
  for (const name of ['ReluGrad', 'Sigmoid', 'Arctan'] as const) {
    expect(losses[name]).toHaveLength(150);
    expect(difference(losses[name], curves[name], 80), name).toBeLessThan(1e-3);
    expect(difference(losses[name], curves[name]), name).toBeLessThan(1e-2);
  }
});
