import type * as Fflate from 'fflate';
import { fail } from '../../core/error.js';
import { optional } from '../host/optional.js';
import { parseHeader, type Document, type Header } from './document.js';
import { decodeNpy, encodeNpy } from './npy.js';

/** The entry that describes the tree. numpy gives the bytes of an entry that is no .npy file as they are. */
const HEADER = 'braints.json';

/** A document as a zip archive of .npy files, which `numpy.load` opens. */
export async function encodeNpz({ arrays, header }: Document): Promise<Uint8Array> {
  const { zipSync } = await fflate();
  const entries: Record<string, Uint8Array> = { [HEADER]: new TextEncoder().encode(JSON.stringify(header)) };
  for (const [name, array] of arrays) entries[`${name}.npy`] = encodeNpy(array);
  return zipSync(entries, { level: 6 });
}

/** The document in a .npz file, of ours or of numpy. */
export async function decodeNpz(bytes: Uint8Array, file: string): Promise<Document> {
  const { unzipSync } = await fflate();
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch (cause) {
    return fail('file/damaged', { file, why: cause instanceof Error ? cause.message : String(cause) });
  }
  const { [HEADER]: description, ...files } = entries;
  const header = (description as Uint8Array | undefined) === undefined ? undefined : readHeader(description, file);
  const arrays = new Map(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.npy'))
      .map(([name, data]) => [name.slice(0, -'.npy'.length), decodeNpy(data, name)]),
  );
  return { arrays, header };
}

function readHeader(bytes: Uint8Array, file: string): Header {
  return parseHeader(new TextDecoder().decode(bytes), file);
}

function fflate(): Promise<typeof Fflate> {
  return optional('fflate', () => import('fflate'));
}
