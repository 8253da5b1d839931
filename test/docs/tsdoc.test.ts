import { expect, test } from 'vitest';
import { typeErrors } from './examples.js';
import { gathered, tsdocExamples } from './tsdoc.js';

// What an editor shows as an example is what the compiler takes.
test('the examples in the comments of the sources compile', { timeout: 120_000 }, () => {
  const examples = tsdocExamples();
  expect(examples.length).toBeGreaterThan(150);
  const modules = gathered(examples);
  const errors = typeErrors(new Map(modules.map(({ source }, i) => [String(i), source])));
  const said = [...errors].flatMap(([module, texts]) =>
    texts.map((text) => text.replace(/^(\d+)/, (line) => modules[Number(module)].examples[Number(line) - 1]?.name ?? `line ${line}`)),
  );
  expect(said.join('\n')).toBe('');
});
