import { bytesOf, type DType } from '../../array/dtype.js';
import type { Assembler } from './assembler.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { simd } from './opcodes.js';
import { LANES } from './place.js';

/** One operation on elements of a dtype, as nodes. */
export type RowOperation = (graph: LaneGraph, a: LaneNode, b: LaneNode) => LaneNode;

/** Above this many vectors a row is a loop of its own. */
const UNROLLED = 4;

/**
 * `to[k] = operation(a[k], b[k])` for the `width` elements of a row, at the addresses in three locals. Nothing past
 * the row is written.
 */
export function emitRow(
  code: Assembler,
  operation: RowOperation,
  dtype: DType,
  width: number,
  { a, b, to }: { a: number; b: number; to: number },
): void {
  const bytes = bytesOf[dtype];
  const vectors = Math.floor(width / LANES);
  const vector = (pointers: { a: number; b: number; to: number }, offset: number): void => {
    const at = (pointer: number) => ({ address: { pointer, offset }, dtype });
    const { emitter, node } = compute(code, operation, dtype, 'load', at(pointers.a), at(pointers.b));
    emitter.store(node, at(pointers.to));
  };
  if (vectors <= UNROLLED) {
    for (let i = 0; i < vectors; i++) vector({ a, b, to }, i * LANES * bytes);
  } else {
    const moving = { a: code.local('i32'), b: code.local('i32'), to: code.local('i32') };
    code.get(a).set(moving.a).get(b).set(moving.b).get(to).set(moving.to);
    code.countedLoop(code.local('i32'), 0, vectors, 1, () => {
      vector(moving, 0);
      for (const pointer of Object.values(moving)) code.get(pointer).i32(LANES * bytes).add().set(pointer);
    });
  }
  for (let k = vectors * LANES; k < width; k++) {
    const at = (pointer: number) => ({ address: { pointer, offset: k * bytes }, dtype });
    const { emitter, node } = compute(code, operation, dtype, 'splat', at(a), at(b));
    code.get(to).get(emitter.compute(node)[0]);
    code.simdAccess(bytes === 8 ? simd.v128Store64Lane : simd.v128Store32Lane, k * bytes, 0);
  }
}

type Source = ConstructorParameters<typeof LaneEmitter>[1][number];

function compute(code: Assembler, operation: RowOperation, dtype: DType, kind: 'load' | 'splat', a: Source, b: Source) {
  const graph = new LaneGraph();
  const emitter = new LaneEmitter(code, [a, b], 0);
  const [x, y] = [0, 1].map((input) => graph.node(kind, laneType(dtype), [], input));
  const node = operation(graph, x, y);
  emitter.compute(node);
  return { emitter, node };
}
