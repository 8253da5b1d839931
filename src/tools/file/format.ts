import { fail } from '../../core/error.js';
import type { Document } from './document.js';
import { decodeNpz, encodeNpz } from './npz.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** The formats of files: a zip archive that numpy opens, or safetensors. */
export type FileFormat = 'npz' | 'safetensors';

/** The format that a file's name ends in. */
export function formatOf(path: string): FileFormat {
  const ending = /\.(npz|safetensors)$/.exec(path)?.[1];
  return (ending as FileFormat | undefined) ?? fail('file/name', { path });
}

export async function encodeDocument(document: Document, format: FileFormat): Promise<Uint8Array> {
  return format === 'npz' ? encodeNpz(document) : encodeSafetensors(document);
}

/** The document in some bytes; a zip archive begins with its own letters. */
export async function decodeDocument(bytes: Uint8Array, file: string): Promise<Document> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZip ? decodeNpz(bytes, file) : decodeSafetensors(bytes, file);
}
