import { fail } from '../../core/error.js';
import { hasFiles, readFile } from '../host/files.js';
import { decodeDocument } from './format.js';
import { toTree } from './tree.js';

/** Where a file comes from: its path in Node, its address in a page, its bytes, or what a file input gives. */
export type FileSource = string | URL | Uint8Array | ArrayBuffer | { arrayBuffer(): Promise<ArrayBuffer> };

/**
 * Reads a tree that `save` has written: quantities with their units, in the structure they had; a State comes back as its
 * value. A file that something else has written gives an object of dimensionless arrays by name. To put values back
 * into a model use `restore`.
 *
 * @example
 * const { vs, seed } = (await file.load('run.npz')) as { vs: Quantity<'voltage'>; seed: number };
 *
 * @throws when there is no such file, it is damaged, or was written by a later version
 */
export async function load(source: FileSource): Promise<unknown> {
  const name = nameOf(source);
  return toTree(await decodeDocument(await bytesOf(source), name));
}

/** What error texts call a source. */
export function nameOf(source: FileSource): string {
  return typeof source === 'string' || source instanceof URL ? String(source) : 'the file';
}

async function bytesOf(source: FileSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source === 'string' && hasFiles()) {
    try {
      return await readFile(source);
    } catch (cause) {
      if ((cause as { code?: unknown }).code === 'ENOENT') fail('file/missing', { path: source });
      throw cause;
    }
  }
  if (typeof source === 'string' || source instanceof URL) {
    const response = await fetch(source);
    if (!response.ok) fail('file/missing', { path: String(source) });
    return new Uint8Array(await response.arrayBuffer());
  }
  return new Uint8Array(await source.arrayBuffer());
}
