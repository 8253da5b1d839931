import { bytesOf } from '../../array/dtype.js';
import { stridesOf, type Shape } from '../../array/shape.js';
import type { StridedView } from '../../program/op.js';
import type { Assembler } from './assembler.js';
import { emitCopyBlock } from './emit-block.js';
import { op } from './opcodes.js';
import type { Place } from './place.js';

/** The row-major walk over a whole array. */
export function denseView(shape: Shape): StridedView {
  return { offset: 0, strides: stridesOf(shape) };
}

/** Copies the elements of `shape` from one strided walk to another; stretches without gaps go as one block. */
export function emitCopy(code: Assembler, shape: Shape, from: Place, fromView: StridedView, to: Place, toView: StridedView): void {
  if (shape.includes(0)) return;
  const bytes = bytesOf[from.dtype];
  let axes = shape.length;
  let block = 1;
  while (axes > 0 && fromView.strides[axes - 1] === block && toView.strides[axes - 1] === block) block *= shape[--axes];

  const source = code.local('i32');
  const target = code.local('i32');
  code.address(from.address).i32(fromView.offset * bytes).add().set(source);
  code.address(to.address).i32(toView.offset * bytes).add().set(target);

  const move = (): void => {
    if (block > 1) {
      emitCopyBlock(code, target, source, block * bytes);
    } else {
      const [load, store] = elementAccess[bytes];
      code.get(target).get(source).access(load, 0).access(store, 0);
    }
  };
  const advance = (pointer: number, distance: number): void => {
    if (distance !== 0) code.get(pointer).i32(distance).add().set(pointer);
  };
  const along = (axis: number): void => {
    if (axis === axes) return move();
    const [ahead, behind] = [fromView.strides[axis] * bytes, toView.strides[axis] * bytes];
    code.countedLoop(code.local('i32'), 0, shape[axis], 1, () => {
      along(axis + 1);
      advance(source, ahead);
      advance(target, behind);
    });
    advance(source, -ahead * shape[axis]);
    advance(target, -behind * shape[axis]);
  };
  along(0);
}

const elementAccess: Readonly<Record<number, readonly [number, number]>> = {
  1: [op.i32Load8U, op.i32Store8],
  4: [op.i32Load, op.i32Store],
  8: [op.i64Load, op.i64Store],
};
