import { equationsOf, isScan, planKernels, type Kernel, type KernelPlan } from '../../compile/kernels.js';
import type { DType } from '../../array/dtype.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import type { ScanParams } from '../../control/scan.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../../program/program.js';
import { Assembler } from './assembler.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitFused } from './emit-fused.js';
import { emitSingle, type KernelContext } from './kernels.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph } from './lane-node.js';
import type { ModuleFunction } from './module.js';
import { ArenaPlan, BASE, bytesOfArray, isFixed, LANES, samePlace, type Place } from './place.js';

/** What JavaScript calls, in order: a function once, or a loop in chunks of its steps. */
export type Phase =
  | { readonly kind: 'once'; readonly name: string }
  | { readonly kind: 'loop'; readonly name: string; readonly length: number };

export interface Lowered {
  readonly functions: readonly ModuleFunction[];
  readonly phases: readonly Phase[];
  readonly arenaBytes: number;
  readonly ins: readonly Place[];
  /** A result that is a constant has no place. */
  readonly outs: readonly (Place | Literal)[];
}

/** Turns a program into functions and a plan of the arena they work in. */
export function lower(program: Program): Lowered {
  return new Lowering().lower(program);
}

/** Where the code of a block goes. At the top a loop ends the present function and starts another. */
interface Sink {
  code: Assembler;
  readonly top: boolean;
}

class Lowering {
  private readonly arena = new ArenaPlan();
  private readonly functions: ModuleFunction[] = [];
  private readonly phases: Phase[] = [];

  lower(program: Program): Lowered {
    const places = new Map<Var, Place>();
    const ins = program.ins.map((v) => {
      const place = this.arena.place(v.shape, v.dtype);
      places.set(v, place);
      return place;
    });
    const sink: Sink = { code: new Assembler(['i32']), top: true };
    const block = new Block(this, sink, program, places, program.outs.map(() => undefined));
    block.emit();
    this.finishPhase(sink);
    return {
      functions: this.functions,
      phases: this.phases,
      arenaBytes: this.arena.bytes,
      ins,
      outs: program.outs.map((a) => block.where(a)),
    };
  }

  place(v: Var | Literal): Place {
    return this.arena.place(v.shape, v.dtype);
  }

  scratch(shape: Shape, dtype: DType): Place {
    return this.arena.place(shape, dtype);
  }

  carryPlace(body: Program, i: number): Place {
    return this.arena.place(body.outs[i].shape, body.outs[i].dtype);
  }

  add(code: Assembler, exported?: string): number {
    this.functions.push(exported === undefined ? { code } : { code, exported });
    return this.functions.length - 1;
  }

  private finishPhase(sink: Sink): void {
    const name = `phase${this.phases.length}`;
    this.add(sink.code, name);
    this.phases.push({ kind: 'once', name });
    sink.code = new Assembler(['i32']);
  }

  /** Emits the loop itself: calls of a step function with the numbers from 0 to length - 1. */
  loop(sink: Sink, step: number, length: number): void {
    if (!sink.top) {
      if (length === 0) return;
      const i = sink.code.local('i32');
      sink.code.countedLoop(i, 0, length, 1, () => sink.code.get(BASE).get(i).call(step));
      return;
    }
    this.finishPhase(sink);
    const [from, to] = [1, 2];
    const code = new Assembler(['i32', 'i32', 'i32']);
    code.loopUntil(from, to, () => code.get(BASE).get(from).call(step));
    const name = `phase${this.phases.length}`;
    this.add(code, name);
    this.phases.push({ kind: 'loop', name, length });
  }
}

/** A copy to make when all kernels of a block have run. */
interface LateCopy {
  from: Atom;
  to: Place;
}

/** Lowers one straight line of equations: the program itself, or the body of a loop. */
class Block {
  private readonly plan: KernelPlan;
  private readonly needed: ReadonlySet<Var>;
  /** Every place a computed value is written to; the first is where it is read. */
  private readonly targets = new Map<Var, Place[]>();
  private readonly late: LateCopy[] = [];

  constructor(
    private readonly lowering: Lowering,
    private readonly sink: Sink,
    private readonly program: Program,
    private readonly places: Map<Var, Place>,
    /** Where each output has to be in the end; undefined leaves it to this block. */
    private readonly wanted: readonly (Place | undefined)[],
  ) {
    this.plan = planKernels(program);
    this.needed = this.findNeeded();
  }

  emit(): void {
    this.chooseTargets();
    this.plan.kernels.forEach((kernel) => this.emitKernel(kernel));
    this.copyLate();
  }

  /** Where an atom stands after this block. */
  where(a: Atom): Place | Literal {
    const root = this.plan.root(a);
    return root instanceof Literal ? root : this.placeOf(root);
  }

  /** Lets an output be computed where it is wanted if nothing needs what stands there now. */
  private chooseTargets(): void {
    this.wanted.forEach((place, i) => {
      if (place === undefined) return;
      const root = this.plan.root(this.program.outs[i]);
      if (root instanceof Literal || !this.mayStoreAt(root, place, i)) {
        this.late.push({ from: root, to: place });
        return;
      }
      this.targets.set(root, [...(this.targets.get(root) ?? []), place]);
    });
  }

  private mayStoreAt(v: Var, place: Place, out: number): boolean {
    const home = this.plan.home(v);
    if (home === undefined) return false;
    const kernel = this.plan.kernels[home];
    if (kernel.kind === 'single' && isScan(kernel.equation)) return false;
    const occupant = [...this.places].find(([, there]) => samePlace(there, place))?.[0];
    if (occupant === undefined) return true;
    const readsIt = (a: Atom): boolean => this.plan.root(a) === occupant;
    if (this.program.outs.some((a, i) => i !== out && readsIt(a))) return false;
    return this.plan.kernels.every((k, at) => {
      if (!equationsOf(k).some((e) => e.ins.some(readsIt))) return true;
      // A fused kernel reads an element before it writes the one in the same position.
      return at < home || (at === home && k.kind === 'fused');
    });
  }

  private placeOf(v: Var): Place {
    const known = this.places.get(v) ?? this.targets.get(v)?.[0];
    if (known !== undefined) return known;
    const place = this.lowering.place(v);
    this.targets.set(v, [place]);
    return place;
  }

  private emitKernel(kernel: Kernel): void {
    if (kernel.kind === 'single') {
      this.emitSingle(kernel.equation);
      return;
    }
    emitFused(this.sink.code, {
      count: kernel.count,
      equations: kernel.equations,
      root: this.plan.root,
      input: (v) => this.placeOf(v),
      outputs: (v) => (this.needed.has(v) ? [this.placeOf(v), ...(this.targets.get(v) ?? []).slice(1)] : []),
    });
  }

  /** The values that are read outside the kernel that computes them. */
  private findNeeded(): Set<Var> {
    const needed = new Set<Var>();
    const read = (a: Atom, by?: number): void => {
      const root = this.plan.root(a);
      if (root instanceof Var && this.plan.home(root) !== by) needed.add(root);
    };
    this.plan.kernels.forEach((kernel, i) => equationsOf(kernel).forEach((e) => e.ins.forEach((a) => read(a, i))));
    this.program.outs.forEach((a) => read(a));
    return needed;
  }

  private emitSingle(e: Equation): void {
    if (isScan(e)) this.emitScan(e);
    else emitSingle(this.context(), e);
    for (const v of e.outs) {
      const [first, ...others] = this.targets.get(v) ?? [];
      for (const other of others) this.copy(first, other, v);
    }
  }

  private context(): KernelContext {
    return {
      code: this.sink.code,
      read: (a) => this.read(a),
      place: (v) => this.placeOf(v),
      scratch: (shape, dtype) => this.lowering.scratch(shape, dtype),
    };
  }

  /** The place of an operand; a constant is written to memory first. */
  private read(a: Atom): Place {
    const root = this.plan.root(a);
    if (!(root instanceof Literal)) return this.placeOf(root);
    const place = this.lowering.place(root);
    this.writeLiteral(root, place);
    return place;
  }

  /** The place of an operand that another function is going to read. */
  private readFixed(a: Atom): Place {
    const place = this.read(a);
    if (isFixed(place)) return place;
    const fixed = this.lowering.place(a);
    this.copy(place, fixed, a);
    return fixed;
  }

  private writeLiteral(literal: Literal, to: Place): void {
    const node = new LaneGraph().constant(literal.value, literal.dtype);
    const emitter = new LaneEmitter(this.sink.code, [], BASE);
    emitter.compute(node);
    emitter.store(node, to);
  }

  private copy(from: Place, to: Place, of: Atom): void {
    emitCopy(this.sink.code, of.shape, from, denseView(of.shape), to, denseView(of.shape));
  }

  private emitScan(e: Equation): void {
    const { body, constants, carries, length, reverse } = e.params as ScanParams;
    const inputs = e.ins.map((a) => this.read(a));
    const carryPlaces = Array.from({ length: carries }, (_, i) => this.lowering.carryPlace(body, i));
    carryPlaces.forEach((to, i) => this.copy(inputs[constants + i], to, e.ins[constants + i]));
    const stacked = e.outs.slice(carries).map((v) => this.placeOf(v));
    const slices = e.ins.slice(constants + carries).map((a) => this.readFixed(a));
    const fixed = e.ins.slice(0, constants).map((a) => this.readFixed(a));

    const code = new Assembler(['i32', 'i32']);
    const row = code.local('i32');
    if (reverse) code.i32(length - 1).get(1).sub().set(row);
    else code.get(1).set(row);
    const rowOf = (place: Place, element: Var | Literal): Place => {
      const pointer = code.local('i32');
      code.address(place.address).get(row).i32(bytesOfArray(element.shape, element.dtype)).mul().add().set(pointer);
      return { address: { pointer, offset: 0 }, dtype: place.dtype };
    };
    const places = new Map<Var, Place>();
    body.ins.forEach((v, i) => {
      const place =
        i < constants
          ? fixed[i]
          : i < constants + carries
            ? carryPlaces[i - constants]
            : rowOf(slices[i - constants - carries], v);
      places.set(v, place);
    });
    // A store runs on to a whole vector: into the next row, which the next step writes. Backwards that row is done.
    const wanted = body.outs.map((out, i) => {
      if (i < carries) return carryPlaces[i];
      const exact = sizeOf(out.shape) % LANES === 0;
      return reverse && !exact ? undefined : rowOf(stacked[i - carries], out);
    });
    const inner = new Block(this.lowering, { code, top: false }, body, places, wanted);
    inner.emit();
    body.outs.forEach((out, i) => {
      if (wanted[i] === undefined) inner.copy(inner.read(out), rowOf(stacked[i - carries], out), out);
    });
    this.lowering.loop(this.sink, this.lowering.add(code), length);
    carryPlaces.forEach((place, i) => this.places.set(e.outs[i], place));
  }

  /** The copies that had to wait. What one of them overwrites and another reads is set aside first. */
  private copyLate(): void {
    const sources = this.late.map(({ from, to }) => {
      const place = this.read(from);
      const endangered = this.late.some((other) => other.to !== to && samePlace(other.to, place));
      if (!endangered) return place;
      const aside = this.lowering.place(from);
      this.copy(place, aside, from);
      return aside;
    });
    this.late.forEach(({ from, to }, i) => {
      if (!samePlace(sources[i], to)) this.copy(sources[i], to, from);
    });
  }
}
