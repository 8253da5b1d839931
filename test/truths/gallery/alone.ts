import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, vi } from 'vitest';

/**
 * Runs an example of the gallery as the program that was started, with the same bits on every machine. Gives what it printed;
 * its figure has been drawn.
 */
export async function runAlone(name: string): Promise<readonly string[]> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  const path = resolve(`examples/gallery/${name}.ts`);
  const before = process.argv;
  process.argv = [before[0], path, '--no-png'];
  rmSync(`figures/${name}.svg`, { force: true });
  vi.resetModules(); // the test may have imported it already, as a module
  try {
    // The library is another one now, too, and knows nothing of what the test has set.
    const { environ } = await import('../../../src/index.js');
    environ.set({ deterministic: true });
    await import(path);
  } finally {
    process.argv = before;
    log.mockRestore();
  }
  expect(printed).toContain(`wrote figures/${name}.svg`);
  expect(existsSync(`figures/${name}.svg`)).toBe(true);
  return printed;
}

/** The mean and the standard deviation of a sample. */
export function meanAndDeviation(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1))];
}

/** An ensemble: mean and standard deviation over so many seeds. */
export interface Ensemble {
  readonly mean: number;
  readonly deviation: number;
  readonly seeds: number;
}

/** Means of two ensembles that lie within three combined standard errors of each other. */
export function expectSameMean(ours: readonly number[], theirs: Ensemble): void {
  const [mean, deviation] = meanAndDeviation(ours);
  const error = Math.sqrt(deviation ** 2 / ours.length + theirs.deviation ** 2 / theirs.seeds);
  expect(Math.abs(mean - theirs.mean), `${mean} and ${theirs.mean}, standard error ${error}`).toBeLessThan(3 * error);
}
