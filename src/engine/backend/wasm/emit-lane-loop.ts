import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import type { LaneLoop } from '../../program/op.js';
import { Literal, type Equation } from '../../program/program.js';
import type { KernelContext } from './kernels.js';
import { LaneEmitter, type LaneSource } from './lane-emitter.js';
import { LaneGraph, laneType, type LaneNode } from './lane-node.js';
import { simd } from './opcodes.js';
import { LANES, type Place } from './place.js';

/** Four lanes at a time, until none of the four is active: a lane that is done keeps what it holds. */
export function emitLaneLoop({ code, read, place }: KernelContext, form: LaneLoop, e: Equation): void {
  const count = sizeOf(e.outs[0].shape);
  if (count === 0) return;
  const counter = code.local('i32');
  const pointers: (() => void)[] = [];
  const walkAlong = ({ address, dtype }: Place): LaneSource => {
    const pointer = code.local('i32');
    const shift = Math.log2(bytesOf[dtype]);
    pointers.push(() => code.address(address).get(counter).i32(shift).shl().add().set(pointer));
    return { address: { pointer, offset: 0 }, dtype };
  };

  const graph = new LaneGraph();
  const sources: LaneSource[] = [];
  const ins = e.ins.map((a): LaneNode => {
    if (a instanceof Literal) return graph.constant(a.value, a.dtype);
    const scalar = a.shape.length === 0;
    const from = read(a);
    sources.push(scalar ? from : walkAlong(from));
    return graph.node(scalar ? 'splat' : 'load', laneType(a.dtype), [], sources.length - 1);
  });
  const targets = e.outs.map((v) => walkAlong(place(v)));

  const loop = form.loop(graph, ins, e.ins.map((a) => a.dtype), e.params);
  const state = loop.dtypes.map((dtype, i) => graph.node('given', laneType(dtype), [], i));
  const dependsOnState = dependence(state);
  // Lanes beyond the end of the array hold anything: they never are active.
  const within = graph.int('int32').lt(graph.node('position', 'i32', []), graph.constant(count, 'int32'));
  const wants = loop.active(state);
  const active = count % LANES === 0 ? wants : graph.mask.and(wants, within);
  const next = loop.step(state).map((node, i) => graph.select(active, node, state[i], loop.dtypes[i]));
  const results = loop.result(state);

  const emitter = new LaneEmitter(code, sources, counter);
  emitter.prepare([...loop.start, active, ...next, ...results]);
  code.countedLoop(counter, 0, count, LANES, () => {
    pointers.forEach((set) => set());
    const locals = loop.start.map((node, i) => {
      const vectors = emitter.compute(node);
      return Array.from({ length: vectorsOf(state[i]) }, (_, half) => {
        const local = code.local('v128');
        code.get(vectors[half] ?? vectors[0]).set(local);
        return local;
      });
    });
    state.forEach((node, i) => emitter.assign(node, locals[i]));
    // What stays the same from turn to turn is computed once.
    [active, ...next].forEach((root) => visit(root, (node) => !dependsOnState(node) && emitter.compute(node)));
    code.whileLoop(
      () => {
        const [low, high] = emitter.compute(active);
        code.get(low);
        if (high !== undefined) code.get(high).simd(simd.v128Or);
        code.simd(simd.v128AnyTrue);
      },
      () => {
        const vectors = next.map((node) => emitter.compute(node));
        locals.forEach((own, i) => own.forEach((local, half) => code.get(vectors[i][half] ?? vectors[i][0]).set(local)));
      },
    );
    // What the last turn left in other locals belongs to the state before it.
    const last = new LaneEmitter(code, sources, counter);
    state.forEach((node, i) => last.assign(node, locals[i]));
    results.forEach((node) => last.compute(node));
    results.forEach((node, i) => last.store(node, targets[i]));
  });
}

function vectorsOf(node: LaneNode): number {
  return node.type === 'f64' || node.type === 'm64' ? 2 : 1;
}

/** Whether a node needs one of these. */
function dependence(roots: readonly LaneNode[]): (node: LaneNode) => boolean {
  const known = new Map<LaneNode, boolean>(roots.map((node) => [node, true]));
  const depends = (node: LaneNode): boolean => {
    let answer = known.get(node);
    if (answer === undefined) known.set(node, (answer = node.args.some(depends)));
    return answer;
  };
  return depends;
}

/** Walks from a node to what it needs, no further than the first nodes that `stop` takes. */
function visit(node: LaneNode, stop: (node: LaneNode) => unknown, seen = new Set<LaneNode>()): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (stop(node) === false) node.args.forEach((arg) => visit(arg, stop, seen));
}
