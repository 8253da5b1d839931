import type { CheckParams } from '../../control/check.js';
import type { CondParams } from '../../control/cond.js';
import { partsOf } from '../../control/scan-parts.js';
import type { ScanParams } from '../../control/scan.js';
import { partsOfWhile, type WhileParams } from '../../control/while.js';
import { isCond, isScan, isWhile } from '../../compile/inner.js';
import { equationsOf, planKernels, type Kernel, type KernelPlan } from '../../compile/kernels.js';
import type { DType } from '../../array/dtype.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../../program/program.js';
import { Assembler } from './assembler.js';
import { emitCheck } from './emit-check.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitFused } from './emit-fused.js';
import { emitSingle, type KernelContext } from './kernels.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph } from './lane-node.js';
import type { Lowering, Sink } from './lower.js';
import { op } from './opcodes.js';
import { BASE, bytesOfArray, isFixed, LANES, samePlace, shifted, type Place } from './place.js';

/** A copy to make when all kernels of a block have run. */
interface LateCopy {
  from: Atom;
  to: Place;
}

/** Lowers one straight line of equations: the program itself, the body of a loop, a branch. */
export class Block {
  private readonly plan: KernelPlan;
  private readonly needed: ReadonlySet<Var>;
  private readonly lastUse: ReadonlyMap<Var, number>;
  /** Values whose room this block has taken, and gives back. */
  private readonly own = new Map<Var, Place>();
  /** Room of the present kernel alone. */
  private readonly scratch: Place[] = [];
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
    /** Outputs that must be copied there byte by byte: a kernel's store runs on to a whole vector. */
    private readonly copied: ReadonlySet<number> = new Set(),
  ) {
    this.plan = planKernels(program, LANES);
    this.needed = this.findNeeded();
    this.lastUse = this.findLastUse();
  }

  emit(): void {
    this.chooseTargets();
    this.plan.kernels.forEach((kernel, i) => {
      this.emitKernel(kernel);
      this.releaseAfter(i);
    });
    this.copyLate();
    this.releaseAfter(this.plan.kernels.length);
  }

  /** Gives back the room of what no later kernel reads, and of what only this kernel used. */
  private releaseAfter(kernel: number): void {
    for (const [v, place] of this.own) {
      if ((this.lastUse.get(v) ?? -1) > kernel) continue;
      this.own.delete(v);
      this.lowering.release(place);
    }
    this.scratch.splice(0).forEach((place) => this.lowering.release(place));
  }

  /** The last kernel that reads each value; outputs are read when all kernels have run. */
  private findLastUse(): Map<Var, number> {
    const last = new Map<Var, number>();
    const use = (a: Atom, at: number): void => {
      const root = this.plan.resolve(a).root;
      if (root instanceof Var) last.set(root, Math.max(at, last.get(root) ?? 0));
    };
    this.plan.kernels.forEach((kernel, i) => equationsOf(kernel).forEach((e) => e.ins.forEach((a) => use(a, i))));
    // A result without a wanted place is read when the program has finished.
    this.program.outs.forEach((a, i) => use(a, this.wanted[i] === undefined ? Infinity : this.plan.kernels.length));
    return last;
  }

  /** Where an atom stands after this block. */
  where(a: Atom): Place | Literal {
    const { root, offset } = this.plan.resolve(a);
    return root instanceof Literal ? root : shifted(this.placeOf(root), offset);
  }

  /** Lets an output be computed where it is wanted if nothing needs what stands there now. */
  private chooseTargets(): void {
    this.wanted.forEach((place, i) => {
      if (place === undefined) return;
      const root = this.plan.root(this.program.outs[i]);
      if (root instanceof Literal || this.copied.has(i) || !this.mayStoreAt(root, place, i)) {
        this.late.push({ from: root, to: place });
        return;
      }
      this.targets.set(root, [...(this.targets.get(root) ?? []), place]);
      this.passOn(root, place, i);
    });
  }

  /** What a kernel writes over is best computed there in the first place: a decayed state that spikes are added to. */
  private passOn(v: Var, place: Place, out: number): void {
    const kernel = this.plan.kernels[this.plan.home(v)!];
    if (kernel.kind === 'fused') return;
    const { equation } = kernel;
    const at = inPlaceInput(equation);
    const input = at === undefined ? undefined : this.plan.root(equation.ins[at]);
    if (!(input instanceof Var) || this.targets.has(input) || !this.isReadOnce(input) || !this.mayStoreAt(input, place, out)) return;
    this.targets.set(input, [place]);
    this.passOn(input, place, out);
  }

  private isReadOnce(v: Var): boolean {
    const reads = (a: Atom): boolean => this.plan.resolve(a).root === v;
    const readers = this.plan.kernels.flatMap((k) => equationsOf(k).flatMap((e) => e.ins.filter(reads)));
    return readers.length === 1 && !this.program.outs.some(reads);
  }

  private mayStoreAt(v: Var, place: Place, out: number): boolean {
    const home = this.plan.home(v);
    if (home === undefined) return false;
    const kernel = this.plan.kernels[home];
    if (kernel.kind === 'single' && kernel.equation.op.programs !== undefined) return false;
    const occupant = [...this.places].find(([, there]) => samePlace(there, place))?.[0];
    if (occupant === undefined) return true;
    const readsIt = (a: Atom): boolean => this.plan.resolve(a).root === occupant;
    if (this.program.outs.some((a, i) => i !== out && readsIt(a))) return false;
    return this.plan.kernels.every((k, at) => {
      if (!equationsOf(k).some((e) => e.ins.some(readsIt))) return true;
      // A fused kernel reads an element before it writes the one in the same position.
      return at < home || (at === home && (k.kind === 'fused' || overwrites(k.equation, readsIt)));
    });
  }

  private placeOf(v: Var): Place {
    const known = this.places.get(v) ?? this.targets.get(v)?.[0];
    if (known !== undefined) return known;
    const place = this.lowering.place(v);
    this.own.set(v, place);
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
      reductions: kernel.reductions,
      plan: this.plan,
      input: (v) => this.placeOf(v),
      outputs: (v) => (this.needed.has(v) ? [this.placeOf(v), ...(this.targets.get(v) ?? []).slice(1)] : []),
    });
  }

  /** The values that are read outside the kernel that computes them. */
  private findNeeded(): Set<Var> {
    const needed = new Set<Var>();
    const read = (a: Atom, by?: number): void => {
      const root = this.plan.resolve(a).root;
      if (root instanceof Var && this.plan.home(root) !== by) needed.add(root);
    };
    this.plan.kernels.forEach((kernel, i) => equationsOf(kernel).forEach((e) => e.ins.forEach((a) => read(a, i))));
    this.program.outs.forEach((a) => read(a));
    return needed;
  }

  private emitSingle(e: Equation): void {
    if (isScan(e)) this.emitScan(e);
    else if (isCond(e)) this.emitCond(e);
    else if (isWhile(e)) this.emitWhile(e);
    else if (e.op.form.kind === 'check') this.emitCheck(e);
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
      scratch: (shape, dtype) => this.takeScratch(shape, dtype),
      subroutine: (key, make) => this.lowering.subroutine(key, make),
    };
  }

  private takeScratch(shape: Shape, dtype: DType): Place {
    const place = this.lowering.place({ shape, dtype });
    this.scratch.push(place);
    return place;
  }

  /** The place of an operand; a constant is written to memory first. */
  private read(a: Atom): Place {
    const { root, offset } = this.plan.resolve(a);
    if (!(root instanceof Literal)) return shifted(this.placeOf(root), offset);
    const place = this.takeScratch(root.shape, root.dtype);
    this.writeLiteral(root, place);
    return place;
  }

  /** The place of an operand that another function is going to read. */
  private readFixed(a: Atom): Place {
    const place = this.read(a);
    if (isFixed(place)) return place;
    const fixed = this.takeScratch(a.shape, a.dtype);
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

  /** The operand's place, to be read by a function or branch that stands for itself. */
  private bindIns(vars: readonly Var[], places: readonly Place[]): Map<Var, Place> {
    return new Map(vars.map((v, i) => [v, places[i]]));
  }

  private emitCheck(e: Equation): void {
    const { number, status } = this.lowering.check((e.params as CheckParams).message);
    emitCheck(this.sink.code, this.read(e.ins[0]), sizeOf(e.ins[0].shape), number, status);
  }

  /** Every branch leaves its results in the same places; the index is compared with each number but the last. */
  private emitCond(e: Equation): void {
    const { branches } = e.params as CondParams;
    const [which, ...operands] = e.ins.map((a) => this.read(a));
    const results = e.outs.map((v) => this.placeOf(v));
    const { code } = this.sink;
    const inside: Sink = { code, top: false };
    const emit = (k: number): void => {
      const branch = branches[k];
      const run = (): void => new Block(this.lowering, inside, branch, this.bindIns(branch.ins, operands), results).emit();
      if (k === branches.length - 1) return run();
      code.get(which.address.pointer).access(op.i32Load, which.address.offset).i32(k);
      code.plain(k === 0 ? op.i32LeS : op.i32Eq).branch(run, () => emit(k + 1));
    };
    emit(0);
  }

  /** Condition and body are functions of their own, so that V8 may replace them while the loop runs. */
  private emitWhile(e: Equation): void {
    const params = e.params as WhileParams;
    const { forCondition, forBody, carries } = partsOfWhile(e.ins, params);
    const carryPlaces = this.copyToCarries(carries);
    const decision = this.takeScratch([], 'bool');
    const subprogram = (program: Program, constants: readonly Atom[], wanted: readonly Place[]): number => {
      const code = new Assembler(['i32']);
      const ins = this.bindIns(program.ins, [...constants.map((a) => this.readFixed(a)), ...carryPlaces]);
      new Block(this.lowering, { code, top: false }, program, ins, wanted).emit();
      return this.lowering.add(code);
    };
    const condition = subprogram(params.condition, forCondition, [decision]);
    const body = subprogram(params.body, forBody, carryPlaces);
    const { code } = this.sink;
    code.whileLoop(
      () => code.get(BASE).call(condition).get(BASE).access(op.i32Load8U, decision.address.offset),
      () => code.get(BASE).call(body),
    );
    this.keepCarries(e, carryPlaces);
  }

  /** Room for the carries of a loop, with their first values in it. */
  private copyToCarries(init: readonly Atom[]): Place[] {
    return init.map((a) => {
      const place = this.lowering.place(a);
      this.copy(this.read(a), place, a);
      return place;
    });
  }

  /** The last carries stay where they were carried. */
  private keepCarries(e: Equation, carryPlaces: readonly Place[]): void {
    carryPlaces.forEach((place, i) => {
      this.places.set(e.outs[i], place);
      this.own.set(e.outs[i], place);
    });
  }

  private emitScan(e: Equation): void {
    const { body, constants, carries, length, reverse } = e.params as ScanParams;
    const ins = partsOf(e.ins, e.params as ScanParams);
    const carryPlaces = this.copyToCarries(ins.carries);
    const stacked = e.outs.slice(carries).map((v) => this.placeOf(v));
    const slices = ins.xs.map((a) => this.readFixed(a));
    const fixed = ins.constants.map((a) => this.readFixed(a));

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
    const wanted = body.outs.map((out, i) => (i < carries ? carryPlaces[i] : rowOf(stacked[i - carries], out)));
    // A store runs on to a whole vector: into the next row, which the next step writes. Backwards that row is done.
    const ragged = body.outs.flatMap((out, i) => (reverse && i >= carries && sizeOf(out.shape) % LANES !== 0 ? [i] : []));
    new Block(this.lowering, { code, top: false }, body, places, wanted, new Set(ragged)).emit();
    this.lowering.loop(this.sink, this.lowering.add(code), length);
    this.keepCarries(e, carryPlaces);
  }

  /** The copies that had to wait. What one of them overwrites and another reads is set aside first. */
  private copyLate(): void {
    const sources = this.late.map(({ from, to }) => {
      const place = this.read(from);
      // A stretch of an array is lost with the array: compare where the whole of it stands.
      const { root } = this.plan.resolve(from);
      const whole = root instanceof Literal ? place : this.placeOf(root);
      const endangered = this.late.some((other) => other.to !== to && samePlace(other.to, whole));
      if (!endangered) return place;
      const aside = this.takeScratch(from.shape, from.dtype);
      this.copy(place, aside, from);
      return aside;
    });
    this.late.forEach(({ from, to }, i) => {
      if (!samePlace(sources[i], to)) this.copy(sources[i], to, from);
    });
  }
}

/** Which input the kernel of an equation may write its output over. */
function inPlaceInput({ op }: Equation): number | undefined {
  return 'inPlace' in op.form ? op.form.inPlace : undefined;
}

/** Whether the kernel writes over the one input that `readsIt` tells of, and reads it nowhere else. */
function overwrites(equation: Equation, readsIt: (a: Atom) => boolean): boolean {
  const inPlace = inPlaceInput(equation);
  return equation.ins.every((a, i) => i === inPlace || !readsIt(a));
}
