import { bytesOf } from '../../array/dtype.js';
import { ofNothing, REDUCE_LANES, type Reducer } from '../../ops/reduce.js';
import type { Assembler } from './assembler.js';
import { LaneSums } from './lane-sums.js';
import { simd } from './opcodes.js';
import { LANES, type Place } from './place.js';

/** Reduces each of `rows` rows of `n` elements to one, in the order that the op defines. */
export function emitReduce(code: Assembler, reducer: Reducer, rows: number, n: number, from: Place, to: Place): void {
  if (rows === 0) return;
  const { dtype } = from;
  const bytes = bytesOf[dtype];
  const source = code.local('i32');
  const target = code.local('i32');
  code.address(from.address).set(source);
  code.address(to.address).set(target);
  const sums = new LaneSums(code, reducer, dtype);
  code.countedLoop(code.local('i32'), 0, rows, 1, () => {
    if (n === 0) sums.fill(ofNothing(reducer));
    else reduceRow(code, sums, source, n, bytes);
    sums.storeFirstLane({ pointer: target, offset: 0 });
    code.get(source).i32(n * bytes).add().set(source);
    code.get(target).i32(bytes).add().set(target);
  });
}

function reduceRow(code: Assembler, sums: LaneSums, source: number, n: number, bytes: number): void {
  const cursor = code.local('i32');
  const load = (): number[] =>
    sums.vectors.map((_, half) => {
      const local = code.local('v128');
      code.get(cursor).simdAccess(simd.v128Load, 16 * half).set(local);
      return local;
    });
  const advance = (): void => void code.get(cursor).i32(LANES * bytes).add().set(cursor);
  code.get(source).set(cursor);
  load().forEach((v, i) => code.get(v).set(sums.vectors[i]));
  const vectors = Math.floor(n / LANES);
  if (vectors > 1) {
    code.countedLoop(code.local('i32'), 1, vectors, 1, () => {
      advance();
      sums.combineInto(load());
    });
  }
  const rest = n % LANES;
  if (vectors > 0 && rest > 0) {
    advance();
    sums.combineInto(load(), rest);
  }
  sums.fold(Math.min(n, REDUCE_LANES));
}
