import { matmulSize, type MatmulParams } from '../../ops/matmul.js';
import type { Equation } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import type { KernelContext } from './kernels.js';
import { MatmulLanes } from './matmul-lanes.js';
import { packColumns, packRows } from './matmul-pack.js';
import { tileSweep, type TileSweep } from './matmul-tile.js';
import { addRows, dotRows } from './matmul-vector.js';
import type { Place } from './place.js';

/** A piece of the sum: its panel of `b` and the tile's rows of `a` stay in the first cache. */
const DEPTH = 512;
/** Bytes of `a` that stay in the second cache while all columns pass. */
const ROWS_BYTES = 1 << 18;
/** The same two of a transposed `a` that is not copied: it is walked across, tile after tile, and stays in the first cache. */
const DEPTH_ACROSS = 64;
const ROWS_BYTES_ACROSS = 3 * 2 ** 13;
/** From this many rows on a panel of `b` is worth a copy. */
const ROWS_TO_PACK = 16;
/** Rows that run past side by side in a vector times a matrix. */
const ADDED_ROWS = 8;
/** Vectors of sums of a matrix times a vector. */
const DOT_VECTORS = 4;

/** The product of an equation: every sum in the order that the op defines. */
export function emitMatmul(context: KernelContext, e: Equation): void {
  const { code } = context;
  const [a, b] = e.ins;
  const [out] = e.outs;
  const params = e.params as MatmulParams;
  const { batch, batchA, batchB, m, n, k } = matmulSize(e.ins, params);
  if (batch * m * n === 0) return;
  const lanes = new MatmulLanes(out.dtype);
  const [pa, pb, po] = [a, b].map((x) => pointer(code, context.read(x))).concat(pointer(code, context.place(out)));
  if (k === 0) {
    code.get(po).i32(0).i32(batch * m * n * lanes.bytes).memoryFill();
    return;
  }
  const emit = planMatmul(context, lanes, m, n, k, params);
  code.countedLoop(code.local('i32'), 0, batch, 1, () => {
    emit(pa, pb, po);
    if (batchA) advance(code, pa, m * k * lanes.bytes);
    if (batchB) advance(code, pb, k * n * lanes.bytes);
    advance(code, po, m * n * lanes.bytes);
  });
}

/** Emits one product of the matrices at these pointers, which it leaves as they are. */
type EmitProduct = (a: number, b: number, out: number) => void;

function planMatmul(
  context: KernelContext,
  lanes: MatmulLanes,
  m: number,
  n: number,
  k: number,
  { transposeA, transposeB }: MatmulParams,
): EmitProduct {
  if (m === 1) return planVector(context, lanes, n, k, transposeB);
  // A column is a row of the transposed product.
  if (n === 1) {
    const emit = planVector(context, lanes, m, k, !transposeA);
    return (a, b, out) => emit(b, a, out);
  }
  const blocked = new Blocked(context, lanes, m, n, k, transposeA, transposeB);
  return (a, b, out) => blocked.emit(a, b, out);
}

/** A row times a matrix of `columns`, or of as many rows where it is transposed. */
function planVector(
  { code, subroutine }: KernelContext,
  lanes: MatmulLanes,
  columns: number,
  depth: number,
  transposed: boolean,
): EmitProduct {
  const { bytes, width, dtype } = lanes;
  if (transposed) {
    return (x, b, out) => {
      const [rows, sums] = [copyOf(code, b), copyOf(code, out)];
      eachBlock(code, columns, DOT_VECTORS * width, (count) => {
        const dot = subroutine(`dotRows ${dtype} ${depth} ${count}`, () => dotRows(lanes, depth, count));
        code.get(x).get(rows).get(sums).call(dot);
        advance(code, rows, count * depth * bytes);
        advance(code, sums, count * bytes);
      });
    };
  }
  return (x, b, out) => {
    const [elements, rows] = [copyOf(code, x), copyOf(code, b)];
    eachBlock(code, depth, ADDED_ROWS, (count, at) => {
      const add = subroutine(`addRows ${dtype} ${count} ${columns}`, () => addRows(lanes, count, columns));
      code.get(elements).get(rows).get(out).get(at).call(add);
      advance(code, elements, count * bytes);
      advance(code, rows, count * columns * bytes);
    });
  };
}

/** A product cut into blocks for the caches and tiles for the registers. */
class Blocked {
  private readonly tileRows: number;
  private readonly panel: number;
  private readonly depth: number;
  private readonly blockRows: number;
  private readonly packA: Place | undefined;
  private readonly packB: Place | undefined;

  constructor(
    private readonly context: KernelContext,
    private readonly lanes: MatmulLanes,
    private readonly m: number,
    private readonly n: number,
    private readonly k: number,
    private readonly transposeA: boolean,
    private readonly transposeB: boolean,
  ) {
    const { width, bytes, dtype } = lanes;
    // At most 8 vectors of sums: with those of b and what is under way, more would not fit into 16 registers.
    const vectors = n <= width ? 1 : m === 2 ? 3 : 2;
    this.tileRows = Math.min(m, n <= width ? 8 : 4);
    this.panel = vectors * width;
    const copiesA = transposeA && n >= 4 * this.panel;
    const across = transposeA && !copiesA;
    this.depth = evenly(k, across ? DEPTH_ACROSS : DEPTH, 4);
    const rowsBytes = across ? ROWS_BYTES_ACROSS : ROWS_BYTES;
    this.blockRows = evenly(m, Math.max(1, Math.floor(rowsBytes / (this.depth * bytes))), this.tileRows);
    if (transposeB || (m >= ROWS_TO_PACK && n > this.panel)) this.packB = context.scratch([this.depth, this.panel], dtype);
    if (copiesA) {
      const tiles = Math.ceil(this.blockRows / this.tileRows);
      this.packA = context.scratch([tiles, this.depth, this.vectorsOfTile * width], dtype);
    }
  }

  /** Vectors that hold one element of each row of a tile. */
  private get vectorsOfTile(): number {
    return Math.ceil(this.tileRows / this.lanes.width);
  }

  emit(a: number, b: number, out: number): void {
    const { lanes, m, n, k, transposeA, transposeB } = this;
    const { code } = this.context;
    const { bytes } = lanes;
    const [pieceA, pieceB] = [copyOf(code, a), copyOf(code, b)];
    eachBlock(code, k, this.depth, (depth, goOn) => {
      const [rowsA, rowsOut] = [copyOf(code, pieceA), copyOf(code, out)];
      eachBlock(code, m, this.blockRows, (rows) => {
        this.emitRows(rowsA, pieceB, rowsOut, goOn, rows, depth);
        advance(code, rowsA, rows * (transposeA ? 1 : k) * bytes);
        advance(code, rowsOut, rows * n * bytes);
      });
      advance(code, pieceA, depth * (transposeA ? m : 1) * bytes);
      advance(code, pieceB, depth * (transposeB ? 1 : n) * bytes);
    });
  }

  /** A block of rows times all columns, panel by panel. */
  private emitRows(a: number, b: number, out: number, goOn: number, rows: number, depth: number): void {
    const { lanes, n, k, transposeB } = this;
    const { code, subroutine } = this.context;
    const { bytes, width, dtype } = lanes;
    const tiles = this.packA === undefined ? a : this.emitPackA(this.packA, a, rows, depth);
    const [columnsB, columnsOut] = [copyOf(code, b), copyOf(code, out)];
    const panel = this.packB === undefined ? columnsB : pointer(code, this.packB);
    eachBlock(code, n, this.panel, (columns) => {
      if (this.packB !== undefined) {
        const [name, pack, step] = transposeB ? ['packColumns', packColumns, k] as const : ['packRows', packRows, n] as const;
        const key = `${name} ${dtype} ${depth} ${columns} ${step}`;
        code.get(columnsB).get(panel).call(subroutine(key, () => pack(lanes, depth, columns, step * bytes)));
      }
      const stepB = this.packB === undefined ? n * bytes : Math.ceil(columns / width) * 16;
      const sweep = { rows, columns, depth, stepB, tileRows: this.tileRows, outStep: n * bytes, ...this.stepsOfA(depth) };
      const key = `tileSweep ${dtype} ${Object.values(sweep).join(' ')}`;
      code.get(tiles).get(panel).get(columnsOut).get(goOn);
      code.call(subroutine(key, () => tileSweep(lanes, sweep)));
      advance(code, columnsB, columns * (transposeB ? k : 1) * bytes);
      advance(code, columnsOut, columns * bytes);
    });
  }

  private stepsOfA(depth: number): Pick<TileSweep, 'rowStep' | 'stepA' | 'tileStep'> {
    const { transposeA, tileRows, m, k } = this;
    const { bytes } = this.lanes;
    if (this.packA !== undefined) {
      const stepA = this.vectorsOfTile * 16;
      return { rowStep: bytes, stepA, tileStep: depth * stepA };
    }
    const [rowStep, stepA] = transposeA ? [bytes, m * bytes] : [k * bytes, bytes];
    return { rowStep, stepA, tileStep: tileRows * rowStep };
  }

  /** Copies a block of a transposed `a` so that the elements of a tile stand side by side; answers where. */
  private emitPackA(place: Place, a: number, rows: number, depth: number): number {
    const { lanes, m, tileRows } = this;
    const { code, subroutine } = this.context;
    const { bytes, dtype } = lanes;
    const packed = pointer(code, place);
    const [from, to] = [copyOf(code, a), copyOf(code, packed)];
    const key = `packRows ${dtype} ${depth} ${tileRows} ${m}`;
    const pack = subroutine(key, () => packRows(lanes, depth, tileRows, m * bytes));
    code.countedLoop(code.local('i32'), 0, Math.ceil(rows / tileRows), 1, () => {
      code.get(from).get(to).call(pack);
      advance(code, from, tileRows * bytes);
      advance(code, to, depth * this.vectorsOfTile * 16);
    });
    return packed;
  }
}

/** Blocks of nearly equal length, of at most `most` but for rounding up to `multiple`. */
function evenly(length: number, most: number, multiple: number): number {
  return Math.ceil(length / Math.ceil(length / most) / multiple) * multiple;
}

/** Runs `body` for blocks of `block` out of `length`, the last one shorter; `at` is a local that says where it starts. */
function eachBlock(code: Assembler, length: number, block: number, body: (count: number, at: number) => void): void {
  const at = code.local('i32');
  const whole = length - (length % block);
  if (whole > 0) code.countedLoop(at, 0, whole, block, () => body(block, at));
  if (whole === length) return;
  code.i32(whole).set(at);
  body(length - whole, at);
}

function pointer(code: Assembler, { address }: Pick<Place, 'address'>): number {
  const local = code.local('i32');
  code.address(address).set(local);
  return local;
}

function copyOf(code: Assembler, local: number): number {
  return pointer(code, { address: { pointer: local, offset: 0 } });
}

function advance(code: Assembler, local: number, bytes: number): void {
  code.get(local).i32(bytes).add().set(local);
}
