import { bytesOf } from '../../array/dtype.js';
import type { KernelPlan } from '../../compile/kernels.js';
import type { Repetition } from '../../compile/views.js';
import { Literal, type Atom, type Equation, type Var } from '../../program/program.js';
import type { Elementwise } from '../../program/op.js';
import type { Address, Assembler } from './assembler.js';
import { contracts } from './features.js';
import { LaneEmitter, type LaneSource } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { LaneSums } from './lane-sums.js';
import { op } from './opcodes.js';
import { BASE, LANES, shifted, type Place } from './place.js';
import { schedule } from './schedule.js';

export interface FusedKernel {
  readonly kind: 'fused';
  /** Elements of every array in it. */
  readonly count: number;
  readonly equations: readonly Equation[];
  /** Reductions of all elements of values that the kernel computes. */
  readonly reductions: readonly Equation[];
  readonly plan: Pick<KernelPlan, 'resolve' | 'comparison'>;
  /** Where a value stands that this kernel does not compute. */
  readonly input: (v: Var) => Place;
  /** Where a computed value goes: nowhere, if only this kernel uses it. */
  readonly outputs: (v: Var) => readonly Place[];
  /** How many places that is. Takes no room for it yet. */
  readonly stores: (v: Var) => number;
}

/** One loop over all elements, four at a time, with every value of the kernel in registers. */
export function emitFused(code: Assembler, kernel: FusedKernel): void {
  if (kernel.count === 0) return;
  const { nodes, inputs } = buildNodes(kernel);
  const targets = [...nodes].flatMap(([v, node]) => kernel.outputs(v).map((place) => ({ place, node })));
  const sums = buildSums(code, kernel, nodes);
  const roots = [...targets, ...sums].map((t) => t.node);

  const counter = code.local('i32');
  const walk = new Walk(code, counter, roots.some(usesPosition));
  const looped = kernel.count > LANES;
  // Scalars stay where they are; arrays are walked along.
  const at = ({ place, scalar, repeated }: KernelInput): LaneSource => {
    const { dtype, address } = place;
    if (!looped || scalar) return { address, dtype };
    return { address: repeated === undefined ? walk.address(place) : walk.repeated(place, repeated), dtype };
  };
  const emitter = new LaneEmitter(code, inputs.map(at), counter);
  const stores = targets.map(({ place }) => at({ place, scalar: false }));

  /** Emits rounds side by side. Of the last one only `lanes` may be there. */
  const rounds = (emitters: readonly LaneEmitter[], lanes = LANES): void => {
    const waiting = new Set<number>();
    for (const { node, round, store } of schedule(roots, emitters.length, (n) => emitters[0].has(n))) {
      if (store === undefined) emitters[round].compute(node);
      else if (store >= stores.length) sums[store - stores.length].lanes.combineInto(emitters[round].compute(node), lanes);
      else if (emitters.length !== 2 || node.type !== 'm32') emitters[round].store(node, stores[store]);
      // Masks of two rounds are narrowed together.
      else if (waiting.has(store)) emitters[0].storeMasks(node, emitters[1], stores[store]);
      else waiting.add(store);
    }
  };
  if (!looped) {
    code.i32(0).set(counter);
    rounds([emitter]);
    return;
  }
  emitter.prepare(roots);
  // Sums are added to in order, and what is repeated is checked for its end after each round.
  const inOrder = sums.length > 0 || inputs.some(({ repeated }) => repeated !== undefined);
  const abreast = inOrder ? 1 : roundsAbreast(kernel.count, roots);
  const rest = sums.length > 0 ? kernel.count % LANES : 0;
  const whole = rest > 0 ? Math.floor(kernel.count / LANES) : Math.ceil(kernel.count / LANES);
  sums.forEach(({ lanes }) => lanes.clear());
  const emitters = (n: number): LaneEmitter[] => Array.from({ length: n }, (_, k) => emitter.round(k * LANES));
  walk.start();
  walk.loop(Math.floor(whole / abreast), abreast * LANES, () => rounds(emitters(abreast)));
  if (whole % abreast > 0) rounds(emitters(whole % abreast));
  if (rest > 0) rounds(emitters(1), rest);
  for (const { lanes, places } of sums) {
    lanes.fold(LANES);
    places.forEach(({ address }) => lanes.storeFirstLane(address));
  }
}

interface Sum {
  readonly node: LaneNode;
  readonly lanes: LaneSums;
  readonly places: readonly Place[];
}

function buildSums(code: Assembler, kernel: FusedKernel, nodes: ReadonlyMap<Var, LaneNode>): Sum[] {
  return kernel.reductions.flatMap((e) => {
    const places = kernel.outputs(e.outs[0]);
    if (e.op.form.kind !== 'reduce' || places.length === 0) return [];
    const node = nodes.get(kernel.plan.resolve(e.ins[0]).root as Var)!;
    return [{ node, lanes: new LaneSums(code, e.op.form.reducer, e.outs[0].dtype), places }];
  });
}

/** Nodes up to which two rounds abreast gain more by not waiting than they lose by running out of registers. */
const SMALL_KERNEL = 120;

/**
 * How many rounds to run side by side, so that one works while the other waits. Values of 64 bits fill two vectors and
 * do so by themselves.
 */
function roundsAbreast(count: number, roots: readonly LaneNode[]): 1 | 2 {
  if (count < 4 * LANES) return 1;
  let [size, wide] = [0, false];
  visitAll(roots, (node) => {
    if (node.kind !== 'constant') size += 1;
    if (node.type === 'f64') wide = true;
  });
  return wide || size > SMALL_KERNEL ? 1 : 2;
}

function usesPosition(root: LaneNode): boolean {
  let uses = false;
  visitAll([root], (node) => (uses ||= node.kind === 'position'));
  return uses;
}

function visitAll(roots: readonly LaneNode[], see: (node: LaneNode) => void): void {
  const seen = new Set<LaneNode>();
  const visit = (node: LaneNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    node.args.forEach(visit);
    see(node);
  };
  roots.forEach(visit);
}

interface KernelInput {
  place: Place;
  /** Rank 0: the same in every lane. */
  scalar: boolean;
  repeated?: Repetition;
}

function buildNodes(kernel: FusedKernel): { nodes: Map<Var, LaneNode>; inputs: KernelInput[] } {
  const graph = new LaneGraph(contracts());
  const nodes = new Map<Var, LaneNode>();
  const inputs: KernelInput[] = [];
  const loaded = new Map<string, LaneNode>();
  const position = graph.node('position', 'i32', []);

  const read = new Set<Atom>(kernel.equations.flatMap((e) => e.ins));
  const results = ({ op, ins, params }: Equation): readonly LaneNode[] =>
    (op.form as Elementwise).lanes(graph, ins.map(operand), ins.map((a) => a.dtype), params, position);

  const operand = (a: Atom): LaneNode => {
    const { root, offset, repeated } = kernel.plan.resolve(a);
    if (root instanceof Literal) return graph.constant(root.value, root.dtype);
    const computed = nodes.get(root);
    if (computed !== undefined) return computed;
    // To compare again what is read anyway takes less than to read what came of it.
    const comparison = root === a ? kernel.plan.comparison(root) : undefined;
    if (comparison?.ins.every((b) => b instanceof Literal || read.has(b))) return results(comparison)[0];
    const scalar = a.shape.length === 0;
    const key = `${root.id} ${offset} ${scalar ? 'scalar' : JSON.stringify(repeated)}`;
    let node = loaded.get(key);
    if (node === undefined) {
      const kind = scalar ? 'splat' : repeated?.kind === 'elements' ? 'each' : 'load';
      node = graph.node(kind, laneType(root.dtype), [], inputs.length);
      inputs.push({ place: shifted(kernel.input(root), offset), scalar, repeated });
      loaded.set(key, node);
    }
    return node;
  };

  for (const e of kernel.equations) {
    const computed = results(e);
    e.outs.forEach((v, i) => nodes.set(v, computed[i]));
  }
  return { nodes, inputs };
}

/** The addresses that move along the arrays: one local for each start and element size. */
class Walk {
  private readonly pointers = new Map<string, { local: number; start: number; bytes: number }>();
  private readonly rows: { local: number; from: Address; bytes: number; length: number; end: number }[] = [];
  private readonly columns: { local: number; from: Address; bytes: number; length: number; left: number }[] = [];

  constructor(
    private readonly code: Assembler,
    private readonly counter: number,
    /** Whether anybody asks where the lanes are. */
    private readonly counts: boolean,
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

  /** The address in rows that are walked along again and again, or in a column of which each element stays for long. */
  repeated({ address, dtype }: Place, { kind, length }: NonNullable<Repetition>): Address {
    const [local, other] = [this.code.local('i32'), this.code.local('i32')];
    const shared = { local, from: address, bytes: bytesOf[dtype], length };
    if (kind === 'rows') this.rows.push({ ...shared, end: other });
    else this.columns.push({ ...shared, left: other });
    return { pointer: local, offset: 0 };
  }

  start(): void {
    // A kernel that only adds up what it makes from nothing touches no array; something has to count.
    if (this.pointers.size === 0) this.address({ address: { pointer: BASE, offset: 0 }, dtype: 'float32' });
    if (this.counts) this.code.i32(0).set(this.counter);
    for (const { local, start } of this.pointers.values()) this.code.get(start).set(local);
    for (const { local, from, bytes, length, end } of this.rows) {
      this.code.address(from).tee(local).i32(length * bytes).add().set(end);
    }
    for (const { local, from, length, left } of this.columns) this.code.address(from).set(local).i32(length).set(left);
  }

  /** Runs `body` so many times, `step` elements further on each time. The first pointer counts. */
  loop(times: number, step: number, body: () => void): void {
    if (times === 0) return;
    const { code } = this;
    const [first] = this.pointers.values();
    const end = code.local('i32');
    code.get(first.local).i32(times * step * first.bytes).add().set(end);
    code.doWhile(
      () => {
        body();
        if (this.counts) code.get(this.counter).i32(step).add().set(this.counter);
        for (const { local, bytes } of this.pointers.values()) code.get(local).i32(step * bytes).add().set(local);
        for (const { local, from, bytes, end } of this.rows) {
          code.get(local).i32(step * bytes).add().tee(local).get(end).plain(op.i32GeU).branch(() => code.address(from).set(local));
        }
        for (const { local, bytes, length, left } of this.columns) {
          code.get(left).i32(step).sub().tee(left).plain(op.i32Eqz).branch(() => {
            code.get(local).i32(bytes).add().set(local).i32(length).set(left);
          });
        }
      },
      () => code.get(first.local).get(end).plain(op.i32LtU),
    );
  }
}
