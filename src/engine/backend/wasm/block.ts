import type { CheckParams } from '../../control/check.js';
import type { CondParams } from '../../control/cond.js';
import { partsOf } from '../../control/scan-parts.js';
import type { ScanParams } from '../../control/scan.js';
import { partsOfWhile, type WhileParams } from '../../control/while.js';
import { removeDeadCode } from '../../compile/dce.js';
import { eventMask } from '../../compile/events-rule.js';
import { isCond, isScan, isWhile } from '../../compile/inner.js';
import { planKernels, type Kernel, type KernelPlan } from '../../compile/kernels.js';
import type { DType } from '../../array/dtype.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../../program/program.js';
import { Assembler } from './assembler.js';
import { emitFunctionOrLoop, findAlike } from './emit-alike.js';
import { emitCheck } from './emit-check.js';
import { denseView, emitCopy } from './emit-copy.js';
import type { FusedKernel } from './emit-fused.js';
import { emitSingle, type KernelContext } from './kernels.js';
import { LaneEmitter } from './lane-emitter.js';
import { LaneGraph } from './lane-node.js';
import type { Lowering, Sink } from './lower.js';
import { op } from './opcodes.js';
import { BASE, bytesOfArray, isFixed, keyOf, LANES, samePlace, shifted, type Place } from './place.js';
import { Reads } from './reads.js';
import type { Wanted } from './windows.js';

/** A copy to make when all kernels of a block have run. */
interface LateCopy {
  from: Atom;
  to: Wanted;
}

/** Lowers one straight line of equations: the program itself, the body of a loop, a branch. */
export class Block {
  private readonly plan: KernelPlan;
  private readonly reads: Reads;
  /** What stands at each place when the block begins. */
  private readonly occupants = new Map<string, Var>();
  /** The room that this block has taken, by the kernel after which it gives it back. */
  private readonly own = new Map<number, Place[]>();
  /** The kernel at hand. */
  private present = 0;
  /** Room of the present kernel alone. */
  private readonly scratch: Place[] = [];
  /** Every place a computed value is written to; the first is where it is read. */
  private readonly targets = new Map<Var, Place[]>();
  private readonly late: LateCopy[] = [];
  private successorsByPlace: Map<string, Atom[]> | undefined;

  constructor(
    private readonly lowering: Lowering,
    private readonly sink: Sink,
    private readonly program: Program,
    private readonly places: Map<Var, Place>,
    /** Where each output has to be in the end; undefined leaves it to this block. */
    private readonly wanted: readonly (Wanted | undefined)[],
    /** Outputs that must be copied there byte by byte: a kernel's store runs on to a whole vector. */
    private readonly copied: ReadonlySet<number> = new Set(),
  ) {
    for (const [v, place] of places) if (!this.occupants.has(keyOf(place))) this.occupants.set(keyOf(place), v);
    this.plan = planKernels(program, LANES, (v) => this.successors(v));
    this.reads = new Reads(program, this.plan);
  }

  /** The outputs that are wanted where an input stands. */
  private successors(v: Var): readonly Atom[] {
    if (this.successorsByPlace === undefined) {
      this.successorsByPlace = new Map();
      for (const [i, wanted] of this.wanted.entries()) {
        if (wanted === undefined || 'take' in wanted) continue;
        const key = keyOf(wanted);
        const there = this.successorsByPlace.get(key);
        if (there === undefined) this.successorsByPlace.set(key, [this.program.outs[i]]);
        else there.push(this.program.outs[i]);
      }
    }
    const place = this.successorsByPlace.size === 0 ? undefined : this.places.get(v);
    return place === undefined ? [] : (this.successorsByPlace.get(keyOf(place)) ?? []);
  }

  emit(): void {
    this.chooseTargets();
    const kernels = this.plan.kernels.map((kernel) => (kernel.kind === 'single' ? kernel : this.withPlaces(kernel)));
    const alike = findAlike(kernels.filter((kernel) => kernel.kind === 'fused'));
    for (const kernel of kernels) {
      if (kernel.kind === 'single') this.emitSingle(kernel.equation);
      else emitFunctionOrLoop(this.context(), kernel, alike.get(kernel));
      this.release();
    }
    this.copyLate();
    this.release();
  }

  /** Goes on to the next kernel: gives back the room of what none from there on reads. */
  private release(): void {
    const over = [...(this.own.get(this.present) ?? []), ...this.scratch.splice(0)];
    over.forEach((place) => this.lowering.release(place));
    this.present += 1;
  }

  /** Takes charge of the room of a value until it has been read for the last time. */
  private keep(v: Var, place: Place): void {
    const until = Math.max(this.lastUse(v), this.present);
    this.own.set(until, [...(this.own.get(until) ?? []), place]);
  }

  /** The last kernel that reads a value. Outputs are read when all kernels have run, or the whole program has. */
  private lastUse(v: Var): number {
    let last = -1;
    for (const { kernel } of this.reads.of(v)) last = Math.max(last, kernel);
    for (const out of this.reads.asOutput(v)) {
      last = Math.max(last, this.wanted[out] === undefined ? Infinity : this.plan.kernels.length);
    }
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
      if ('take' in place || root instanceof Literal || this.copied.has(i) || !this.mayStoreAt(root, place, i)) {
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
    return this.reads.of(v).length === 1 && this.reads.asOutput(v).length === 0;
  }

  private mayStoreAt(v: Var, place: Place, out: number): boolean {
    const home = this.plan.home(v);
    if (home === undefined) return false;
    const writer = this.plan.kernels[home];
    if (writer.kind === 'single' && writer.equation.op.programs !== undefined) return false;
    const occupant = this.occupants.get(keyOf(place));
    if (occupant === undefined) return true;
    if (this.reads.asOutput(occupant).some((i) => i !== out)) return false;
    return this.reads.of(occupant).every(({ kernel, input }) => {
      if (kernel !== home) return kernel < home;
      // A fused kernel reads an element before it writes the one in the same position.
      return writer.kind === 'fused' || input === inPlaceInput(writer.equation);
    });
  }

  private placeOf(v: Var): Place {
    const known = this.places.get(v) ?? this.targets.get(v)?.[0];
    if (known !== undefined) return known;
    const place = this.lowering.place(v);
    this.keep(v, place);
    this.targets.set(v, [place]);
    return place;
  }

  private withPlaces(kernel: Extract<Kernel, { kind: 'fused' }>): FusedKernel {
    return {
      ...kernel,
      plan: this.plan,
      input: (v) => this.placeOf(v),
      outputs: (v) => (this.reads.needed.has(v) ? [this.placeOf(v), ...(this.targets.get(v) ?? []).slice(1)] : []),
      stores: (v) => (this.reads.needed.has(v) ? Math.max(1, this.targets.get(v)?.length ?? 0) : 0),
    };
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
    const [wrong, ...values] = e.ins;
    const { number, status, kept } = this.lowering.check((e.params as CheckParams).message, wrong, values);
    const places = values.map((a) => this.read(a));
    emitCheck(this.sink.code, this.read(wrong), sizeOf(wrong.shape), number, status, () => {
      kept.forEach((to, i) => this.copy(places[i], to, values[i]));
    });
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
      this.keep(e.outs[i], place);
    });
  }

  private emitScan(e: Equation): void {
    const { constants, carries, length, reverse } = e.params as ScanParams;
    const ins = partsOf(e.ins, e.params as ScanParams);
    const carryPlaces = this.copyToCarries(ins.carries);
    const windows = this.sink.top ? this.lowering.windows(e, length) : undefined;
    const body = withMasks(e.params['body'] as Program, (i) => i >= carries && windows?.keepsEventsAlone(i) === true);
    const slices = ins.xs.map((a) => this.readFixed(a));
    const fixed = ins.constants.map((a) => this.readFixed(a));

    const code = new Assembler(windows === undefined ? ['i32', 'i32'] : ['i32', 'i32', 'i32']);
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
    const locals = { step: 1, first: 2, row };
    const wanted = body.outs.map((out, i): Wanted => {
      if (i < carries) return carryPlaces[i];
      return windows?.wanted(i, code, locals) ?? rowOf(this.placeOf(e.outs[i]), out);
    });
    // A store runs on to a whole vector: into the next row, which the next step writes. Backwards that row is done.
    const ragged = body.outs.flatMap((out, i) => (reverse && i >= carries && sizeOf(out.shape) % LANES !== 0 ? [i] : []));
    new Block(this.lowering, { code, top: false }, body, places, wanted, new Set(ragged)).emit();
    this.lowering.loop(this.sink, this.lowering.add(code), length, windows);
    this.keepCarries(e, carryPlaces);
  }

  /** The copies that had to wait. What one of them overwrites and another reads is set aside first. */
  private copyLate(): void {
    const sources = this.late.map(({ from, to }) => {
      const place = this.read(from);
      // A stretch of an array is lost with the array: compare where the whole of it stands.
      const { root } = this.plan.resolve(from);
      const whole = root instanceof Literal ? place : this.placeOf(root);
      const endangered = this.late.some((other) => other.to !== to && !('take' in other.to) && samePlace(other.to, whole));
      if (!endangered) return place;
      const aside = this.takeScratch(from.shape, from.dtype);
      this.copy(place, aside, from);
      return aside;
    });
    this.late.forEach(({ from, to }, i) => {
      if ('take' in to) to.take(sources[i]);
      else if (!samePlace(sources[i], to)) this.copy(sources[i], to, from);
    });
  }
}

/** Which input the kernel of an equation may write its output over. */
function inPlaceInput({ op }: Equation): number | undefined {
  return 'inPlace' in op.form ? op.form.inPlace : undefined;
}

/** The program with masks in the place of outputs of which events alone are kept. */
function withMasks(program: Program, isEvents: (out: number) => boolean): Program {
  const outs = program.outs.map((out, i) => {
    const e = isEvents(i) ? program.equations.find(({ outs }) => outs[0] === out) : undefined;
    return (e === undefined ? undefined : eventMask(e)) ?? out;
  });
  return outs.every((out, i) => out === program.outs[i]) ? program : removeDeadCode({ ...program, outs });
}
