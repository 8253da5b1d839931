import { describe, expect, it } from 'vitest';
import { overSeeds, takeTurns } from '../../bench/lib/turns.mjs';

interface Sample {
  ms?: number;
  check?: number | number[];
  missing?: string;
}

describe('contenders that take turns', () => {
  const runs = { runs: 3, tolerance: 0.01 };

  it('give their medians, after a turn that warms up', async () => {
    const times = [900, 50, 30, 40];
    const ours = (): Sample => ({ ms: times.shift()!, check: 1 });
    const peer = async (): Promise<Sample> => ({ ms: 100, check: 1.005 });
    expect(await takeTurns([ours, peer], runs)).toEqual([{ ms: 40 }, { ms: 100 }]);
  });

  it('that are cold are asked once', async () => {
    let asked = 0;
    const ours = (): Sample => ({ ms: 100 * ++asked });
    expect(await takeTurns([ours], { ...runs, cold: true })).toEqual([{ ms: 100 }]);
  });

  it('may be missing, for a reason', async () => {
    const ours = (): Sample => ({ ms: 100 });
    const results = await takeTurns([ours, () => undefined, () => ({ missing: 'no python3' })], runs);
    expect(results).toEqual([{ ms: 100 }, { missing: 'missing' }, { missing: 'no python3' }]);
  });

  it('have to do the same work', async () => {
    const gives = (check: number | number[]) => (): Sample => ({ ms: 100, check });
    await expect(takeTurns([gives(1), gives(1.02)], runs)).rejects.toThrow('contender 1 did other work: 1.02 instead of 1');
    await expect(takeTurns([gives([1, 2]), gives([1, 2.1])], runs)).rejects.toThrow('other work');
    await expect(takeTurns([gives([1, 2]), gives([1])], runs)).rejects.toThrow('other work');
    await expect(takeTurns([gives([1, -2]), gives([1, -2.01])], runs)).resolves.toHaveLength(2);
  });
});

describe('contenders over seeds', () => {
  /** Rates with a mean of `rate` and a standard error of 0.333 over ten seeds. */
  const around = (rate: number, ms = 2000) => (seed: number) => (): Sample => ({ ms: ms + seed, check: rate + (seed % 2 === 0 ? 1 : -1) });

  it('agree in their mean rates', async () => {
    const [ours, peer] = await overSeeds([around(20), around(21, 3000)], 10);
    expect(ours.rate.mean).toBe(20);
    expect(ours.rate.error).toBeCloseTo(1 / 3, 10);
    expect([ours.ms, peer.ms]).toEqual([2005, 3005]);
  });

  it('that are further than three combined standard errors apart do not count', async () => {
    const far = 3 * Math.hypot(1 / 3, 1 / 3);
    await expect(overSeeds([around(20), around(20 + 0.99 * far)], 10)).resolves.toHaveLength(2);
    await expect(overSeeds([around(20), around(20 + 1.01 * far)], 10)).rejects.toThrow(
      'contender 1 did other work: a mean of 21.43 ± 0.33 over 10 seeds instead of 20.00 ± 0.33',
    );
  });

  it('are asked again where they are fast, the first time to warm up', async () => {
    const asked = [0, 0];
    const fast = () => (): Sample => ({ ms: asked[0]++ % 4 === 0 ? 500 : 100, check: 1 });
    const slow = () => (): Sample => ({ ms: (asked[1]++, 5000), check: 1 });
    const [first, second] = await overSeeds([fast, slow], 2);
    expect(asked).toEqual([8, 2]);
    expect([first.ms, second.ms]).toEqual([100, 5000]);
  });

  it('may be missing, for a reason', async () => {
    const results = await overSeeds([around(20), () => () => ({ missing: 'no nest' })], 2);
    expect(results[1]).toEqual({ missing: 'no nest' });
  });
});
