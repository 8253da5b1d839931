import { isFloat, type DType } from '../../array/dtype.js';
import { combiner, type Reducer } from '../../ops/reduce.js';
import type { Address, Assembler } from './assembler.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph, laneType } from './lane-node.js';
import { simd } from './opcodes.js';
import { LANES } from './place.js';

/** The four partial results of a reduction: one vector, or two for float64. */
export class LaneSums {
  /** The locals that hold them. */
  readonly vectors: readonly number[];

  constructor(
    private readonly code: Assembler,
    private readonly reducer: Reducer,
    private readonly dtype: DType,
  ) {
    this.vectors = Array.from({ length: this.wide ? 2 : 1 }, () => code.local('v128'));
  }

  private get wide(): boolean {
    return this.dtype === 'float64';
  }

  /** Puts one number into every lane. */
  fill(value: number): void {
    const node = new LaneGraph().constant(value, this.dtype);
    const emitter = new LaneEmitter(this.code, [], 0);
    for (const vector of this.vectors) this.code.get(emitter.compute(node)[0]).set(vector);
  }

  /** Starts with nothing: what does not change the first number that comes, to the bit. */
  clear(): void {
    this.fill(neutral(this.reducer, this.dtype));
  }

  storeFirstLane({ pointer, offset }: Address): void {
    this.code.get(pointer).get(this.vectors[0]);
    this.code.simdAccess(this.wide ? simd.v128Store64Lane : simd.v128Store32Lane, offset, 0);
  }

  /** Lane by lane; only into the first `lanes` of them. */
  combineInto(vectors: readonly number[], lanes = LANES): void {
    const combined = this.combine(this.vectors, vectors);
    this.vectors.forEach((sum, half) => this.keepFirst(sum, combined[half], lanes - (this.wide ? 2 * half : 0)));
  }

  /** The lanes 0 with 2 and 1 with 3, then those two; of lanes that were never filled, nothing. */
  fold(filled: number): void {
    const { code } = this;
    const sum = this.vectors[0];
    if (filled > 2) {
      const upper = this.wide ? this.vectors[1] : this.shuffled(sum, [2, 3, 2, 3]);
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

/** Combined with it, every number stays what it is; adding 0 would make 0 of -0. */
function neutral(reducer: Reducer, dtype: DType): number {
  switch (reducer) {
    case 'sum':
      return isFloat(dtype) ? -0 : 0;
    case 'prod':
      return 1;
    case 'max':
      return isFloat(dtype) ? -Infinity : dtype === 'uint32' ? 0 : -(2 ** 31);
    case 'min':
      return isFloat(dtype) ? Infinity : dtype === 'uint32' ? 2 ** 32 - 1 : 2 ** 31 - 1;
  }
}
