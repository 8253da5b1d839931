/** The parts of the platform that this file uses: Node has them, and every browser. */
interface Compression {
  new (format: 'deflate'): { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<Uint8Array> };
}

/**
 * Grey levels from 0 (black) to 15 (white) as the bytes of a PNG file, row by row from the top.
 *
 * W3C, Portable Network Graphics (PNG) Specification: colour type 0 with 4 bits.
 */
export async function greyPng(levels: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const stride = Math.ceil(width / 2);
  // Each row begins with its filter: none.
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0, i = 0; y < height; y++) {
    const start = y * (stride + 1) + 1;
    for (let x = 0; x < width; x++, i++) rows[start + (x >> 1)] |= (x & 1) === 0 ? levels[i] << 4 : levels[i];
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([4, 0, 0, 0, 0], 8);
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('IDAT', await deflated(rows)), chunk('IEND', new Uint8Array(0))];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const { CompressionStream } = globalThis as unknown as { CompressionStream: Compression };
  const { readable, writable } = new CompressionStream('deflate');
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const packed = new Uint8Array(await new Response(readable).arrayBuffer());
  await written;
  return packed;
}

/** Length, name, data, and the check of the last two. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** For each byte what is left of it after division by the polynomial of CRC-32. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = remainders[(rest ^ byte) & 255] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
