import { bytesOf } from '../../array/dtype.js';
import { stridesOf, type Shape } from '../../array/shape.js';
import type { Window } from '../../program/op.js';
import type { Equation } from '../../program/program.js';
import { denseView, emitCopy } from './emit-copy.js';
import type { KernelContext } from './kernels.js';
import { op } from './opcodes.js';
import { samePlace, type Place } from './place.js';

/** Copies the window that begins at the starts. */
export function emitWindowRead(context: KernelContext, window: Window, { ins: [x, ...starts], outs: [out] }: Equation): void {
  const { code, read, place } = context;
  const from = windowPlace(context, read(x), x.shape, window, starts.map(read));
  emitCopy(code, out.shape, from, denseView(x.shape), place(out), denseView(out.shape));
}

/** The array with a part in the window that begins at the starts. */
export function emitWindowUpdate(context: KernelContext, window: Window, { ins: [x, part, ...starts], outs: [out] }: Equation): void {
  const { code, read, place } = context;
  const whole = denseView(x.shape);
  const [from, to] = [read(x), place(out)];
  if (!samePlace(from, to)) emitCopy(code, x.shape, from, whole, to, whole);
  const target = windowPlace(context, to, x.shape, window, starts.map(read));
  emitCopy(code, part.shape, read(part), denseView(part.shape), target, whole);
}

/** Where a window begins, its starts brought into range. */
function windowPlace({ code }: KernelContext, x: Place, shape: Shape, window: Window, starts: readonly Place[]): Place {
  const strides = stridesOf(shape);
  const [pointer, start] = [code.local('i32'), code.local('i32')];
  code.address(x.address).set(pointer);
  window.axes.forEach((axis, i) => {
    const last = shape[axis] - window.sizes[i];
    const { pointer: at, offset } = starts[i].address;
    code.get(at).access(op.i32Load, offset).set(start);
    code.i32(0).get(start).get(start).i32(0).plain(op.i32LtS).plain(op.select).set(start);
    code.i32(last).get(start).get(start).i32(last).plain(op.i32GtS).plain(op.select);
    code.i32(strides[axis] * bytesOf[x.dtype]).mul().get(pointer).add().set(pointer);
  });
  return { address: { pointer, offset: 0 }, dtype: x.dtype };
}
