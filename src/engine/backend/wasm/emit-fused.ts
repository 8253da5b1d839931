import { bytesOf } from '../../array/dtype.js';
import { Literal, type Atom, type Equation, type Var } from '../../program/program.js';
import type { Elementwise } from '../../program/op.js';
import type { Address, Assembler } from './assembler.js';
import { LaneEmitter, type LaneSource } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { LANES, type Place } from './place.js';

export interface FusedKernel {
  /** Elements of every array in it. */
  readonly count: number;
  readonly equations: readonly Equation[];
  readonly root: (a: Atom) => Atom;
  /** Where a value stands that this kernel does not compute. */
  readonly input: (v: Var) => Place;
  /** Where a computed value goes: nowhere, if only this kernel uses it. */
  readonly outputs: (v: Var) => readonly Place[];
}

/** One loop over all elements, four at a time, with every value of the kernel in registers. */
export function emitFused(code: Assembler, kernel: FusedKernel): void {
  if (kernel.count === 0) return;
  const { nodes, inputs } = buildNodes(kernel);
  const targets = [...nodes].flatMap(([v, node]) => kernel.outputs(v).map((place) => ({ place, node })));
  const roots = targets.map((t) => t.node);

  const counter = code.local('i32');
  const walk = new Walk(code, counter);
  const looped = kernel.count > LANES;
  // Scalars stay where they are; arrays are walked along.
  const at = (place: Place, scalar: boolean): LaneSource => ({
    address: looped && !scalar ? walk.address(place) : place.address,
    dtype: place.dtype,
  });
  const emitter = new LaneEmitter(code, inputs.map((input) => at(input.place, input.scalar)), counter);
  const stores = targets.map(({ place, node }) => ({ node, to: at(place, false) }));

  const round = (): void => {
    walk.step();
    roots.forEach((root) => emitter.compute(root));
    // Last of all: a store may overwrite what this round has loaded.
    stores.forEach(({ node, to }) => emitter.store(node, to));
  };
  if (looped) {
    emitter.prepare(roots);
    code.countedLoop(counter, 0, kernel.count, LANES, round);
  } else {
    code.i32(0).set(counter);
    round();
  }
}

interface KernelInput {
  place: Place;
  /** Rank 0: the same in every lane. */
  scalar: boolean;
}

function buildNodes(kernel: FusedKernel): { nodes: Map<Var, LaneNode>; inputs: KernelInput[] } {
  const graph = new LaneGraph();
  const nodes = new Map<Var, LaneNode>();
  const inputs: KernelInput[] = [];
  const loaded = new Map<string, LaneNode>();
  const position = graph.node('position', 'i32', []);

  const operand = (a: Atom): LaneNode => {
    const root = kernel.root(a);
    if (root instanceof Literal) return graph.constant(root.value, root.dtype);
    const computed = nodes.get(root);
    if (computed !== undefined) return computed;
    const scalar = a.shape.length === 0;
    const key = `${root.id}${scalar ? 's' : 'a'}`;
    let node = loaded.get(key);
    if (node === undefined) {
      node = graph.node(scalar ? 'splat' : 'load', laneType(root.dtype), [], inputs.length);
      inputs.push({ place: kernel.input(root), scalar });
      loaded.set(key, node);
    }
    return node;
  };

  for (const e of kernel.equations) {
    const form = e.op.form as Elementwise;
    const outs = form.lanes(graph, e.ins.map(operand), e.ins.map((a) => a.dtype), e.params, position);
    e.outs.forEach((v, i) => nodes.set(v, outs[i]));
  }
  return { nodes, inputs };
}

/** The addresses that move with the counter: one local for each start and element size. */
class Walk {
  private readonly pointers = new Map<string, { local: number; start: number; bytes: number }>();

  constructor(
    private readonly code: Assembler,
    private readonly counter: number,
  ) {}

  address({ address, dtype }: Place): Address {
    const key = `${address.pointer}:${bytesOf[dtype]}`;
    let pointer = this.pointers.get(key);
    if (pointer === undefined) {
      pointer = { local: this.code.local('i32'), start: address.pointer, bytes: bytesOf[dtype] };
      this.pointers.set(key, pointer);
    }
    return { pointer: pointer.local, offset: address.offset };
  }

  /** Sets every address for this round. */
  step(): void {
    for (const { local, start, bytes } of this.pointers.values()) {
      this.code.get(start).get(this.counter).i32(Math.log2(bytes)).shl().add().set(local);
    }
  }
}
