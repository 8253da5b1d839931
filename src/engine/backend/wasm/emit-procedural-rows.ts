import { REDUCE_LANES } from '../../ops/reduce.js';
import { entryLanes, weightLanes, type ProceduralParams } from '../../ops/sparse/procedural.js';
import type { Assembler } from './assembler.js';
import { LaneEmitter, type LaneSource } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { op, simd } from './opcodes.js';
import { LANES, type Place } from './place.js';
import type { RowWalk } from './row-walk.js';
import { timesSource, type FloatCode, type SourceVector } from './scalar-code.js';

export interface ProceduralMatrix {
  readonly key: Place;
  readonly weights: Place;
  /** What `gather` reads. */
  readonly source: SourceVector;
  readonly params: ProceduralParams;
}

/** Rows that are drawn when they are needed, four entries at a time. A kernel may walk them at one place in its code. */
export class ProceduralRows implements RowWalk {
  private readonly emitter: LaneEmitter;
  private readonly gap: LaneNode;
  /** Undefined where every entry weighs the same. */
  private readonly weight: LaneNode | undefined;
  private readonly rowVector: number;
  private readonly counter: number;
  private readonly column: number;
  private readonly scalar: number;

  constructor(
    private readonly code: Assembler,
    private readonly F: FloatCode,
    private readonly matrix: ProceduralMatrix,
  ) {
    const { key, weights, params } = matrix;
    const graph = new LaneGraph();
    const sources: LaneSource[] = [at(key, 0), at(key, 4), at(weights, 0), at(weights, F.bytes)];
    const splat = (source: number): LaneNode => graph.node('splat', laneType(sources[source].dtype), [], source);
    const row = graph.node('given', 'i32', [], 0);
    const k = graph.node('given', 'i32', [], 1);
    const { gap, random } = entryLanes(graph, [splat(0), splat(1)], row, k, params);
    this.gap = gap;
    this.weight = random === undefined ? undefined : weightLanes(graph, F.dtype, splat(2), splat(3), random);

    this.rowVector = code.local('v128');
    this.counter = code.local('v128');
    this.column = code.local('i32');
    this.scalar = code.local(F.type);
    code.address(weights.address).access(F.load, 0).set(this.scalar);
    this.emitter = new LaneEmitter(code, sources, 0);
    this.emitter.assign(row, [this.rowVector]);
    this.emitter.assign(k, [this.counter]);
    this.emitter.prepare(this.weight === undefined ? [gap] : [gap, this.weight]);
  }

  scatter(row: number, target: number, x: number | undefined): void {
    const { code, F } = this;
    const address = code.local('i32');
    this.eachEntry(row, (lane) => {
      this.columnAddress(target, F.shift).tee(address).get(address).access(F.load, 0);
      this.pushWeight(lane);
      if (x !== undefined) code.get(x).plain(F.mul);
      code.plain(F.add).access(F.store, 0);
    });
  }

  gather(row: number, source: number): number {
    const { code, F } = this;
    const sums = Array.from({ length: REDUCE_LANES }, () => code.local(F.type));
    // Adding to -0 keeps every number as it is.
    for (const sum of sums) code.float(-0, F.dtype).set(sum);
    this.eachEntry(row, (lane) => {
      code.get(sums[lane]);
      this.pushWeight(lane);
      timesSource(code, F, this.matrix.source, (shift) => this.columnAddress(source, shift));
      code.plain(F.add).set(sums[lane]);
    });
    const [a, b, c, d] = sums;
    code.get(a).get(c).plain(F.add).get(b).get(d).plain(F.add).plain(F.add).set(a);
    return a;
  }

  outer(): void {
    throw new Error('internal: procedural weights are not stored, so nothing is written to them');
  }

  private columnAddress(vector: number, shift: number): Assembler {
    this.code.get(this.column);
    return (shift === 0 ? this.code : this.code.i32(shift).shl()).get(vector).add();
  }

  private pushWeight(lane: number): void {
    const { code, F } = this;
    if (this.weight === undefined) {
      code.get(this.scalar);
      return;
    }
    const vectors = this.emitter.compute(this.weight);
    if (F.dtype === 'float32') code.get(vectors[0]).simd(simd.f32x4ExtractLane, lane);
    else code.get(vectors[lane >> 1]).simd(simd.f64x2ExtractLane, lane % 2);
  }

  /** Emits `body` for each entry of the row, with its column in `column`; it is told the lane that drew it. */
  private eachEntry(row: number, body: (lane: number) => void): void {
    const { code } = this;
    const inside = (): void => void code.get(this.column).i32(this.matrix.params.columns).plain(op.i32LtS);
    code.get(row).simd(simd.i32x4Splat).set(this.rowVector);
    code.constant(new Uint8Array(Int32Array.of(0, 1, 2, 3).buffer)).set(this.counter);
    code.i32(-1).set(this.column);
    const entry = (lane: number, gaps: number): void => {
      code.get(this.column).get(gaps).simd(simd.i32x4ExtractLane, lane).add().set(this.column);
      inside();
      code.branch(() => {
        body(lane);
        if (lane + 1 < LANES) entry(lane + 1, gaps);
      });
    };
    code.doWhile(() => {
      const [gaps] = this.emitter.compute(this.gap);
      if (this.weight !== undefined) this.emitter.compute(this.weight);
      entry(0, gaps);
      code.get(this.counter).i32(LANES).simd(simd.i32x4Splat).simd(simd.i32x4Add).set(this.counter);
    }, inside);
  }
}

function at({ address, dtype }: Place, bytes: number): LaneSource {
  return { address: { pointer: address.pointer, offset: address.offset + bytes }, dtype };
}
