import { expect, test } from 'vitest';
import { difference, golden, run } from './run.js';

// BrainPy's page prints `first 1.0986  last 0.8690`, on draws that it does not repeat; BrainPy itself goes to 0.8295 on ours.
test('a readout learns as BrainPy\'s does', { timeout: 180_000 }, async () => {
  const { losses, printed } = await run(() => import('../../../examples/how-to/readout.js'), 'how-to-readout');
  expect(printed[0]).toMatch(/^first 1\.0986 {2}last 0\.8[0-9]{3}$/);
  expect(difference(losses, golden.readout.losses, 100)).toBeLessThan(1e-3);
  expect(difference(losses, golden.readout.losses)).toBeLessThan(1e-2);
});
