import { fail } from '../../core/error.js';
import { allocate, bytesOf, NDArray, sizeOf, type DType } from '../../engine/index.js';
import { parseHeader, type Document } from './document.js';

// The format of safetensors: eight bytes with the length of a JSON header, the header, then the bytes of the tensors.

const names: Readonly<Record<DType, string>> = { float32: 'F32', float64: 'F64', int32: 'I32', uint32: 'U32', bool: 'BOOL' };

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A document as the bytes of a .safetensors file; the tree's description is in its metadata. */
export function encodeSafetensors({ arrays, header }: Document): Uint8Array {
  const entries: Record<string, unknown> = { __metadata__: { braints: JSON.stringify(header) } };
  let end = 0;
  // Wider elements first, so that all of them stay aligned.
  const sorted = [...arrays].sort(([, a], [, b]) => bytesOf[b.dtype] - bytesOf[a.dtype]);
  for (const [name, { dtype, shape, data }] of sorted) {
    entries[name] = { dtype: names[dtype], shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(entries));
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(json, 8);
  let next = 8 + length;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), next);
    next += data.byteLength;
  }
  return bytes;
}

/** The document in a .safetensors file, of ours or of something else. */
export function decodeSafetensors(bytes: Uint8Array, file: string): Document {
  const damaged = (why: string): never => fail('file/damaged', { file, why });
  if (bytes.length < 8) return damaged('it ends too early');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (8 + length > bytes.length) return damaged('it ends too early');
  let entries: Record<string, unknown>;
  try {
    entries = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, unknown>;
  } catch {
    return damaged('its header cannot be read');
  }
  const { __metadata__: metadata, ...tensors } = entries as { __metadata__?: Record<string, string> };
  const arrays = new Map<string, NDArray>();
  for (const [name, entry] of Object.entries(tensors as Record<string, Entry>)) {
    const dtype = (Object.keys(names) as DType[]).find((key) => names[key] === entry.dtype);
    if (dtype === undefined) return fail('file/dtype', { array: name, dtype: entry.dtype });
    const [from, to] = entry.data_offsets;
    const data = allocate(dtype, sizeOf(entry.shape));
    if (8 + length + to > bytes.length || to - from !== data.byteLength) return damaged(`the array ${name} ends too early`);
    new Uint8Array(data.buffer).set(bytes.subarray(8 + length + from, 8 + length + to));
    arrays.set(name, new NDArray(entry.shape, dtype, data));
  }
  const header = metadata?.braints === undefined ? undefined : parseHeader(metadata.braints, file);
  return { arrays, header };
}
