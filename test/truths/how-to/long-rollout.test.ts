import { expect, test } from 'vitest';
import { difference, golden, run } from './run.js';

// BrainPy's page prints `first 0.6931  last 0.6510` for its draws; BrainPy itself goes to 0.6206 on ours.
test('checkpoints change memory and nothing else', { timeout: 180_000 }, async () => {
  const { losses, memory } = await run(() => import('../../../examples/how-to/long-rollout.js'), 'how-to-long-rollout');
  expect(difference(losses.checkpointed, losses.plain, 80)).toBeLessThan(1e-6);
  for (const of of [losses.plain, losses.checkpointed]) {
    expect(difference(of, golden.longRollout.losses, 80)).toBeLessThan(1e-3);
    expect(difference(of, golden.longRollout.losses)).toBeLessThan(1e-2);
  }
  // Of 100 to 10,000 steps the plain one grows with their number, the checkpointed one hardly.
  const [plain, checkpointed] = [memory.plain, memory.checkpointed].map((of) => [of[0], of[of.length - 1]]);
  expect(plain[1] / plain[0]).toBeGreaterThan(10);
  expect(checkpointed[1] / checkpointed[0]).toBeLessThan(4);
  expect(checkpointed[1] / plain[1]).toBeLessThan(0.05);
});
