import { Assembler } from './assembler.js';
import type { MatmulLanes } from './matmul-lanes.js';

/** How a kernel walks over its operands; steps are in bytes. */
export interface TileSweep {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Rows of a full tile, and what lies between one tile of `a` and the next. */
  readonly tileRows: number;
  readonly tileStep: number;
  /** Of `a`: to the next row within a tile, to the next element of the sum. */
  readonly rowStep: number;
  readonly stepA: number;
  /** Of `b`: to the next element of the sum. Its columns stand side by side. */
  readonly stepB: number;
  /** To the next row of the result. */
  readonly outStep: number;
}

/** The parameters: pointers, and whether sums go on (not 0) or start. */
const [A, B, OUT, GO_ON] = [0, 1, 2, 3];

/**
 * A function `(a, b, out, goOn)` that multiplies the rows of `a` by a few columns of `b`: tile after tile of the result is
 * kept in registers while it runs along the sum.
 */
export function tileSweep(lanes: MatmulLanes, sweep: TileSweep): Assembler {
  const code = new Assembler(['i32', 'i32', 'i32', 'i32']);
  const { rows, tileRows, tileStep, outStep } = sweep;
  const full = Math.floor(rows / tileRows);
  const tile = new Tile(code, lanes, sweep);
  if (full > 0) {
    code.countedLoop(code.local('i32'), 0, full, 1, () => {
      tile.emit(tileRows);
      code.get(A).i32(tileStep).add().set(A);
      code.get(OUT).i32(tileRows * outStep).add().set(OUT);
    });
  }
  if (rows % tileRows > 0) tile.emit(rows % tileRows);
  return code;
}

class Tile {
  private readonly a: number;
  private readonly b: number;
  private readonly counter: number;
  private readonly scalar: number;
  private readonly vectors: number[];
  private readonly sums: number[][];

  constructor(
    private readonly code: Assembler,
    private readonly lanes: MatmulLanes,
    private readonly sweep: TileSweep,
  ) {
    const vector = (): number => code.local('v128');
    this.a = code.local('i32');
    this.b = code.local('i32');
    this.counter = code.local('i32');
    this.scalar = vector();
    this.vectors = Array.from({ length: Math.ceil(sweep.columns / lanes.width) }, vector);
    this.sums = Array.from({ length: Math.min(sweep.rows, sweep.tileRows) }, () => this.vectors.map(vector));
  }

  emit(rows: number): void {
    const { code, lanes, sweep } = this;
    const sums = this.sums.slice(0, rows);
    this.each(sums, (sum) => lanes.zero(code, sum));
    code.get(GO_ON).branch(() => this.each(sums, (sum, at) => lanes.load(code, OUT, at, sum)));
    code.get(A).set(this.a).get(B).set(this.b);
    // One element of the sum in a round: of more, V8 of Node 20 makes all loads first, and spills.
    code.countedLoop(this.counter, 0, sweep.depth, 1, () => {
      this.addProducts(sums);
      code.get(this.a).i32(sweep.stepA).add().set(this.a);
      code.get(this.b).i32(sweep.stepB).add().set(this.b);
    });
    this.each(sums, (sum, at, used) => lanes.store(code, OUT, at, sum, used));
  }

  /** The next product of every element. */
  private addProducts(sums: readonly number[][]): void {
    const { code, lanes, sweep } = this;
    this.vectors.forEach((vector, v) => lanes.load(code, this.b, 16 * v, vector));
    sums.forEach((row, r) => {
      lanes.splat(code, this.a, r * sweep.rowStep, this.scalar);
      row.forEach((sum, v) => lanes.addProduct(code, sum, this.scalar, this.vectors[v]));
    });
  }

  /** Every vector of sums, with its distance in the result and how many of its lanes are used. */
  private each(sums: readonly number[][], visit: (sum: number, at: number, used: number) => void): void {
    const { width } = this.lanes;
    sums.forEach((row, r) =>
      row.forEach((sum, v) => visit(sum, r * this.sweep.outStep + 16 * v, this.sweep.columns - v * width)),
    );
  }
}
