import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { environ, random } from 'braints';
import { examplesOf, pages, typeErrors, withChecks, type Example } from './examples.js';

// Every block marked `ts` in README.md and below docs/ compiles, runs, and prints what its comments say.

const examples = pages().flatMap(examplesOf);

describe('examples of the documentation', () => {
  test('there are some', () => {
    expect(examples.length).toBeGreaterThan(8);
    expect(examples.some(({ page }) => page === 'README.md')).toBe(true);
  });

  test('compile', { timeout: 120_000 }, () => {
    const errors = typeErrors(new Map(examples.map(({ name, source }) => [name, source])));
    const byPage = new Map(examples.map(({ name, page, lines }) => [name, { page, lines }]));
    const said = [...errors].flatMap(([name, texts]) => {
      const { page, lines } = byPage.get(name)!;
      return texts.map((text) => text.replace(/^(\d+)/, (line) => `${page}:${lines[Number(line) - 1]}`));
    });
    expect(said.join('\n')).toBe('');
  });

  describe('run', () => {
    const build = resolve('build');
    mkdirSync(build, { recursive: true });
    const modules = mkdtempSync(join(build, 'examples-of-docs-'));
    const home = process.cwd();
    let elsewhere: string;
    beforeAll(() => {
      elsewhere = mkdtempSync(join(tmpdir(), 'braints-docs-'));
      process.chdir(elsewhere);
    });
    afterAll(() => {
      process.chdir(home);
      for (const folder of [modules, elsewhere]) rmSync(folder, { recursive: true });
    });
    beforeEach(() => {
      environ.reset();
      random.seed(0);
    });

    test.each(examples.map((example, i) => [example.name, example, i] as const))('%s', { timeout: 60_000 }, async (_, example, i) => {
      const path = join(modules, `example-${i}.ts`);
      writeFileSync(path, withChecks(example));
      const shown: string[] = [];
      const log = vi.spyOn(console, 'log').mockImplementation((...texts) => void shown.push(texts.join(' ')));
      const warn = vi.spyOn(console, 'warn').mockImplementation((...texts) => void shown.push(texts.join(' ')));
      Object.assign(globalThis, checksFor(shown));
      try {
        await import(path);
      } finally {
        log.mockRestore();
        warn.mockRestore();
      }
      if (example.source.includes('// prints:')) expect(shown.join('\n'), 'all that is shown has a comment').toBe('');
    });
  });

  function checksFor(shown: string[]): object {
    return {
      __prints: (text: string) => expect(shown.splice(0).join('\n').replace(/ +$/gm, '')).toBe(text),
      __throws: async (run: () => unknown, text: string) => {
        let message = 'no error';
        try {
          await run();
        } catch (error) {
          message = (error as Error).message;
        }
        expect(message).toContain(text);
      },
    };
  }
});

describe('the comments of an example', () => {
  const checked = (source: string): string => withChecks({ source, name: '', page: '', lines: [] } satisfies Example);

  test('are in force', () => {
    expect(checked('show(1); // prints: 1.')).toBe('show(1); __prints("1.");');
    expect(checked('show(1);\n// prints:\n// a(\n//   b\nnext();')).toBe('show(1);\n__prints("a(\\n  b");\n\n\nnext();');
    expect(checked('f(); // throws: no')).toBe('await __throws(async () => { f(); }, "no");');
  });
});
