import { REDUCE_LANES } from '../../ops/reduce.js';
import type { Assembler } from './assembler.js';
import { op } from './opcodes.js';
import type { Place } from './place.js';
import type { RowWalk } from './row-walk.js';
import { timesSource, type FloatCode, type SourceVector } from './scalar-code.js';

/** Where the entries of each row stand: from row to row the same number, or as the starts at `indptr` say. */
export type RowStarts = { readonly each: number } | { readonly indptr: Place };

export interface StoredMatrix {
  readonly starts: RowStarts;
  readonly indices: Place;
  /** One for each entry, or a scalar; null for 1, where only the places of entries matter. */
  readonly weights: { readonly place: Place; readonly scalar: boolean } | null;
  /** What `gather` and `outer` read. */
  readonly source: SourceVector;
}

/** Entries in one round of a loop. */
const UNROLL = 4;
const INDEX_BYTES = 4;

/** Rows whose columns are a list in memory. */
export class StoredRows implements RowWalk {
  /** Addresses of the entry at hand: of its index, its weight, and where the row's indices end. */
  private readonly index: number;
  private readonly weight: number;
  private readonly end: number;
  private readonly first: number;
  private readonly scalar: number | undefined;

  constructor(
    private readonly code: Assembler,
    private readonly F: FloatCode,
    private readonly matrix: StoredMatrix,
  ) {
    [this.index, this.weight, this.end, this.first] = [0, 0, 0, 0].map(() => code.local('i32'));
    if (matrix.weights?.scalar === true) {
      this.scalar = code.local(F.type);
      code.address(matrix.weights.place.address).access(F.load, 0).set(this.scalar);
    }
  }

  scatter(row: number, target: number, x: number | undefined): void {
    const { code, F } = this;
    this.enter(row);
    let constant = this.scalar;
    if (x !== undefined && this.scalar !== undefined) {
      constant = code.local(F.type);
      code.get(this.scalar).get(x).plain(F.mul).set(constant);
    }
    const address = code.local('i32');
    this.eachEntry((at) => {
      this.columnAddress(at, target, F.shift);
      code.tee(address).get(address).access(F.load, 0);
      if (constant !== undefined) code.get(constant);
      else {
        this.pushWeight(at);
        if (x !== undefined) code.get(x).plain(F.mul);
      }
      code.plain(F.add).access(F.store, 0);
    });
  }

  gather(row: number, source: number): number {
    const { code, F } = this;
    this.enter(row);
    const lanes = Array.from({ length: REDUCE_LANES }, () => code.local(F.type));
    // Adding to -0 keeps every number as it is.
    for (const lane of lanes) code.float(-0, F.dtype).set(lane);
    this.eachEntry((at) => {
      const lane = lanes[at];
      code.get(lane);
      if (this.scalar !== undefined) code.get(this.scalar);
      else this.pushWeight(at);
      this.timesSource(at, source);
      code.plain(F.add).set(lane);
    });
    const [a, b, c, d] = lanes;
    code.get(a).get(c).plain(F.add).get(b).get(d).plain(F.add).plain(F.add).set(a);
    return a;
  }

  outer(row: number, entries: number, x: number | undefined, source: number): void {
    const { code, F } = this;
    this.enter(row);
    // The entries to be written stand as the weights would.
    code.get(this.first).i32(F.shift).shl().get(entries).add().set(this.weight);
    this.eachEntry((at) => {
      code.get(this.weight).get(this.weight).access(F.load, at * F.bytes);
      if (x === undefined) {
        this.columnAddress(at, source, F.shift);
        code.access(F.load, 0);
      } else {
        code.get(x);
        this.timesSource(at, source);
      }
      code.plain(F.add).access(F.store, at * F.bytes);
    });
  }

  private timesSource(at: number, source: number): void {
    timesSource(this.code, this.F, this.matrix.source, (shift) => this.columnAddress(at, source, shift));
  }

  /** Puts the address of the element in the entry's column on the stack. */
  private columnAddress(at: number, vector: number, shift: number): Assembler {
    const { code } = this;
    code.get(this.index).access(op.i32Load, at * INDEX_BYTES);
    return (shift === 0 ? code : code.i32(shift).shl()).get(vector).add();
  }

  private pushWeight(at: number): void {
    this.code.get(this.weight).access(this.F.load, at * this.F.bytes);
  }

  private get moving(): boolean {
    return this.scalar === undefined;
  }

  /** Sets the addresses to the beginning of a row. */
  private enter(row: number): void {
    const { code, F, matrix } = this;
    const { starts, indices, weights } = matrix;
    if ('each' in starts) {
      code.get(row).i32(starts.each).mul().set(this.first);
      code.get(this.first).i32(2).shl().address(indices.address).add().tee(this.index);
      code.i32(starts.each * INDEX_BYTES).add().set(this.end);
    } else {
      const start = code.local('i32');
      code.get(row).i32(2).shl().address(starts.indptr.address).add().tee(start);
      code.access(op.i32Load, 0).tee(this.first).i32(2).shl().address(indices.address).add().set(this.index);
      code.get(start).access(op.i32Load, INDEX_BYTES).i32(2).shl().address(indices.address).add().set(this.end);
    }
    if (weights !== null && !weights.scalar) {
      code.get(this.first).i32(F.shift).shl().address(weights.place.address).add().set(this.weight);
    }
  }

  /** Emits `body` for the entries from the present one to the row's end; it is told how many entries ahead. */
  private eachEntry(body: (at: number) => void): void {
    const { code } = this;
    const fits = (count: number) => (): void =>
      void code.get(this.index).i32(count * INDEX_BYTES).add().get(this.end).plain(op.i32LeU);
    const advance = (): void => {
      code.get(this.index).i32(UNROLL * INDEX_BYTES).add().set(this.index);
      if (this.moving) code.get(this.weight).i32(UNROLL * this.F.bytes).add().set(this.weight);
    };
    const round = (): void => {
      for (let at = 0; at < UNROLL; at++) body(at);
      advance();
    };
    fits(UNROLL)();
    code.branch(() => code.doWhile(round, fits(UNROLL)));
    const rest = (at: number): void => {
      if (at === UNROLL - 1) return;
      fits(at + 1)();
      code.branch(() => {
        body(at);
        rest(at + 1);
      });
    };
    rest(0);
  }
}
