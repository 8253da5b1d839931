import { bytesOf, type DType } from '../../array/dtype.js';
import type { Assembler } from './assembler.js';
import { LaneEmitter, type LaneSource } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { simd } from './opcodes.js';
import { LANES, type Place } from './place.js';
import type { RowWalk } from './row-walk.js';
import type { FloatCode, SourceVector } from './scalar-code.js';

export interface DenseMatrix {
  readonly columns: number;
  /** Null where only the places of entries matter. */
  readonly weights: Place | null;
  /** What `gather` and `outer` read. */
  readonly source: SourceVector;
}

/** Rows without gaps, for events: whole vectors at a time. */
export class DenseRows implements RowWalk {
  constructor(
    private readonly code: Assembler,
    private readonly F: FloatCode,
    private readonly matrix: DenseMatrix,
  ) {}

  scatter(row: number, target: number): void {
    this.addInto(target, (loop) => loop.load(this.rowAddress(row), this.F.dtype));
  }

  outer(row: number, entries: number, x: number | undefined, source: number): void {
    const { dtype, events } = this.matrix.source;
    const target = this.code.local('i32');
    this.code.get(row).i32(this.rowBytes).mul().get(entries).add().set(target);
    this.addInto(target, (loop) => {
      const y = loop.load(source, dtype);
      if (x === undefined) return y;
      return events ? loop.whereEvent(y, dtype, loop.repeat(x)) : loop.lanes.mul(loop.repeat(x), y);
    });
  }

  gather(row: number, source: number): number {
    const { code, F, matrix } = this;
    const loop = new VectorLoop(code, F);
    const sums = Array.from({ length: loop.vectors }, () => code.local('v128'));
    const weight = loop.load(this.rowAddress(row), F.dtype);
    const y = loop.load(source, matrix.source.dtype);
    const sum = loop.given(sums);
    const term = loop.whereEvent(y, matrix.source.dtype, weight);
    // Adding to -0 keeps every number as it is.
    for (const local of sums) repeat(code, F, () => code.float(-0, F.dtype)).set(local);
    loop.run(matrix.columns, loop.lanes.add(sum, term), (result, rest) => {
      sums.forEach((local, half) => {
        keepFirst(code, result[half], local, rest, half, loop.vectors);
        code.set(local);
      });
    });
    return this.fold(sums);
  }

  /** The lanes 0 with 2 and 1 with 3, then those two. */
  private fold(sums: readonly number[]): number {
    const { code, F } = this;
    const result = code.local(F.type);
    const lane = (at: number): void => {
      if (F.dtype === 'float32') code.get(sums[0]).simd(simd.f32x4ExtractLane, at);
      else code.get(sums[at >> 1]).simd(simd.f64x2ExtractLane, at % 2);
    };
    for (const pair of [0, 1]) {
      lane(pair);
      lane(pair + 2);
      code.plain(F.add);
    }
    code.plain(F.add).set(result);
    return result;
  }

  /** Adds a term to each element of the vector at `target`. */
  private addInto(target: number, term: (loop: VectorLoop) => LaneNode): void {
    const { code, F } = this;
    const loop = new VectorLoop(code, F);
    const old = loop.load(target, F.dtype);
    const sum = loop.lanes.add(old, term(loop));
    loop.run(this.matrix.columns, sum, (result, rest) => {
      result.forEach((local, half) => {
        code.get(loop.pointer(target, F.dtype));
        keepFirst(code, local, loop.vector(old, half), rest, half, loop.vectors);
        code.simdAccess(simd.v128Store, 16 * half);
      });
    });
  }

  private get rowBytes(): number {
    return this.matrix.columns * this.F.bytes;
  }

  private rowAddress(row: number): number {
    const address = this.code.local('i32');
    this.code.get(row).i32(this.rowBytes).mul().address(this.matrix.weights!.address).add().set(address);
    return address;
  }
}

/** Puts `fresh` on the stack, with the lanes from `rest` on taken from `old`; all lanes are fresh without `rest`. */
function keepFirst(
  code: Assembler,
  fresh: number,
  old: number,
  rest: number | undefined,
  half: number,
  vectors: number,
): void {
  const inVector = LANES / vectors;
  const keep = rest === undefined ? inVector : Math.min(Math.max(rest - half * inVector, 0), inVector);
  if (keep === inVector) {
    code.get(fresh);
    return;
  }
  const mask = new Uint8Array(16).fill(0xff, 0, (keep * 16) / inVector);
  code.get(fresh).get(old).constant(mask).simd(simd.v128Bitselect);
}

function repeat(code: Assembler, F: FloatCode, push: () => void): Assembler {
  push();
  return code.simd(F.dtype === 'float32' ? simd.f32x4Splat : simd.f64x2Splat);
}

/** One loop over vectors that stand side by side, four elements a round. */
class VectorLoop {
  private readonly graph = new LaneGraph();
  private readonly sources: LaneSource[] = [];
  private readonly givens: [LaneNode, number[]][] = [];
  private readonly pointers = new Map<string, { local: number; start: number; bytes: number }>();
  private emitter!: LaneEmitter;

  constructor(
    private readonly code: Assembler,
    private readonly F: FloatCode,
  ) {}

  get lanes() {
    return this.graph.float(this.F.dtype);
  }

  /** Vectors that four floats fill. */
  get vectors(): number {
    return this.F.dtype === 'float32' ? 1 : 2;
  }

  /** The address, moving with the loop, in an array that starts at the address in `start`. */
  pointer(start: number, dtype: DType): number {
    const bytes = bytesOf[dtype];
    const key = `${start}:${bytes}`;
    let pointer = this.pointers.get(key);
    if (pointer === undefined) {
      pointer = { local: this.code.local('i32'), start, bytes };
      this.pointers.set(key, pointer);
    }
    return pointer.local;
  }

  load(start: number, dtype: DType): LaneNode {
    this.sources.push({ address: { pointer: this.pointer(start, dtype), offset: 0 }, dtype });
    return this.graph.node('load', laneType(dtype), [], this.sources.length - 1);
  }

  /** A value that something else keeps in these vectors. */
  given(vectors: number[]): LaneNode {
    const node = this.graph.node('given', laneType(this.F.dtype), [], this.givens.length);
    this.givens.push([node, vectors]);
    return node;
  }

  /** A float in every lane. */
  repeat(x: number): LaneNode {
    const local = this.code.local('v128');
    repeat(this.code, this.F, () => this.code.get(x)).set(local);
    return this.given(Array.from({ length: this.vectors }, () => local));
  }

  /** `value` where the element is an event, elsewhere -0, which adds nothing. */
  whereEvent(element: LaneNode, dtype: DType, value: LaneNode): LaneNode {
    return this.graph.select(this.graph.cast(element, dtype, 'bool'), value, this.lanes.constant(-0), this.F.dtype);
  }

  /** The vector of a loaded or computed value in this round. */
  vector(node: LaneNode, half: number): number {
    return this.emitter.compute(node)[half];
  }

  /** Emits the rounds; `use` gets the root's vectors and, for a last round that is not full, how many lanes count. */
  run(count: number, root: LaneNode, use: (result: readonly number[], rest: number | undefined) => void): void {
    const { code } = this;
    for (const { local, start } of this.pointers.values()) code.get(start).set(local);
    const whole = count - (count % LANES);
    const counter = code.local('i32');
    const round = (rest: number | undefined): void => {
      this.emitter = new LaneEmitter(code, this.sources, counter);
      for (const [node, vectors] of this.givens) this.emitter.assign(node, vectors);
      use(this.emitter.compute(root), rest);
    };
    if (whole > 0) {
      code.countedLoop(counter, 0, whole, LANES, () => {
        round(undefined);
        for (const { local, bytes } of this.pointers.values()) code.get(local).i32(LANES * bytes).add().set(local);
      });
    }
    if (count > whole) round(count - whole);
  }
}
