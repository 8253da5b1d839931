import { existsSync, readFileSync, rmSync } from 'node:fs';
import { expect, vi } from 'vitest';

/** Loss curves of BrainPy on the same draws: see tools/golden/tutorial_4.py. */
export const golden = JSON.parse(readFileSync('test/golden/training.json', 'utf8')) as {
  tutorial4: Curve;
  readout: Curve;
  longRollout: Pick<Curve, 'losses'>;
  surrogates: Record<'Sigmoid' | 'Arctan', number[]>;
};

/** One training of BrainPy's: the first weights, spikes of each input, labels, and the loss of each epoch. */
export interface Curve {
  readonly weights: readonly number[][];
  readonly spikes: readonly number[];
  readonly labels: string;
  readonly losses: readonly number[];
}

/** Runs an example by importing it. Gives what it exports and what it printed; its figure has been drawn. */
export async function run<T>(load: () => Promise<T>, figure: string): Promise<T & { printed: readonly string[] }> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  process.argv.push('--no-png');
  rmSync(`figures/${figure}.svg`, { force: true });
  const exported = await load();
  log.mockRestore();
  expect(existsSync(`figures/${figure}.svg`)).toBe(true);
  return { ...exported, printed };
}

/** The greatest difference between the first so many losses of two curves. */
export function difference(ours: readonly number[], theirs: readonly number[], epochs = theirs.length): number {
  return Math.max(...theirs.slice(0, epochs).map((loss, i) => Math.abs(loss - ours[i])));
}
