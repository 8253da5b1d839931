import { CHOP_32, CHOP_64 } from '../../program/lanes.js';
import { bytesOf } from '../../array/dtype.js';
import type { Address, Assembler } from './assembler.js';
import type { LaneNode, LaneType } from './lane-node.js';
import { hasRelaxedSimd } from './features.js';
import { simd, type SimdOp } from './opcodes.js';

/** Where the lanes of loads are, and how they stand in memory. */
export interface LaneSource {
  readonly address: Address;
  readonly dtype: 'float32' | 'float64' | 'int32' | 'uint32' | 'bool';
}

/** Vectors that a value of this type fills. */
function vectorsOf(type: LaneType): 1 | 2 {
  return type === 'f64' || type === 'm64' ? 2 : 1;
}

type Half = 0 | 1;

/** Instructions that do to every lane what the node's name says, by the type of the operands. */
const direct: Readonly<Record<string, Partial<Record<LaneType, SimdOp>>>> = {
  add: { f32: simd.f32x4Add, f64: simd.f64x2Add, i32: simd.i32x4Add },
  sub: { f32: simd.f32x4Sub, f64: simd.f64x2Sub, i32: simd.i32x4Sub },
  mul: { f32: simd.f32x4Mul, f64: simd.f64x2Mul, i32: simd.i32x4Mul },
  div: { f32: simd.f32x4Div, f64: simd.f64x2Div },
  neg: { f32: simd.f32x4Neg, f64: simd.f64x2Neg, i32: simd.i32x4Neg },
  abs: { f32: simd.f32x4Abs, f64: simd.f64x2Abs },
  sqrt: { f32: simd.f32x4Sqrt, f64: simd.f64x2Sqrt },
  floor: { f32: simd.f32x4Floor, f64: simd.f64x2Floor },
  ceil: { f32: simd.f32x4Ceil, f64: simd.f64x2Ceil },
  nearest: { f32: simd.f32x4Nearest, f64: simd.f64x2Nearest },
  // pmin and pmax are `b < a ? b : a` and `a < b ? b : a`; the plain ones cost half a kernel more.
  min: { f32: simd.f32x4Pmin, f64: simd.f64x2Pmin },
  max: { f32: simd.f32x4Pmax, f64: simd.f64x2Pmax },
  minS: { i32: simd.i32x4MinS },
  minU: { i32: simd.i32x4MinU },
  maxS: { i32: simd.i32x4MaxS },
  maxU: { i32: simd.i32x4MaxU },
  eq: { f32: simd.f32x4Eq, f64: simd.f64x2Eq, i32: simd.i32x4Eq },
  ne: { f32: simd.f32x4Ne, f64: simd.f64x2Ne, i32: simd.i32x4Ne },
  lt: { f32: simd.f32x4Lt, f64: simd.f64x2Lt },
  le: { f32: simd.f32x4Le, f64: simd.f64x2Le },
  ltS: { i32: simd.i32x4LtS },
  ltU: { i32: simd.i32x4LtU },
  leS: { i32: simd.i32x4LeS },
  leU: { i32: simd.i32x4LeU },
  and: { i32: simd.v128And, m32: simd.v128And, m64: simd.v128And },
  or: { i32: simd.v128Or, m32: simd.v128Or, m64: simd.v128Or },
  xor: { i32: simd.v128Xor, m32: simd.v128Xor, m64: simd.v128Xor },
  not: { m32: simd.v128Not, m64: simd.v128Not },
  madd: { f32: simd.f32x4RelaxedMadd, f64: simd.f64x2RelaxedMadd },
  nmadd: { f32: simd.f32x4RelaxedNmadd, f64: simd.f64x2RelaxedNmadd },
};

const shifts: Readonly<Record<string, SimdOp>> = { shl: simd.i32x4Shl, shrS: simd.i32x4ShrS, shrU: simd.i32x4ShrU };

/**
 * Emits nodes as instructions. Each value is computed once and kept in a local; constants, scalars and whatever
 * depends on nothing else are computed by `prepare`, before the loop.
 */
export class LaneEmitter {
  private locals = new Map<LaneNode, number[]>();
  private readonly invariants = new Map<LaneNode, boolean>();

  constructor(
    private readonly code: Assembler,
    private readonly sources: readonly LaneSource[],
    /** The local that counts elements. */
    private readonly counter: number,
    /** How many elements further on this round is. */
    private readonly ahead = 0,
    /** Constants inside of nodes, by their words: V8 makes a constant anew each time it is named. */
    private readonly words = new Map<string, number>(),
  ) {}

  /** An emitter of the round `ahead` elements further on, which shares what is the same in every round. */
  round(ahead: number): LaneEmitter {
    const other = new LaneEmitter(this.code, this.sources, this.counter, ahead, this.words);
    for (const [node, locals] of this.locals) if (this.isInvariant(node)) other.locals.set(node, locals);
    return other;
  }

  /** True for what has been computed. */
  has(node: LaneNode): boolean {
    return this.locals.has(node);
  }

  /** Computes what is the same in every round of the loop. */
  prepare(roots: readonly LaneNode[]): void {
    const seen = new Set<LaneNode>();
    const visit = (node: LaneNode): void => {
      if (seen.has(node)) return;
      seen.add(node);
      if (this.isInvariant(node)) this.compute(node);
      else {
        this.prepareWords(node);
        node.args.slice(0, node.kind === 'rarely' ? 2 : undefined).forEach(visit);
      }
    };
    roots.forEach(visit);
  }

  /** Computes a node of the loop's body. Its vectors are then in the locals it returns. */
  compute(node: LaneNode): readonly number[] {
    const known = this.locals.get(node);
    if (known !== undefined) return known;
    if (node.kind === 'rarely') return this.rarely(node);
    for (const arg of node.args) this.compute(arg);
    const vectors = Array.from({ length: vectorsOf(node.type) }, (_, half) => {
      // A constant and a repeated scalar are the same in both halves.
      if (half === 1 && (node.kind === 'constant' || node.kind === 'splat' || node.kind === 'each')) return this.locals.get(node)![0];
      this.instruction(node, half as Half);
      const local = this.code.local('v128');
      this.code.set(local);
      this.locals.set(node, [local]);
      return local;
    });
    this.locals.set(node, vectors);
    return vectors;
  }

  /** Starts from the usual value; a branch around the rare one replaces the lanes of the mask. */
  private rarely(node: LaneNode): readonly number[] {
    const { code } = this;
    const [mask, usual, rare] = node.args;
    this.compute(mask);
    const results = this.compute(usual).map((from) => {
      const local = code.local('v128');
      code.get(from).set(local);
      return local;
    });
    this.push(mask, 0);
    if (results.length === 2) this.push(mask, 1).simd(simd.v128Or);
    code.simd(simd.v128AnyTrue).branch(() => {
      // What is computed in here is not there behind the branch.
      const outside = this.locals;
      this.locals = new Map(outside);
      this.compute(rare);
      results.forEach((local, half) => {
        this.push(rare, half as Half).get(local);
        this.push(mask, half as Half).simd(simd.v128Bitselect).set(local);
      });
      this.locals = outside;
    });
    this.locals.set(node, results);
    return results;
  }

  /** Gives a node a local that something else has filled. */
  assign(node: LaneNode, vectors: number[]): void {
    this.locals.set(node, vectors);
    this.invariants.set(node, false);
  }

  /** True for what no load and no position of lanes goes into. */
  private isInvariant(node: LaneNode): boolean {
    let invariant = this.invariants.get(node);
    if (invariant === undefined) {
      const varies = node.kind === 'load' || node.kind === 'each' || node.kind === 'position' || node.kind === 'given';
      invariant = !varies && node.args.every((arg) => this.isInvariant(arg));
      this.invariants.set(node, invariant);
    }
    return invariant;
  }

  /** Puts one vector of a computed node on the stack. */
  private push(node: LaneNode, half: Half = 0): Assembler {
    const vectors = this.locals.get(node)!;
    return this.code.get(vectors[half] ?? vectors[0]);
  }

  /** Puts a node's vector on the stack, its arguments being in locals. */
  private instruction(node: LaneNode, half: Half): void {
    const { code } = this;
    const [a, b] = node.args;
    const simple = direct[node.kind]?.[a?.type ?? node.type];
    if (simple !== undefined) {
      for (const arg of node.args) this.push(arg, half);
      code.simd(simple);
      return;
    }
    switch (node.kind) {
      case 'constant':
        code.constant(constantBytes(node));
        return;
      case 'load':
        this.load(this.sources[node.value], half);
        return;
      case 'splat':
      case 'each':
        this.splat(this.sources[node.value]);
        return;
      case 'position':
        code.get(this.counter).simd(simd.i32x4Splat);
        code.constant(wordBytes([0, 1, 2, 3].map((lane) => lane + this.ahead))).simd(simd.i32x4Add);
        return;
      case 'select':
        this.select(node, half);
        return;
      case 'copySign':
        this.push(a, half);
        this.push(b, half);
        this.pushWords(node, 0).simd(simd.v128Bitselect);
        return;
      case 'chop':
        this.push(a, half);
        this.pushWords(node, 0).simd(simd.v128And);
        return;
      case 'shl':
      case 'shrS':
      case 'shrU':
        this.push(a, half).i32(node.value).simd(shifts[node.kind]);
        return;
      case 'bits':
        this.push(a, half);
        return;
      case 'widen':
        this.push(a).simd(half === 0 ? simd.i64x2ExtendLowI32x4S : simd.i64x2ExtendHighI32x4S);
        return;
      case 'narrow':
        this.push(a, 0);
        this.push(a, 1).shuffleWords([0, 2, 4, 6]);
        return;
      case 'pow2':
        this.pow2(node, a, half);
        return;
      case 'exponent':
        this.exponent(node, a, half);
        return;
      case 'mantissa':
        this.mantissa(node, a, half);
        return;
      default:
        this.convert(node, a, half);
    }
  }

  /** Masks are all ones or all zeros, for which the relaxed instruction is exact, and faster on x86. */
  private select(node: LaneNode, half: Half): void {
    const [mask, a, b] = node.args;
    if (isAllZeros(b) || isAllZeros(a)) {
      this.push(isAllZeros(b) ? a : b, half);
      this.push(mask, half).simd(isAllZeros(b) ? simd.v128And : simd.v128Andnot);
      return;
    }
    this.push(a, half);
    this.push(b, half);
    const wide = node.type === 'f64' || node.type === 'm64';
    const relaxed = wide ? simd.i64x2RelaxedLaneselect : simd.i32x4RelaxedLaneselect;
    this.push(mask, half).simd(hasRelaxedSimd ? relaxed : simd.v128Bitselect);
  }

  /** Between floats and integers: `convert`, `convertS`, `convertU`. */
  private convert(node: LaneNode, a: LaneNode, half: Half): void {
    const { code } = this;
    const signed = node.kind === 'convertS';
    const conversion = `${a.type}>${node.type}`;
    switch (conversion) {
      case 'f32>f64':
        this.pushHalf(a, half).simd(simd.f64x2PromoteLowF32x4);
        return;
      case 'i32>f64':
        this.pushHalf(a, half).simd(signed ? simd.f64x2ConvertLowI32x4S : simd.f64x2ConvertLowI32x4U);
        return;
      case 'i32>f32':
        this.push(a).simd(signed ? simd.f32x4ConvertI32x4S : simd.f32x4ConvertI32x4U);
        return;
      case 'f32>i32':
        this.push(a).simd(signed ? simd.i32x4TruncSatF32x4S : simd.i32x4TruncSatF32x4U);
        return;
      case 'f64>f32':
      case 'f64>i32': {
        const each =
          node.type === 'f32'
            ? simd.f32x4DemoteF64x2Zero
            : signed
              ? simd.i32x4TruncSatF64x2SZero
              : simd.i32x4TruncSatF64x2UZero;
        this.push(a, 0).simd(each);
        this.push(a, 1).simd(each);
        code.shuffleWords([0, 1, 4, 5]);
        return;
      }
      default:
        throw new Error(`internal: no instruction for ${node.kind} of ${conversion}`);
    }
  }

  /** Two of the four 32-bit lanes, as the lower ones of a vector. */
  private pushHalf(node: LaneNode, half: Half): Assembler {
    this.push(node);
    if (half === 1) this.push(node).shuffleWords([2, 3, 2, 3]);
    return this.code;
  }

  /**
   * 2^n: the sum with a large number has n and the offset of exponents in its lowest bits, from where they are shifted
   * into place.
   */
  private pow2(node: LaneNode, n: LaneNode, half: Half): void {
    const wide = node.type === 'f64';
    this.push(n, half);
    this.pushWords(node, 0).simd(wide ? simd.f64x2Add : simd.f32x4Add);
    this.code.i32(wide ? 52 : 23).simd(wide ? simd.i64x2Shl : simd.i32x4Shl);
  }

  private exponent(node: LaneNode, x: LaneNode, half: Half): void {
    const { code } = this;
    if (node.type === 'f32') {
      this.push(x).i32(23).simd(simd.i32x4ShrU);
      this.pushWords(node, 0).simd(simd.i32x4Sub).simd(simd.f32x4ConvertI32x4S);
      return;
    }
    const bits = code.local('v128');
    this.push(x, half).i32(52).simd(simd.i64x2ShrU).set(bits);
    code.get(bits).get(bits).shuffleWords([0, 2, 0, 2]);
    this.pushWords(node, 0).simd(simd.i32x4Sub).simd(simd.f64x2ConvertLowI32x4S);
  }

  private mantissa(node: LaneNode, x: LaneNode, half: Half): void {
    this.push(x, half);
    this.pushWords(node, 0).simd(simd.v128And);
    this.pushWords(node, 1).simd(simd.v128Or);
  }

  /** One of the constants that a node's instructions need: from before the loop if it was prepared. */
  private pushWords(node: LaneNode, which: number): Assembler {
    const words = wordsOf(node)[which];
    const local = this.words.get(words.join());
    return local === undefined ? this.code.constant(wordBytes(words)) : this.code.get(local);
  }

  private prepareWords(node: LaneNode): void {
    for (const words of wordsOf(node)) {
      const key = words.join();
      if (this.words.has(key)) continue;
      const local = this.code.local('v128');
      this.code.constant(wordBytes(words)).set(local);
      this.words.set(key, local);
    }
  }

  private load({ address, dtype }: LaneSource, half: Half): void {
    const { code } = this;
    const offset = address.offset + this.ahead * bytesOf[dtype];
    code.get(address.pointer);
    if (dtype === 'bool') {
      code.simdAccess(simd.v128Load32Zero, offset).simd(simd.i16x8ExtendLowI8x16U).simd(simd.i32x4ExtendLowI16x8U);
      code.simd(simd.i32x4Neg);
      return;
    }
    code.simdAccess(simd.v128Load, offset + 16 * half);
  }

  private splat({ address, dtype }: LaneSource): void {
    const { code } = this;
    code.get(address.pointer);
    switch (dtype) {
      case 'bool':
        code.simdAccess(simd.v128Load8Splat, address.offset).constant(wordBytes([0, 0, 0, 0])).simd(simd.i32x4Ne);
        return;
      case 'float64':
        code.simdAccess(simd.v128Load64Splat, address.offset);
        return;
      default:
        code.simdAccess(simd.v128Load32Splat, address.offset);
    }
  }

  /** Stores a computed node's four lanes. */
  store(node: LaneNode, { address, dtype }: LaneSource): void {
    const { code } = this;
    const offset = address.offset + this.ahead * bytesOf[dtype];
    if (node.type === 'm32' || node.type === 'm64') {
      code.get(address.pointer);
      this.push(node, 0);
      if (node.type === 'm64') this.push(node, 1).shuffleWords([0, 2, 4, 6]);
      code.get(this.scratch()).simd(simd.i16x8NarrowI32x4S);
      this.narrowToBools().simdAccess(simd.v128Store32Lane, offset, 0);
      return;
    }
    for (let half = 0; half < vectorsOf(node.type); half++) {
      code.get(address.pointer);
      this.push(node, half as Half).simdAccess(simd.v128Store, offset + 16 * half);
    }
  }

  /** Stores the mask that is computed in this round and in the next one together. */
  storeMasks(node: LaneNode, next: LaneEmitter, { address, dtype }: LaneSource): void {
    this.code.get(address.pointer);
    this.push(node);
    next.push(node).simd(simd.i16x8NarrowI32x4S);
    this.narrowToBools().simdAccess(simd.v128Store64Lane, address.offset + this.ahead * bytesOf[dtype], 0);
  }

  /** From masks of 16 bits to bytes of 0 and 1, which is what is left of -1 without its sign. */
  private narrowToBools(): Assembler {
    return this.code.get(this.scratch()).simd(simd.i8x16NarrowI16x8S).simd(simd.i8x16Abs);
  }

  private scratchLocal: number | undefined;

  /** A vector whose lanes nobody reads. */
  private scratch(): number {
    return (this.scratchLocal ??= this.code.local('v128'));
  }
}

/** A constant whose bits are all 0. */
function isAllZeros(node: LaneNode): boolean {
  return node.kind === 'constant' && Object.is(node.value, 0);
}

/** The constants that the instructions of a node need, as 32-bit words. */
function wordsOf(node: LaneNode): readonly (readonly number[])[] {
  return (node.type === 'f64' ? wordsOf64 : wordsOf32)[node.kind] ?? [];
}

const four = (word: number): number[] => [word, word, word, word];
const pairs = (low: number, high: number): number[] => [low, high, low, high];

const wordsOf32: Readonly<Record<string, readonly (readonly number[])[]>> = {
  // 1.5 * 2^23 + 127
  pow2: [four(0x4b40007f)],
  exponent: [four(127)],
  mantissa: [four(0x007fffff), four(0x3f800000)],
  copySign: [four(0x7fffffff)],
  chop: [four(CHOP_32)],
};

const wordsOf64: typeof wordsOf32 = {
  // 1.5 * 2^52 + 1023
  pow2: [pairs(1023, 0x43380000)],
  exponent: [four(1023)],
  mantissa: [pairs(-1, 0x000fffff), pairs(0, 0x3ff00000)],
  copySign: [pairs(-1, 0x7fffffff)],
  chop: [pairs(CHOP_64, -1)],
};

function wordBytes(words: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(words).buffer);
}

function constantBytes(node: LaneNode): Uint8Array {
  switch (node.type) {
    case 'f32':
      return new Uint8Array(new Float32Array(4).fill(node.value).buffer);
    case 'f64':
      return new Uint8Array(new Float64Array(2).fill(node.value).buffer);
    case 'i32':
      return new Uint8Array(new Int32Array(4).fill(node.value | 0).buffer);
    case 'm32':
    case 'm64':
      return new Uint8Array(16).fill(node.value !== 0 ? 0xff : 0);
  }
}
