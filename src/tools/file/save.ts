import { fail } from '../../core/error.js';
import { fileExists, hasFiles, writeFile } from '../host/files.js';
import { encodeDocument, formatOf, type FileFormat } from './format.js';
import { toDocument } from './tree.js';

/** What `save` can be told. */
export interface SaveOptions {
  /** Whether a file of this name may be replaced. True unless given. */
  overwrite?: boolean | undefined;
}

/**
 * Writes a tree to one file, with units: quantities, States (their values), recordings, numbers, texts, and lists, objects
 * and maps of them; so `net.states()` and what a rollout returned alike. Spikes are written as their events, and come back
 * as they were: in numpy `spikes.steps` and `spikes.neurons`. The name's ending chooses the format: `.npz`, which
 * numpy opens, or `.safetensors`. In a page the file is offered as a download.
 *
 * In Node the file is written beside the old one and then takes its place: an interrupted save leaves the old file whole.
 *
 * @example
 * await file.save('trained.npz', net.states());
 * await file.save('run.npz', { vs, spikes, seed: 42 });
 *
 * @throws when the name has another ending, the tree holds something else, or the file exists and may not be replaced
 */
export async function save(path: string, tree: unknown, { overwrite = true }: SaveOptions = {}): Promise<void> {
  const format = formatOf(path);
  const bytes = await toBytes(tree, format);
  if (!hasFiles()) return offerDownload(path, bytes);
  if (!overwrite && (await fileExists(path))) fail('file/exists', { path });
  await writeFile(path, bytes);
}

/** The bytes that `save` would write. */
export async function toBytes(tree: unknown, format: FileFormat = 'npz'): Promise<Uint8Array> {
  return encodeDocument(toDocument(tree), format);
}

// What is used of a page. Its own types would have to be there in Node as well.
interface Page {
  document: { createElement(tag: 'a'): { href: string; download: string; click(): void } };
  URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
  Blob: new (parts: readonly Uint8Array[], options: { type: string }) => object;
}

function offerDownload(path: string, bytes: Uint8Array): void {
  const { document, URL: urls, Blob: Parts } = globalThis as unknown as Page;
  const link = document.createElement('a');
  link.href = urls.createObjectURL(new Parts([bytes], { type: 'application/octet-stream' }));
  link.download = path.replace(/^.*[\\/]/, '');
  link.click();
  urls.revokeObjectURL(link.href);
}
