import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import type { UpdateParams } from '../../ops/sparse/update.js';
import type { Equation } from '../../program/program.js';
import { emitCompact } from './emit-events.js';
import { advance, emitStart, pointerTo, repeated } from './emit-sparse-parts.js';
import type { KernelContext } from './kernels.js';
import { op, simd } from './opcodes.js';
import { floatCode } from './scalar-code.js';

const INDEX_BYTES = 4;

/** One weight is one lane: the bounds of scalars take several instructions each. */
const lane = {
  float32: {
    load: simd.v128Load32Zero,
    repeat: simd.v128Load32Splat,
    add: simd.f32x4Add,
    max: simd.f32x4Pmax,
    min: simd.f32x4Pmin,
    store: simd.v128Store32Lane,
  },
  float64: {
    load: simd.v128Load64Zero,
    repeat: simd.v128Load64Splat,
    add: simd.f64x2Add,
    max: simd.f64x2Pmax,
    min: simd.f64x2Pmin,
    store: simd.v128Store64Lane,
  },
} as const;

/** The kernel of `rowUpdate`: the events are listed, and the entries of their rows moved one by one. */
export function emitRowUpdate(context: KernelContext, e: Equation, { rows, columns, listed }: UpdateParams): void {
  const { code } = context;
  const [weights, events, values, low, high, index, starts, positions] = e.ins;
  const F = floatCode(e.outs[0].dtype);
  const target = context.place(e.outs[0]);
  emitStart(context, weights, target, weights.shape);
  const [entries] = index.shape;
  const batches = sizeOf(weights.shape.slice(0, -1));
  if (batches === 0 || rows === 0 || columns === 0 || entries === 0) return;

  const L = lane[F.dtype];
  const [atLeast, atMost] = [low, high].map((bound) => {
    const local = code.local('v128');
    code.address(context.read(bound).address).simdAccess(L.repeat, 0).set(local);
    return local;
  });
  const out = pointerTo(code, target);
  const event = pointerTo(code, context.read(events));
  const value = pointerTo(code, context.read(values));
  const list = pointerTo(code, context.scratch([rows], 'int32'));
  const first = pointerTo(code, context.read(index));
  const rowStarts = pointerTo(code, context.read(starts));
  const places = listed ? pointerTo(code, context.read(positions)) : first;
  const [at, row, entry, end, weight] = Array.from({ length: 5 }, () => code.local('i32'));

  const steps: [number, number][] = [[event, rows * bytesOf[events.dtype]], [value, columns * F.bytes], [out, entries * F.bytes]];
  repeated(code, batches, steps, () => {
    const last = emitCompact(code, events.dtype, event, rows, list);
    code.get(list).set(at);
    code.whileLoop(
      () => code.get(at).get(last).plain(op.i32LtU),
      () => {
        // The row's entries, as offsets into the lists of the index.
        code.get(at).access(op.i32Load, 0).i32(2).shl().get(rowStarts).add().tee(row);
        code.access(op.i32Load, 0).i32(2).shl().set(entry);
        code.get(row).access(op.i32Load, INDEX_BYTES).i32(2).shl().set(end);
        code.whileLoop(
          () => code.get(entry).get(end).plain(op.i32LtU),
          () => {
            if (listed) code.get(places).get(entry).add().access(op.i32Load, 0).i32(F.shift).shl();
            else code.get(entry).i32(F.shift - 2).shl();
            code.get(out).add().tee(weight).get(weight).simdAccess(L.load, 0);
            code.get(first).get(entry).add().access(op.i32Load, 0).i32(F.shift).shl().get(value).add().simdAccess(L.load, 0);
            code.simd(L.add).get(atLeast).simd(L.max).get(atMost).simd(L.min).simdAccess(L.store, 0, 0);
            advance(code, entry, INDEX_BYTES);
          },
        );
        advance(code, at, INDEX_BYTES);
      },
    );
  });
}
