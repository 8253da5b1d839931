import { expect, test } from 'vitest';
import { run } from './run.js';

test('a stream is learned in windows', { timeout: 180_000 }, async () => {
  const { errors, cosines } = await run(() => import('../../../examples/how-to/truncated-bptt.js'), 'how-to-truncated-bptt');
  // Half is the mean square of a sine: nothing learned.
  expect(errors.truncated[0]).toBeGreaterThan(0.4);
  expect(errors.truncated.at(-1)).toBeLessThan(0.06);
  // A window of everything is no truncation; one that is longer than the network remembers comes near it.
  expect(cosines.at(-1)).toBeCloseTo(1, 6);
  expect(cosines.at(-2)).toBeGreaterThan(0.95);
  expect(cosines[0]).toBeLessThan(0.9);
});
