import { bytesOf } from '../../array/dtype.js';
import { scatterCombiner, type ScatterMode } from '../../ops/scatter.js';
import type { Shape } from '../../array/shape.js';
import type { Equation } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { emitCopyBlock, emitZeroBlock } from './emit-block.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitRow } from './emit-row.js';
import type { KernelContext } from './kernels.js';
import { op } from './opcodes.js';
import { samePlace, type Place } from './place.js';

/** Rows of (b, n, w) at positions (b or 1, m), one after the other; zeros where a position is out of range. */
export function emitGather({ code, read, place }: KernelContext, { ins: [x, at], outs: [out] }: Equation): void {
  const walk = new PositionWalk(code, x.shape, at.shape, bytesOf[x.dtype], read(x), read(at), place(out));
  walk.each((row, listed) => {
    code.branch(
      () => emitCopyBlock(code, listed, row, walk.rowBytes),
      () => emitZeroBlock(code, listed, walk.rowBytes),
    );
  });
}

/** Rows (b, m, w) brought to positions of (b, n, w), in the order of the positions. */
export function emitScatter({ code, read, place }: KernelContext, mode: ScatterMode, { ins: [x, at, u], outs: [out] }: Equation): void {
  const [from, to] = [read(x), place(out)];
  if (!samePlace(from, to)) emitCopy(code, x.shape, from, denseView(x.shape), to, denseView(x.shape));
  const walk = new PositionWalk(code, x.shape, at.shape, bytesOf[x.dtype], to, read(at), read(u));
  walk.each((row, listed) => {
    code.branch(() => {
      if (mode === 'set') emitCopyBlock(code, row, listed, walk.rowBytes);
      else {
        const pointers = { a: row, b: listed, to: row };
        emitRow(code, (L, a, b) => scatterCombiner(L, x.dtype, mode)(a, b), x.dtype, x.shape[2], pointers);
      }
    });
  });
}

/** Walks along positions and the rows that belong to them, and finds the rows of the array that they mean. */
class PositionWalk {
  readonly rowBytes: number;

  constructor(
    private readonly code: Assembler,
    private readonly array: Shape,
    private readonly positions: Shape,
    elementBytes: number,
    private readonly rows: Place,
    private readonly at: Place,
    private readonly listed: Place,
  ) {
    this.rowBytes = array[2] * elementBytes;
  }

  /**
   * `visit` finds on the stack whether the position is in range; `row` is then the address of what it means, and
   * `listed` is the address of the row that belongs to the position.
   */
  each(visit: (row: number, listed: number) => void): void {
    const { code, rowBytes } = this;
    const [b, n] = this.array;
    const [own, m] = this.positions;
    if (b * m * rowBytes === 0) return;
    const [block, row, listed, cursor, position] = Array.from({ length: 5 }, () => code.local('i32'));
    code.address(this.rows.address).set(block).address(this.at.address).set(cursor).address(this.listed.address).set(listed);
    code.countedLoop(code.local('i32'), 0, b, 1, () => {
      code.countedLoop(code.local('i32'), 0, m, 1, () => {
        code.get(cursor).access(op.i32Load, 0).tee(position).i32(rowBytes).mul().get(block).add().set(row);
        // As unsigned numbers, negative positions are beyond the end.
        code.get(position).i32(n).plain(op.i32LtU);
        visit(row, listed);
        code.get(cursor).i32(4).add().set(cursor).get(listed).i32(rowBytes).add().set(listed);
      });
      code.get(block).i32(n * rowBytes).add().set(block);
      if (own === 1) code.get(cursor).i32(4 * m).sub().set(cursor);
    });
  }
}
