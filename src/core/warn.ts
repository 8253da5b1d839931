import { catalogue } from './catalogue/index.js';
import type { ErrorCode, ErrorValues } from './error.js';

/** What has been said already. */
const said = new Set<string>();

/** Warns on the console, with the text of the catalogue that this code has. The same text is said once. */
export function warn<C extends ErrorCode>(code: C, values: ErrorValues<C>): void {
  const write = catalogue[code] as (values: ErrorValues<C>) => string;
  const text = write(values);
  if (said.has(text)) return;
  said.add(text);
  console.warn(`warning: ${text}`);
}
