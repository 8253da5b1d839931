import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Tally } from '../../tools/house/tally.mjs';

describe('the count of all tests', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'braints-tally-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A report as Vitest writes one: for each file, whether it passed and how each of its tests ended. */
  function report(...files: [status: string, ...tests: string[]][]): string {
    const path = join(folder, 'report.json');
    const testResults = files.map(([status, ...tests], i) => ({
      name: `${i}.test.ts`,
      status,
      assertionResults: tests.map((status, j) => ({ status, fullName: `${i} ${j}` })),
    }));
    writeFileSync(path, JSON.stringify({ testResults }));
    return path;
  }

  it('ends with one line of its own', () => {
    const tally = new Tally();
    tally.add('lint', true);
    tally.addReport('unit', report(['passed', 'passed', 'passed', 'pending'], ['failed', 'passed', 'failed']), false);
    tally.skip('browser: there is none');
    expect(String(tally).split('\n')).toEqual([
      'failed: unit: 1 1',
      'skipped: unit: 0 2',
      'skipped: browser: there is none',
      '4 passed, 1 failed, 2 skipped',
    ]);
  });

  it.each([
    ['a file that does not load', () => report(['passed', 'passed'], ['failed']), false],
    ['a run that ends badly although its tests pass', () => report(['passed', 'passed']), false],
    ['a run without a test', () => report(), true],
    ['a run that leaves no report', () => join(folder, 'none.json'), false],
  ])('takes %s for a failure', (_, file, ok) => {
    const tally = new Tally();
    tally.addReport('unit', file(), ok);
    expect(tally.failed).toHaveLength(1);
  });
});
