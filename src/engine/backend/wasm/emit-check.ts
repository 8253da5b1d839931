import type { Assembler } from './assembler.js';
import { op } from './opcodes.js';
import type { Place } from './place.js';

/**
 * Leaves the check's number and the position of the first true element, unless another check has failed before, and then
 * does what `keep` emits.
 */
export function emitCheck(code: Assembler, wrong: Place, count: number, number: number, status: Place, keep: () => void): void {
  if (count === 0) return;
  const at = code.local('i32');
  const { pointer, offset } = wrong.address;
  code.get(status.address.pointer).access(op.i32Load, status.address.offset).plain(op.i32Eqz).branch(() => {
    code.countedLoop(at, 0, count, 1, () => {
      code.get(pointer).get(at).add().access(op.i32Load8U, offset).branch(() => {
        code.get(status.address.pointer).access(op.i32Load, status.address.offset).plain(op.i32Eqz).branch(() => {
          code.get(status.address.pointer).i32(number).access(op.i32Store, status.address.offset);
          code.get(status.address.pointer).get(at).access(op.i32Store, status.address.offset + 4);
          keep();
        });
      });
    });
  });
}
