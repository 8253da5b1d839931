import { hiddenImport, optional } from '../host/optional.js';

/** What of linkedom is used: its build in one file starts four times as fast as its main entry. */
interface Linkedom {
  parseHTML(html: string): { document: Document };
}

let offscreen: Promise<Document> | undefined;

/** True in a browser's page. */
export function inPage(): boolean {
  return typeof document !== 'undefined';
}

/** The document to draw in: the page's own, or one of linkedom's where there is no page. */
export function documentToDrawIn(): Promise<Document> {
  if (inPage()) return Promise.resolve(document);
  offscreen ??= optional<Linkedom>('linkedom', () => hiddenImport('linkedom/worker')).then(
    ({ parseHTML }) => parseHTML('<!doctype html><html><body></body></html>').document,
  );
  return offscreen;
}
