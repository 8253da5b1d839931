import { bytesOf } from '../array/dtype.js';
import { sizeOf } from '../array/shape.js';
import { Var, type Equation } from '../program/program.js';

/** What a backward pass keeps of each step of a loop, and what it computes again. */
export interface Kept {
  readonly stored: readonly Var[];
  readonly recomputed: readonly Equation[];
}

export interface KeepOptions {
  /** Values that cost nothing to have: inputs of the loop, constants. */
  readonly free: (v: Var) => boolean;
  /** Values that are stored for another reason already. */
  readonly stored?: ReadonlySet<Var>;
  /** Of equal cuts the one nearest to what is computed first; otherwise the one with the least to compute again. */
  readonly nearSource?: boolean;
}

/**
 * Chooses what to store so that everything in `needed` can be had, with as few bytes as possible: a minimum vertex
 * cut between what must be stored if it is needed (inputs of the step, results of expensive ops) and what is needed.
 */
export function chooseResiduals(equations: readonly Equation[], needed: readonly Var[], options: KeepOptions): Kept {
  const definitions = new Map<Var, Equation>();
  equations.forEach((e) => e.outs.forEach((v) => definitions.set(v, e)));
  const network = new Network();
  const gates = new Map<Var, Gate>();
  const gateOf = (v: Var): Gate => {
    const known = gates.get(v);
    if (known !== undefined) return known;
    const gate = network.gate(options.stored?.has(v) === true ? 0.001 : sizeOf(v.shape) * bytesOf[v.dtype]);
    gates.set(v, gate);
    const e = definitions.get(v);
    if (e === undefined || !isCheap(e)) network.join(SOURCE, gate.in);
    else for (const a of e.ins) if (a instanceof Var && !options.free(a)) network.join(gateOf(a).out, gate.in);
    return gate;
  };
  for (const v of needed) if (!options.free(v)) network.join(gateOf(v).out, SINK);

  const reached = network.saturate();
  const toSink = options.nearSource === true ? undefined : network.reachesSink();
  const isCut = ({ in: enter, out: leave }: Gate): boolean =>
    toSink === undefined ? reached.has(enter) && !reached.has(leave) : toSink.has(leave) && !toSink.has(enter);
  const stored = [...gates].filter(([, gate]) => isCut(gate)).map(([v]) => v);

  const kept = new Set<unknown>(stored);
  const again = new Set<Equation>();
  const recompute = (v: unknown): void => {
    if (!(v instanceof Var) || kept.has(v) || options.free(v)) return;
    const e = definitions.get(v)!;
    if (again.has(e)) return;
    again.add(e);
    e.ins.forEach(recompute);
  };
  needed.forEach(recompute);
  return { stored, recomputed: equations.filter((e) => again.has(e)) };
}

/** Worth computing twice rather than keeping: lane by lane, or a mere rearrangement. */
function isCheap(e: Equation): boolean {
  return ['elementwise', 'view', 'alias', 'place'].includes(e.op.form.kind);
}

const SOURCE = 0;
const SINK = 1;

/** A value in the network: cutting between its two nodes means storing it. */
interface Gate {
  readonly in: number;
  readonly out: number;
}

interface Edge {
  readonly to: number;
  capacity: number;
  /** The edge back. */
  twin: Edge;
}

/** A flow network; its maximum flow is found along shortest paths (Edmonds and Karp 1972). */
class Network {
  private readonly edges: Edge[][] = [[], []];

  gate(capacity: number): Gate {
    const gate = { in: this.edges.length, out: this.edges.length + 1 };
    this.edges.push([], []);
    this.join(gate.in, gate.out, capacity);
    return gate;
  }

  join(from: number, to: number, capacity = Infinity): void {
    const edge = { to, capacity } as Edge;
    const back = { to: from, capacity: 0, twin: edge };
    edge.twin = back;
    this.edges[from].push(edge);
    this.edges[to].push(back);
  }

  /** Pushes all the flow there is. The nodes that the source still reaches. */
  saturate(): Set<number> {
    for (;;) {
      const arrived = new Map<number, Edge | undefined>([[SOURCE, undefined]]);
      for (const node of arrived.keys()) {
        if (node === SINK) break;
        for (const edge of this.edges[node]) if (edge.capacity > 0 && !arrived.has(edge.to)) arrived.set(edge.to, edge);
      }
      if (!arrived.has(SINK)) return new Set(arrived.keys());
      const path: Edge[] = [];
      for (let edge = arrived.get(SINK); edge !== undefined; edge = arrived.get(edge.twin.to)) path.push(edge);
      const flow = Math.min(...path.map((edge) => edge.capacity));
      for (const edge of path) {
        edge.capacity -= flow;
        edge.twin.capacity += flow;
      }
    }
  }

  /** The nodes from which the sink is still reached. */
  reachesSink(): Set<number> {
    const side = new Set([SINK]);
    for (const node of side) {
      for (const edge of this.edges[node]) if (edge.twin.capacity > 0) side.add(edge.to);
    }
    return side;
  }
}
