import { isFloat, type DType, type FloatDType, type IntDType } from '../../array/dtype.js';
import type { FloatLanes, IntLanes, Lanes, MaskLanes } from '../../program/lanes.js';
import { scalarLanes } from '../../program/scalar-lanes.js';

/**
 * What four lanes look like in registers. 32-bit lanes fill one vector, 64-bit lanes two. A mask is all ones or all
 * zeros in each lane, as wide as the values it was made from.
 */
export type LaneType = 'f32' | 'f64' | 'i32' | 'm32' | 'm64';

/** A value of four lanes, to be computed by one operation. Equal nodes are one node. */
export interface LaneNode {
  readonly id: number;
  readonly kind: string;
  readonly type: LaneType;
  readonly args: readonly LaneNode[];
  /** For a constant its value; for a shift its distance; for a load which input. */
  readonly value: number;
}

export function laneType(dtype: DType): LaneType {
  return dtype === 'float32' ? 'f32' : dtype === 'float64' ? 'f64' : dtype === 'bool' ? 'm32' : 'i32';
}

/** The lanes that a compiling backend hands to an op: every operation becomes a node. Constants fold at once. */
export class LaneGraph implements Lanes<LaneNode> {
  private readonly nodes = new Map<string, LaneNode>();
  private readonly floats: { [D in FloatDType]?: FloatLanes<LaneNode> } = {};
  private readonly ints: { [D in IntDType]?: IntLanes<LaneNode> } = {};

  /** With `contracts`, `mulAdd` and `subMul` round once. */
  constructor(private readonly contracts = false) {}

  /** A node that this graph does not interpret: a load, the position of the lanes. */
  node(kind: string, type: LaneType, args: readonly LaneNode[], value = 0): LaneNode {
    const key = `${kind}:${type}:${Object.is(value, -0) ? '-0' : value}:${args.map((a) => a.id).join(',')}`;
    let node = this.nodes.get(key);
    if (node === undefined) {
      node = { id: this.nodes.size, kind, type, args, value };
      this.nodes.set(key, node);
    }
    return node;
  }

  float(dtype: FloatDType): FloatLanes<LaneNode> {
    return (this.floats[dtype] ??= this.floatLanes(dtype));
  }

  int(dtype: IntDType): IntLanes<LaneNode> {
    return (this.ints[dtype] ??= this.intLanes(dtype));
  }

  readonly mask: MaskLanes<LaneNode> = {
    and: (a, b) => this.maskPair('and', a, b),
    or: (a, b) => this.maskPair('or', a, b),
    xor: (a, b) => this.maskPair('xor', a, b),
    not: (a) => (isConstant(a) ? this.constant(a.value ^ 1, 'bool') : this.node('not', a.type, [a])),
  };

  select(mask: LaneNode, a: LaneNode, b: LaneNode, dtype: DType): LaneNode {
    if (isConstant(mask)) return mask.value !== 0 ? a : b;
    if (a === b) return a;
    if (dtype === 'bool') {
      const [x, y] = this.sameWidth(a, b);
      return this.node('select', x.type, [this.maskLike(mask, x.type), x, y]);
    }
    return this.node('select', laneType(dtype), [this.maskLike(mask, dtype === 'float64' ? 'm64' : 'm32'), a, b]);
  }

  rarely(mask: LaneNode, usual: LaneNode, rare: () => LaneNode, dtype: DType): LaneNode {
    if (isConstant(mask)) return mask.value !== 0 ? rare() : usual;
    if (dtype === 'bool') return this.select(mask, rare(), usual, dtype);
    return this.node('rarely', laneType(dtype), [this.maskLike(mask, dtype === 'float64' ? 'm64' : 'm32'), usual, rare()]);
  }

  constant(value: number, dtype: DType): LaneNode {
    return this.node('constant', laneType(dtype), [], scalarLanes.constant(value, dtype));
  }

  cast(x: LaneNode, from: DType, to: DType): LaneNode {
    if (from === to) return x;
    if (isConstant(x)) return this.constant(scalarLanes.cast(x.value, from, to), to);
    if (to === 'bool') {
      const zero = this.constant(0, from);
      return isFloat(from) ? this.float(from).ne(x, zero) : this.int(from as IntDType).ne(x, zero);
    }
    if (from === 'bool') return this.select(x, this.constant(1, to), this.constant(0, to), to);
    if (!isFloat(from) && !isFloat(to)) return this.node('bits', 'i32', [x]);
    // Signedness matters between integers and floats only.
    const unsigned = from === 'uint32' || to === 'uint32' ? 'U' : 'S';
    return this.node(isFloat(from) && isFloat(to) ? 'convert' : `convert${unsigned}`, laneType(to), [x]);
  }

  /** `a b + c`, or `c - a b`, rounded once. */
  madd(negated: boolean, a: LaneNode, b: LaneNode, c: LaneNode): LaneNode {
    return this.node(negated ? 'nmadd' : 'madd', a.type, [a, b, c]);
  }

  private maskPair(kind: 'and' | 'or' | 'xor', a: LaneNode, b: LaneNode): LaneNode {
    if (isConstant(a) && isConstant(b)) return this.constant(scalarLanes.mask[kind](a.value, b.value), 'bool');
    const [x, y] = this.sameWidth(a, b);
    return this.node(kind, x.type, [x, y]);
  }

  private sameWidth(a: LaneNode, b: LaneNode): [LaneNode, LaneNode] {
    if (a.type === b.type) return [a, b];
    // A constant mask takes either width for nothing.
    const width = isConstant(a) ? b.type : isConstant(b) ? a.type : 'm32';
    return [this.maskLike(a, width), this.maskLike(b, width)];
  }

  private maskLike(mask: LaneNode, type: LaneType): LaneNode {
    if (mask.type === type) return mask;
    if (isConstant(mask)) return this.node('constant', type, [], mask.value);
    return this.node(type === 'm64' ? 'widen' : 'narrow', type, [mask]);
  }

  private floatLanes(dtype: FloatDType): FloatLanes<LaneNode> {
    const type = laneType(dtype);
    const scalar = scalarLanes.float(dtype);
    const constant = (value: number): LaneNode => this.constant(value, dtype);
    const one = (kind: 'neg' | 'abs' | 'sqrt' | 'floor' | 'ceil' | 'nearest' | 'pow2' | 'chop') => (a: LaneNode) =>
      isConstant(a) ? constant(scalar[kind](a.value)) : this.node(kind, type, [a]);
    const two = (kind: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'copySign') => (a: LaneNode, b: LaneNode) =>
      isConstant(a) && isConstant(b) ? constant(scalar[kind](a.value, b.value)) : this.node(kind, type, [a, b]);
    const compare = (kind: 'eq' | 'ne' | 'lt' | 'le') => (a: LaneNode, b: LaneNode) =>
      isConstant(a) && isConstant(b)
        ? this.constant(scalar[kind](a.value, b.value), 'bool')
        : this.node(kind, dtype === 'float64' ? 'm64' : 'm32', [a, b]);
    const lanes: FloatLanes<LaneNode> = {
      dtype,
      constant,
      add: two('add'),
      sub: two('sub'),
      mul: two('mul'),
      mulAdd: (a, b, c) => {
        if (this.contracts && !(isConstant(a) && isConstant(b))) return this.madd(false, a, b, c);
        return lanes.add(lanes.mul(a, b), c);
      },
      subMul: (c, a, b) => {
        if (this.contracts && !(isConstant(a) && isConstant(b))) return this.madd(true, a, b, c);
        return lanes.sub(c, lanes.mul(a, b));
      },
      div: two('div'),
      neg: one('neg'),
      abs: one('abs'),
      sqrt: one('sqrt'),
      copySign: two('copySign'),
      chop: one('chop'),
      floor: one('floor'),
      ceil: one('ceil'),
      nearest: one('nearest'),
      min: two('min'),
      max: two('max'),
      eq: compare('eq'),
      ne: compare('ne'),
      lt: compare('lt'),
      le: compare('le'),
      pow2: one('pow2'),
      split: (x) => ({ exponent: this.node('exponent', type, [x]), mantissa: this.node('mantissa', type, [x]) }),
    };
    return lanes;
  }

  private intLanes(dtype: IntDType): IntLanes<LaneNode> {
    const scalar = scalarLanes.int(dtype);
    const sign = dtype === 'int32' ? 'S' : 'U';
    const constant = (value: number): LaneNode => this.constant(value, dtype);
    const two = (method: 'add' | 'sub' | 'mul' | 'and' | 'or' | 'xor' | 'min' | 'max', kind: string) => (a: LaneNode, b: LaneNode) =>
      isConstant(a) && isConstant(b) ? constant(scalar[method](a.value, b.value)) : this.node(kind, 'i32', [a, b]);
    const compare = (method: 'eq' | 'ne' | 'lt' | 'le', kind: string) => (a: LaneNode, b: LaneNode) =>
      isConstant(a) && isConstant(b)
        ? this.constant(scalar[method](a.value, b.value), 'bool')
        : this.node(kind, 'm32', [a, b]);
    const shift = (method: 'shiftLeft' | 'shiftRight', kind: string) => (a: LaneNode, by: number) =>
      isConstant(a) ? constant(scalar[method](a.value, by)) : this.node(kind, 'i32', [a], by);
    return {
      dtype,
      constant,
      add: two('add', 'add'),
      sub: two('sub', 'sub'),
      mul: two('mul', 'mul'),
      neg: (a) => (isConstant(a) ? constant(scalar.neg(a.value)) : this.node('neg', 'i32', [a])),
      and: two('and', 'and'),
      or: two('or', 'or'),
      xor: two('xor', 'xor'),
      shiftLeft: shift('shiftLeft', 'shl'),
      shiftRight: shift('shiftRight', `shr${sign}`),
      min: two('min', `min${sign}`),
      max: two('max', `max${sign}`),
      eq: compare('eq', 'eq'),
      ne: compare('ne', 'ne'),
      lt: compare('lt', `lt${sign}`),
      le: compare('le', `le${sign}`),
    };
  }
}

export function isConstant(node: LaneNode): boolean {
  return node.kind === 'constant';
}
