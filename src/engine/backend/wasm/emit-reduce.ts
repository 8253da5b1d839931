import { bytesOf, type DType } from '../../array/dtype.js';
import { combiner, ofNothing, REDUCE_LANES, type Reducer } from '../../ops/reduce.js';
import type { Assembler } from './assembler.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph, laneType } from './lane-node.js';
import { simd } from './opcodes.js';
import { LANES, type Place } from './place.js';

/** Reduces each of `rows` rows of `n` elements to one, in the order that the op defines. */
export function emitReduce(code: Assembler, reducer: Reducer, rows: number, n: number, from: Place, to: Place): void {
  if (rows === 0) return;
  const { dtype } = from;
  const bytes = bytesOf[dtype];
  const source = code.local('i32');
  const target = code.local('i32');
  code.address(from.address).set(source);
  code.address(to.address).set(target);
  const row = new RowReduction(code, reducer, dtype, source);
  code.countedLoop(code.local('i32'), 0, rows, 1, () => {
    row.reduce(n);
    row.storeFirstLane(target);
    code.get(source).i32(n * bytes).add().set(source);
    code.get(target).i32(bytes).add().set(target);
  });
}

/** Four partial results of one row: one vector, or two for float64. */
class RowReduction {
  private readonly sums: number[];

  constructor(
    private readonly code: Assembler,
    private readonly reducer: Reducer,
    private readonly dtype: DType,
    private readonly source: number,
  ) {
    this.sums = Array.from({ length: this.wide ? 2 : 1 }, () => code.local('v128'));
  }

  private get wide(): boolean {
    return this.dtype === 'float64';
  }

  reduce(n: number): void {
    const { code } = this;
    if (n === 0) {
      const nothing = new LaneGraph().constant(ofNothing(this.reducer), this.dtype);
      const emitter = new LaneEmitter(code, [], 0);
      for (const sum of this.sums) code.get(emitter.compute(nothing)[0]).set(sum);
      return;
    }
    const bytes = bytesOf[this.dtype];
    const cursor = code.local('i32');
    code.get(this.source).set(cursor);
    this.load(cursor).forEach((v, i) => code.get(v).set(this.sums[i]));
    const vectors = Math.floor(n / LANES);
    if (vectors > 1) {
      code.countedLoop(code.local('i32'), 1, vectors, 1, () => {
        code.get(cursor).i32(LANES * bytes).add().set(cursor);
        this.combineInto(this.load(cursor));
      });
    }
    const rest = n % LANES;
    if (vectors > 0 && rest > 0) {
      code.get(cursor).i32(LANES * bytes).add().set(cursor);
      this.combineInto(this.load(cursor), rest);
    }
    this.fold(Math.min(n, REDUCE_LANES));
  }

  storeFirstLane(target: number): void {
    this.code.get(target).get(this.sums[0]);
    this.code.simdAccess(this.wide ? simd.v128Store64Lane : simd.v128Store32Lane, 0, 0);
  }

  private load(cursor: number): number[] {
    return this.sums.map((_, half) => {
      const local = this.code.local('v128');
      this.code.get(cursor).simdAccess(simd.v128Load, 16 * half).set(local);
      return local;
    });
  }

  /** Lane by lane; only into the first `lanes` of them. */
  private combineInto(vectors: readonly number[], lanes = LANES): void {
    const combined = this.combine(this.sums, vectors);
    this.sums.forEach((sum, half) => this.keepFirst(sum, combined[half], lanes - (this.wide ? 2 * half : 0)));
  }

  /** The lanes 0 with 2 and 1 with 3, then those two; of lanes that were never filled, nothing. */
  private fold(filled: number): void {
    const { code } = this;
    const sum = this.sums[0];
    if (filled > 2) {
      const upper = this.wide ? this.sums[1] : this.shuffled(sum, [2, 3, 2, 3]);
      this.keepFirst(sum, this.combine([sum, sum], [upper, upper])[0], filled - 2);
    }
    if (filled > 1) {
      const odd = this.shuffled(sum, this.wide ? [2, 3, 2, 3] : [1, 1, 1, 1]);
      code.get(this.combine([sum, sum], [odd, odd])[0]).set(sum);
    }
  }

  private shuffled(vector: number, words: readonly [number, number, number, number]): number {
    const local = this.code.local('v128');
    this.code.get(vector).get(vector).shuffleWords(words).set(local);
    return local;
  }

  /** Overwrites the first lanes of a vector. */
  private keepFirst(vector: number, by: number, lanes: number): void {
    const { code } = this;
    const inVector = this.wide ? 2 : 4;
    if (lanes <= 0) return;
    if (lanes >= inVector) {
      code.get(by).set(vector);
      return;
    }
    const mask = new Uint8Array(16).fill(0xff, 0, (lanes * 16) / inVector);
    code.get(by).get(vector).constant(mask).simd(simd.v128Bitselect).set(vector);
  }

  private combine(a: readonly number[], b: readonly number[]): readonly number[] {
    const graph = new LaneGraph();
    const type = laneType(this.dtype);
    const [x, y] = [graph.node('given', type, [], 0), graph.node('given', type, [], 1)];
    const emitter = new LaneEmitter(this.code, [], 0);
    emitter.assign(x, [...a]);
    emitter.assign(y, [...b]);
    return emitter.compute(combiner(graph, this.dtype, this.reducer)(x, y));
  }
}
