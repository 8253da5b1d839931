// docs/parity.md is made of sections, each between two comments, and each written by the test that measures it.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const file = new URL('../../../docs/parity.md', import.meta.url);

/** A measured number in a table. */
const NUMBER = /(?<=\| )\d\.\d(e-?\d+)?(?= \|)/g;

/**
 * Compares a section of docs/parity.md with what was measured; `npm run parity` writes it. Rounding is luck, and any change
 * of the compiler draws anew, so a number may be up to ten times what the page says.
 */
export function checkSection(name: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [start, end] = [`<!-- ${name}, made by npm run parity -->\n`, `<!-- end of ${name} -->\n`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  expect(from).toBeGreaterThan(-1);
  expect(to).toBeGreaterThan(from);
  const section = `${text.trim()}\n`;
  if (process.env.PARITY === 'write') {
    writeFileSync(file, page.slice(0, from + start.length) + section + page.slice(to));
    return;
  }
  const written = page.slice(from + start.length, to);
  expect(section.replaceAll(NUMBER, '#')).toBe(written.replaceAll(NUMBER, '#'));
  const promised = written.match(NUMBER) ?? [];
  section.match(NUMBER)?.forEach((measured, i) => expect(Number(measured)).toBeLessThanOrEqual(10 * Number(promised[i])));
}

/** A number with two digits, as `1.2e-15`; 0 where there is none. */
export function brief(x: number): string {
  return x === 0 ? '0' : x.toExponential(1).replace('e+0', '').replace('e+', 'e');
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
