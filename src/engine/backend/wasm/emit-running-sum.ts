import { bytesOf, type DType } from '../../array/dtype.js';
import { arithmetic } from '../../ops/elementwise.js';
import type { Equation } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { elementCode } from './element-code.js';
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
  const remember = inner === 1 ? holdSum(code, x.dtype, source, target) : undefined;
  code.countedLoop(code.local('i32'), 0, outer, 1, () => {
    if (remember === undefined) emitCopyBlock(code, target, source, rowBytes);
    else remember.first();
    if (n > 1) {
      code.countedLoop(code.local('i32'), 1, n, 1, () => {
        if (remember === undefined) code.get(target).set(before);
        advance(step);
        if (remember !== undefined) remember.next();
        else emitRow(code, (L, a, b) => arithmetic(L, x.dtype).add(a, b), x.dtype, inner, { a: before, b: source, to: target });
      });
    }
    advance(n * rowBytes - step * (n - 1));
  });
}

/** The sum of a single column stays in a register: to read it back would wait for the store. */
function holdSum(code: Assembler, dtype: DType, source: number, target: number): { first(): void; next(): void } {
  const { type, load, store, add } = elementCode[dtype];
  const sum = code.local(type);
  const keep = (): void => {
    code.set(sum).get(target).get(sum).access(store, 0);
  };
  return {
    first() {
      code.get(source).access(load, 0);
      keep();
    },
    next() {
      code.get(sum).get(source).access(load, 0).plain(add);
      keep();
    },
  };
}
