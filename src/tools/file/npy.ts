import { fail } from '../../core/error.js';
import { allocate, NDArray, sizeOf, type DType } from '../../engine/index.js';

// The format of numpy's .npy files, version 1.0, as numpy documents it (numpy.lib.format).

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const descriptions: Readonly<Record<DType, string>> = { float32: '<f4', float64: '<f8', int32: '<i4', uint32: '<u4', bool: '|b1' };

/** An array as the bytes of a .npy file. */
export function encodeNpy({ shape, dtype, data }: NDArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descriptions[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = MAGIC.length + 4;
  // The data starts at a multiple of 64 bytes, and the header ends with a line feed.
  const length = Math.ceil((prefix + text.length + 1) / 64) * 64 - prefix;
  const bytes = new Uint8Array(prefix + length + data.byteLength);
  bytes.set([...MAGIC, 1, 0, length & 255, length >> 8]);
  bytes.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), prefix);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), prefix + length);
  return bytes;
}

/** How an element of a .npy file becomes one of ours: the dtype, its bytes, and how to read one. */
interface Kind {
  readonly dtype: DType;
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

const kinds: Readonly<Record<string, Kind>> = {
  '<f4': { dtype: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  '<f8': { dtype: 'float64', bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  '<i4': { dtype: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true) },
  '<u4': { dtype: 'uint32', bytes: 4, read: (view, at) => view.getUint32(at, true) },
  '|b1': { dtype: 'bool', bytes: 1, read: (view, at) => view.getUint8(at) },
  '|i1': { dtype: 'int32', bytes: 1, read: (view, at) => view.getInt8(at) },
  '|u1': { dtype: 'int32', bytes: 1, read: (view, at) => view.getUint8(at) },
  '<i2': { dtype: 'int32', bytes: 2, read: (view, at) => view.getInt16(at, true) },
  '<u2': { dtype: 'int32', bytes: 2, read: (view, at) => view.getUint16(at, true) },
  '<i8': { dtype: 'int32', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
};

/** The array in the bytes of a .npy file. Integers that we have no dtype for become int32, if they fit. */
export function decodeNpy(bytes: Uint8Array, name: string): NDArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) fail('file/damaged', { file: name, why: 'not a .npy file' });
  const wide = bytes[6] > 1;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? '';
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const tuple = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (order === undefined || tuple === undefined) fail('file/damaged', { file: name, why: 'its header cannot be read' });
  const shape = tuple.split(',').map((n) => n.trim()).filter((n) => n !== '').map(Number);
  if (!Object.hasOwn(kinds, descr)) fail('file/dtype', { array: name, dtype: descr });
  const { dtype, bytes: width, read } = kinds[descr];
  const size = sizeOf(shape);
  if (bytes.length < start + length + size * width) fail('file/damaged', { file: name, why: 'it ends too early' });
  const data = allocate(dtype, size);
  const place = order === 'True' ? columnMajor(shape) : (i: number): number => i;
  for (let i = 0; i < size; i++) {
    const x = read(view, start + length + place(i) * width);
    data[i] = x;
    if (width === 8 && dtype === 'int32' && data[i] !== x) fail('file/range', { array: name, value: String(x) });
  }
  return new NDArray(shape, dtype, data);
}

/** Where an element stands in a file that runs down the first axis first. */
function columnMajor(shape: readonly number[]): (i: number) => number {
  return (i) => {
    let rest = i;
    const index = shape.map((_, axis) => {
      const inner = sizeOf(shape.slice(axis + 1));
      const at = Math.floor(rest / inner);
      rest -= at * inner;
      return at;
    });
    return index.reduceRight((flat, at, axis) => flat * shape[axis] + at, 0);
  };
}
