import { bytesOf } from '../../array/dtype.js';
import type { Equation } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { elementCode } from './element-code.js';
import type { KernelContext } from './kernels.js';
import { op } from './opcodes.js';

/**
 * Sorts the positions of each row by merging runs of 1, 2, 4, … of them, to and fro between the output and a
 * buffer; the first runs stand where the last merge ends in the output.
 */
export function emitArgsort({ code, read, place, scratch }: KernelContext, { ins: [x], outs: [out] }: Equation): void {
  const [rows, n] = x.shape;
  if (rows * n === 0) return;
  const passes = Math.ceil(Math.log2(n));
  const buffer = scratch([n], 'int32');
  const [keys, target, from, to, width, turn] = Array.from({ length: 6 }, () => code.local('i32'));
  code.address(read(x).address).set(keys).address(place(out).address).set(target);
  const merge = new Merge(code, x.dtype, n, keys, from, to, width);
  code.countedLoop(code.local('i32'), 0, rows, 1, () => {
    if (passes % 2 === 0) code.get(target).set(from).address(buffer.address).set(to);
    else code.address(buffer.address).set(from).get(target).set(to);
    code.countedLoop(turn, 0, n, 1, () => code.get(from).get(turn).i32(2).shl().add().get(turn).access(op.i32Store, 0));
    if (passes > 0) {
      code.i32(1).set(width);
      code.countedLoop(code.local('i32'), 0, passes, 1, () => {
        merge.runs();
        code.get(from).get(to).set(from).set(to).get(width).i32(1).shl().set(width);
      });
    }
    code.get(keys).i32(n * bytesOf[x.dtype]).add().set(keys).get(target).i32(4 * n).add().set(target);
  });
}

/** Merges neighbouring runs of a width from one list of positions into another. */
class Merge {
  private readonly left: number;
  private readonly right: number;
  private readonly leftEnd: number;
  private readonly rightEnd: number;
  private readonly next: number;

  constructor(
    private readonly code: Assembler,
    private readonly dtype: keyof typeof elementCode,
    private readonly n: number,
    /** Locals: the row's elements, the lists, and the width of the runs. */
    private readonly keys: number,
    private readonly from: number,
    private readonly to: number,
    private readonly width: number,
  ) {
    [this.left, this.right, this.leftEnd, this.rightEnd, this.next] = Array.from({ length: 5 }, () => code.local('i32'));
  }

  runs(): void {
    const { code, n, left, right, leftEnd, rightEnd, next } = this;
    code.i32(0).set(next).i32(0).set(rightEnd);
    code.whileLoop(
      () => code.get(next).i32(n).plain(op.i32LtU),
      () => {
        code.get(rightEnd).set(left);
        this.cut(left, leftEnd);
        this.cut(leftEnd, rightEnd);
        code.get(leftEnd).set(right);
        code.whileLoop(
          () => code.get(next).get(rightEnd).plain(op.i32LtU),
          () => {
            this.choose();
            code.get(next).i32(1).add().set(next);
          },
        );
      },
    );
  }

  /** `end = min(start + width, n)` */
  private cut(start: number, end: number): void {
    const { code, n, width } = this;
    code.get(start).get(width).add().tee(end).i32(n).get(end).i32(n).plain(op.i32LtU).plain(op.select).set(end);
  }

  /** Takes the next position of the right run if its element is less, or if the left run is at its end. */
  private choose(): void {
    const { code, left, right, leftEnd, rightEnd } = this;
    const take = (cursor: number): void => {
      this.slot(this.to, this.next);
      this.slot(this.from, cursor).access(op.i32Load, 0).access(op.i32Store, 0);
      code.get(cursor).i32(1).add().set(cursor);
    };
    code.get(left).get(leftEnd).plain(op.i32LtU);
    code.branch(
      () => {
        code.get(right).get(rightEnd).plain(op.i32LtU);
        code.branch(
          () => {
            this.rightIsLess();
            code.branch(() => take(right), () => take(left));
          },
          () => take(left),
        );
      },
      () => take(right),
    );
  }

  private rightIsLess(): void {
    const { code, dtype } = this;
    const { type, load, lt, nan } = elementCode[dtype];
    const [a, b] = [code.local(type), code.local(type)];
    const key = (cursor: number, into: number): void => {
      code.get(this.keys);
      this.slot(this.from, cursor).access(op.i32Load, 0).i32(bytesOf[dtype]).mul().add().access(load, 0).set(into);
    };
    key(this.right, b);
    key(this.left, a);
    code.get(b).get(a).plain(lt);
    // Any number comes before a NaN.
    if (nan !== undefined) {
      code.get(b).get(b).plain(nan.eq).get(a).get(a).plain(nan.ne).plain(op.i32And).plain(op.i32Or);
    }
  }

  private slot(list: number, index: number): Assembler {
    return this.code.get(list).get(index).i32(2).shl().add();
  }
}
