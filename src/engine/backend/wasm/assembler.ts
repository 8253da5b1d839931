import type { FloatDType } from '../../array/dtype.js';
import { Bytes } from './bytes.js';
import { bulk, emptyBlock, op, simd, valueType, type SimdOp } from './opcodes.js';

export type ValueType = keyof typeof valueType;

/** An address: the value of a local and a constant distance from it. */
export interface Address {
  readonly pointer: number;
  readonly offset: number;
}

/** The body of one function, instruction by instruction. */
export class Assembler {
  private readonly bytes = new Bytes();
  private readonly locals: ValueType[] = [];

  constructor(readonly parameters: readonly ValueType[]) {}

  /** A new local variable. */
  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  get(local: number): this {
    this.bytes.byte(op.localGet).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.bytes.byte(op.localSet).unsigned(local);
    return this;
  }

  tee(local: number): this {
    this.bytes.byte(op.localTee).unsigned(local);
    return this;
  }

  i32(value: number): this {
    this.bytes.byte(op.i32Const).signed(value);
    return this;
  }

  /** A float constant. */
  float(value: number, dtype: FloatDType): this {
    const bytes = dtype === 'float32' ? new Float32Array([value]) : new Float64Array([value]);
    this.bytes.byte(dtype === 'float32' ? op.f32Const : op.f64Const).all(new Uint8Array(bytes.buffer));
    return this;
  }

  add(): this {
    return this.put(op.i32Add);
  }

  sub(): this {
    return this.put(op.i32Sub);
  }

  mul(): this {
    return this.put(op.i32Mul);
  }

  shl(): this {
    return this.put(op.i32Shl);
  }

  call(functionIndex: number): this {
    this.bytes.byte(op.call).unsigned(functionIndex);
    return this;
  }

  simd(code: SimdOp, ...immediates: number[]): this {
    this.bytes.byte(op.simdPrefix).unsigned(code).all(immediates);
    return this;
  }

  /** `i8x16.shuffle` of the 32-bit words of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
  shuffleWords(words: readonly [number, number, number, number]): this {
    return this.simd(simd.i8x16Shuffle, ...words.flatMap((w) => [4 * w, 4 * w + 1, 4 * w + 2, 4 * w + 3]));
  }

  constant(bytes: Uint8Array): this {
    this.bytes.byte(op.simdPrefix).unsigned(simd.v128Const).all(bytes);
    return this;
  }

  /** A memory access that reads or writes at the address on the stack plus `offset`. */
  simdAccess(code: SimdOp, offset: number, ...lane: number[]): this {
    this.bytes.byte(op.simdPrefix).unsigned(code).byte(0).unsigned(offset).all(lane);
    return this;
  }

  access(code: number, offset: number): this {
    this.bytes.byte(code).byte(0).unsigned(offset);
    return this;
  }

  memoryCopy(): this {
    return this.put(op.bulkPrefix, bulk.memoryCopy, 0, 0);
  }

  memoryFill(): this {
    return this.put(op.bulkPrefix, bulk.memoryFill, 0);
  }

  /** An instruction without immediates. */
  plain(code: number): this {
    return this.put(code);
  }

  /** Runs one of two bodies, as the i32 on the stack tells. */
  branch(body: () => void, otherwise?: () => void): this {
    this.put(op.if, emptyBlock);
    body();
    if (otherwise !== undefined) {
      this.put(op.else);
      otherwise();
    }
    return this.put(op.end);
  }

  /** Puts the address on the stack. */
  address({ pointer, offset }: Address): this {
    this.get(pointer);
    return offset === 0 ? this : this.i32(offset).add();
  }

  /** Runs `body` with `counter` = from, from + by, … while it is below `to`, which must not be empty. */
  countedLoop(counter: number, from: number, to: number, by: number, body: () => void): this {
    this.i32(from).set(counter).put(op.loop, emptyBlock);
    body();
    return this.get(counter).i32(by).add().tee(counter).i32(to).put(op.i32LtU, op.brIf, 0, op.end);
  }

  /** Runs `body` while `counter`, which it starts from as it is, is below the local `limit`. */
  loopUntil(counter: number, limit: number, body: () => void): this {
    this.put(op.block, emptyBlock, op.loop, emptyBlock).get(counter).get(limit).put(op.i32GeU, op.brIf, 1);
    body();
    return this.get(counter).i32(1).add().set(counter).put(op.br, 0, op.end, op.end);
  }

  /** Runs `body` as long as `condition` leaves an i32 other than 0 on the stack. */
  whileLoop(condition: () => void, body: () => void): this {
    this.put(op.loop, emptyBlock);
    condition();
    this.put(op.if, emptyBlock);
    body();
    return this.put(op.br, 1, op.end, op.end);
  }

  /** Runs `body`, and again as long as `condition` leaves an i32 other than 0 on the stack. */
  doWhile(body: () => void, condition: () => void): this {
    this.put(op.loop, emptyBlock);
    body();
    condition();
    return this.put(op.brIf, 0, op.end);
  }

  /** The function as the code section holds it, but for its length. */
  encode(): Bytes {
    const runs: [number, ValueType][] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last !== undefined && last[1] === type) last[0] += 1;
      else runs.push([1, type]);
    }
    const body = new Bytes().unsigned(runs.length);
    for (const [count, type] of runs) body.unsigned(count).byte(valueType[type]);
    return body.all(this.bytes.written()).byte(op.end);
  }

  private put(...bytes: number[]): this {
    this.bytes.all(bytes);
    return this;
  }
}
