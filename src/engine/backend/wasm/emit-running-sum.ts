import { bytesOf } from '../../array/dtype.js';
import { arithmetic } from '../../ops/elementwise.js';
import type { Equation } from '../../program/program.js';
import { emitCopyBlock } from './emit-block.js';
import { emitRow } from './emit-row.js';
import type { KernelContext } from './kernels.js';

/** Running sums of (outer, n, inner) along the middle axis: each row is the one before it plus its own. */
export function emitRunningSum({ code, read, place }: KernelContext, reverse: boolean, { ins: [x], outs: [out] }: Equation): void {
  const [outer, n, inner] = x.shape;
  if (outer * n * inner === 0) return;
  const rowBytes = inner * bytesOf[x.dtype];
  const [source, target, before] = Array.from({ length: 3 }, () => code.local('i32'));
  const first = reverse ? (n - 1) * rowBytes : 0;
  const step = reverse ? -rowBytes : rowBytes;
  code.address(read(x).address).i32(first).add().set(source);
  code.address(place(out).address).i32(first).add().set(target);
  const advance = (bytes: number): void => {
    code.get(source).i32(bytes).add().set(source).get(target).i32(bytes).add().set(target);
  };
  code.countedLoop(code.local('i32'), 0, outer, 1, () => {
    emitCopyBlock(code, target, source, rowBytes);
    if (n > 1) {
      code.countedLoop(code.local('i32'), 1, n, 1, () => {
        code.get(target).set(before);
        advance(step);
        emitRow(code, (L, a, b) => arithmetic(L, x.dtype).add(a, b), x.dtype, inner, { a: before, b: source, to: target });
      });
    }
    advance(n * rowBytes - step * (n - 1));
  });
}
