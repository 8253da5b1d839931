import { bytesOf } from '../../array/dtype.js';
import type { Equation } from '../../program/program.js';
import { elementCode } from './element-code.js';
import type { KernelContext } from './kernels.js';
import { op } from './opcodes.js';

/** Where each row has its extreme element: the first of equals, and the first NaN before everything else. */
export function emitArgReduce({ code, read, place }: KernelContext, which: 'max' | 'min', { ins: [x], outs: [out] }: Equation): void {
  const [rows, n] = x.shape;
  if (rows === 0) return;
  const bytes = bytesOf[x.dtype];
  const { type, load, lt, gt, nan } = elementCode[x.dtype];
  const [source, target, position, best] = Array.from({ length: 4 }, () => code.local('i32'));
  const [value, top] = [code.local(type), code.local(type)];
  code.address(read(x).address).set(source).address(place(out).address).set(target);
  const advance = (): void => {
    code.get(source).i32(bytes).add().set(source);
  };
  code.countedLoop(code.local('i32'), 0, rows, 1, () => {
    code.get(source).access(load, 0).set(top).i32(0).set(best);
    advance();
    if (n > 1) {
      code.countedLoop(position, 1, n, 1, () => {
        code.get(source).access(load, 0).tee(value).get(top).plain(which === 'max' ? gt : lt);
        if (nan !== undefined) {
          code.get(value).get(value).plain(nan.ne).get(top).get(top).plain(nan.eq).plain(op.i32And).plain(op.i32Or);
        }
        code.branch(() => code.get(value).set(top).get(position).set(best));
        advance();
      });
    }
    code.get(target).get(best).access(op.i32Store, 0).get(target).i32(4).add().set(target);
  });
}
