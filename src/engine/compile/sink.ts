import { bytesOf } from '../array/dtype.js';
import { sizeOf } from '../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';
import { isReduction, type FusedKernel, type Operand, type SingleKernel } from './kernels.js';

type AnyKernel = FusedKernel | SingleKernel;

/** A division of a program into kernels, as it stands so far. */
export interface Division {
  readonly program: Program;
  readonly kernels: readonly AnyKernel[];
  readonly homes: ReadonlyMap<Var, number>;
  readonly root: (a: Atom) => Atom;
  readonly resolve: (a: Atom) => Operand;
  /** The outputs that are going to stand where an input stands. */
  readonly successors: (v: Var) => readonly Atom[];
}

/** Who reads a value. `inStep`: element by element, so that one loop can make the value and use it. */
interface Reader {
  readonly equation: Equation;
  readonly inStep: boolean;
  /** The kernel that it stood in at first: what gives nothing, as a check, has no home, and stays there. */
  readonly kernel: number;
}

/**
 * Moves equations into later kernels. What a kernel computes early for a later one is written to memory and read again;
 * computed where it is used, it stays in a register, and what it is made of is read there. Whichever takes less memory
 * traffic is taken: for all that could move out of a kernel together, else one by one.
 */
export function sink(division: Division): { kernels: readonly AnyKernel[]; homes: ReadonlyMap<Var, number> } {
  const plan = new Plan(division);
  for (let k = division.kernels.length - 2; k >= 0; k--) {
    const kernel = division.kernels[k];
    if (kernel.kind === 'fused' && kernel.count >= WORTH_IT) sinkFrom(plan, k);
  }
  return plan.finished();
}

/** Elements below which no memory traffic is worth planning for. */
const WORTH_IT = 32;

function sinkFrom(plan: Plan, k: number): void {
  const later = plan.loopsFrom(k);
  if (later.length === 1) return;
  const start = plan.traffic(later);
  const moved = plan.moveAll(k);
  if (moved.length === 0 || plan.traffic(later) < start) return;
  plan.undo(moved);
  for (const e of [...plan.equations(k)].reverse()) {
    const to = plan.latest(e, k);
    if (to === k) continue;
    const before = plan.traffic([k, to]);
    plan.move(e, k, to);
    if (plan.traffic([k, to]) >= before) plan.move(e, to, k);
  }
}

interface Move {
  readonly equation: Equation;
  readonly from: number;
  readonly to: number;
}

class Plan {
  private readonly homes: Map<Var, number>;
  private readonly members: (Equation[] | undefined)[];
  private readonly order = new Map<Equation, number>();
  private readonly readers = new Map<Atom, Reader[]>();
  private readonly outs: ReadonlySet<Atom>;
  private readonly ins: ReadonlySet<Atom>;

  constructor(private readonly division: Division) {
    const { program, kernels, resolve, root } = division;
    this.homes = new Map(division.homes);
    this.members = kernels.map((kernel) => (kernel.kind === 'fused' ? [...kernel.equations] : undefined));
    program.equations.forEach((e, i) => this.order.set(e, i));
    for (const [k, kernel] of kernels.entries()) {
      for (const equation of kernel.kind === 'fused' ? [...kernel.equations, ...kernel.reductions] : [kernel.equation]) {
        for (const a of equation.ins) {
          const stored = resolve(a).root;
          const list = this.readers.get(stored) ?? [];
          list.push({ equation, inStep: stored === root(a), kernel: k });
          this.readers.set(stored, list);
        }
      }
    }
    this.outs = new Set(program.outs.map((a) => resolve(a).root));
    this.ins = new Set(program.ins);
  }

  /** This kernel and the later ones of its size. */
  loopsFrom(k: number): number[] {
    const { kernels } = this.division;
    const { count } = kernels[k] as FusedKernel;
    return kernels.flatMap((_, i) => (i >= k && this.isLoop(i, count) ? [i] : []));
  }

  equations(k: number): readonly Equation[] {
    return this.members[k]!;
  }

  /** Moves whatever can leave kernel k, the last equations first, so that what they need can follow. */
  moveAll(k: number): Move[] {
    const moves: Move[] = [];
    for (const equation of [...this.equations(k)].reverse()) {
      const to = this.latest(equation, k);
      if (to === k) continue;
      this.move(equation, k, to);
      moves.push({ equation, from: k, to });
    }
    return moves;
  }

  undo(moves: readonly Move[]): void {
    for (const { equation, from, to } of moves) this.move(equation, to, from);
  }

  move(equation: Equation, from: number, to: number): void {
    const source = this.members[from]!;
    source.splice(source.indexOf(equation), 1);
    const target = this.members[to]!;
    const place = this.order.get(equation)!;
    let at = target.length;
    while (at > 0 && this.order.get(target[at - 1])! > place) at--;
    target.splice(at, 0, equation);
    equation.outs.forEach((v) => this.homes.set(v, to));
  }

  /** The latest kernel of the same size that an equation may stand in. */
  latest(equation: Equation, k: number): number {
    const { kernels, resolve, root } = this.division;
    const { count } = kernels[k] as FusedKernel;
    let limit = kernels.length - 1;
    for (const v of equation.outs) {
      for (const { equation: user, inStep, kernel } of this.readers.get(v) ?? []) {
        const home = user.outs.length === 0 ? kernel : this.homes.get(user.outs[0])!;
        limit = Math.min(limit, inStep && this.isLoop(home, count) ? home : home - 1);
      }
    }
    // What is handed on takes the place of what came in: whoever reads that comes first, or in the same loop.
    for (const a of equation.ins) {
      const stored = resolve(a).root;
      if (this.ins.has(stored)) limit = Math.min(limit, this.overwritten(stored as Var, equation) - (stored === root(a) ? 0 : 1));
    }
    for (let to = limit; to > k; to--) if (this.isLoop(to, count)) return to;
    return k;
  }

  /** Bytes that these kernels read and write, for each of their steps. */
  traffic(kernels: readonly number[]): number {
    return kernels.reduce((sum, k) => sum + this.trafficOf(k), 0);
  }

  finished(): { kernels: readonly AnyKernel[]; homes: ReadonlyMap<Var, number> } {
    const kept: AnyKernel[] = [];
    const place = this.division.kernels.map((kernel, k) => {
      const equations = this.members[k];
      if (kernel.kind === 'fused' && equations!.length + kernel.reductions.length === 0) return -1;
      return kept.push(kernel.kind === 'fused' ? { ...kernel, equations: equations! } : kernel) - 1;
    });
    return { kernels: kept, homes: new Map([...this.homes].map(([v, k]) => [v, place[k]])) };
  }

  private isLoop(k: number, count: number): boolean {
    const kernel = this.division.kernels[k];
    return kernel.kind === 'fused' && kernel.count === count;
  }

  /** The first kernel that may write where an input stands, but for what this equation itself writes there. */
  private overwritten(v: Var, by: Equation): number {
    let first = this.division.kernels.length;
    for (const out of this.division.successors(v)) {
      for (let next: Atom | undefined = this.division.root(out); next instanceof Var; next = this.inPlaceOf(next)) {
        if (!by.outs.includes(next)) first = Math.min(first, this.homes.get(next) ?? first);
      }
    }
    return first;
  }

  /** What is best computed where this value is going to stand: it is made by changing that. */
  private inPlaceOf(v: Var): Atom | undefined {
    const kernel = this.division.kernels[this.homes.get(v) ?? -1] as AnyKernel | undefined;
    if (kernel?.kind !== 'single') return undefined;
    const { form } = kernel.equation.op;
    return 'inPlace' in form && form.inPlace !== undefined ? this.division.root(kernel.equation.ins[form.inPlace]) : undefined;
  }

  private trafficOf(k: number): number {
    const { kernels, resolve, root } = this.division;
    const kernel = kernels[k] as FusedKernel;
    const read = new Set<Atom>();
    let bytes = 0;
    for (const e of [...this.members[k]!, ...kernel.reductions]) {
      for (const a of e.ins) {
        const stored = resolve(a).root;
        if (stored instanceof Literal || sizeOf(stored.shape) === 1) continue;
        const here = this.homes.get(stored) === k && stored === root(a) && !isReduction(kernel, stored);
        if (!here) read.add(stored);
      }
      for (const v of e.outs) if (this.isStored(v, k)) bytes += kernel.count * bytesOf[v.dtype];
    }
    for (const a of read) bytes += Math.min(kernel.count, sizeOf(a.shape)) * bytesOf[a.dtype];
    return bytes;
  }

  private isStored(v: Var, k: number): boolean {
    if (this.outs.has(v)) return true;
    return (this.readers.get(v) ?? []).some(({ equation, inStep }) => !inStep || this.homes.get(equation.outs[0]) !== k);
  }
}
