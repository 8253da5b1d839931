import { fail } from '../../core/error.js';
import { unflatten, type TreeShape } from '../../core/tree.js';
import {
  inline,
  isFloat,
  linearize,
  NDArray,
  pullBack,
  showAval,
  toValue,
  type Aval,
  type Operand,
  type Tangent,
} from '../../engine/index.js';
import { unitless, type AnyUnit } from '../../unit/index.js';
import { pairOf } from './checks.js';
import { atPath, inUnit } from './fit.js';
import { takeStates, type StateTree } from './grad-states.js';
import { positionsOf, type Wanted } from './gradient-options.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { traceStateful, type StatefulProgram } from './stateful-program.js';

/** One array to differentiate by. */
export interface Target {
  /** Which input of the program it is; undefined for a State that the function does not touch. */
  readonly input: number | undefined;
  readonly aval: Aval;
  readonly unit: AnyUnit;
}

/** A group of targets that make one tree: the value of a State, an argument. */
export interface TargetTree {
  readonly targets: readonly Target[];
  readonly shape: TreeShape;
}

/** A call of a function, traced, with what to differentiate it by. Everything belongs to the trace that records. */
export class Differentiable {
  constructor(
    readonly wanted: Wanted,
    private readonly traced: StatefulProgram,
    /** What its inputs stand for. */
    readonly ins: readonly Operand[],
    /** What is differentiated, and what is only handed on. */
    readonly head: Leaves,
    readonly aux: Leaves | undefined,
    private readonly stateTree: StateTree | undefined,
    private readonly stateTrees: readonly TargetTree[],
    private readonly argTrees: readonly TargetTree[],
  ) {}

  get program() {
    return this.traced.program;
  }

  /** Every array to differentiate by: those of States, then those of arguments. */
  get targets(): readonly Target[] {
    return [...this.stateTrees, ...this.argTrees].flatMap(({ targets }) => targets);
  }

  /** The first output that is differentiated. */
  get start(): number {
    return this.traced.written;
  }

  /** The outputs that are differentiated. */
  get heads(): readonly Aval[] {
    return this.program.outs.slice(this.start, this.start + this.head.operands.length);
  }

  /** Which inputs vary. */
  get varying(): boolean[] {
    const inputs = new Set(this.targets.map(({ input }) => input));
    return this.program.ins.map((_, i) => inputs.has(i));
  }

  /** The inputs with other values for the targets. */
  at(values: readonly Operand[]): Operand[] {
    const ins = [...this.ins];
    this.targets.forEach(({ input }, i) => {
      if (input !== undefined) ins[input] = values[i];
    });
    return ins;
  }

  /** The values of the targets; zeros for what is not touched. */
  get point(): Operand[] {
    return this.targets.map(({ input, aval }) => (input === undefined ? NDArray.zeros(aval.shape, aval.dtype) : this.ins[input]));
  }

  /** For each input of the program something that belongs to a target, null elsewhere. */
  spread<T>(values: readonly T[]): (T | null)[] {
    const spread: (T | null)[] = this.program.ins.map(() => null);
    this.targets.forEach(({ input }, i) => {
      if (input !== undefined) spread[input] = values[i];
    });
    return spread;
  }

  /** Of something for each input of the program, what belongs to the targets. */
  gather<T>(values: readonly (T | null)[]): (T | null)[] {
    return this.targets.map(({ input }) => (input === undefined ? null : values[input]));
  }

  /** Runs the function at the point, and linearizes it there: cotangents of the heads to those of the targets. */
  linearized(): { outs: readonly Operand[]; pull(cotangents: readonly Tangent[]): Tangent[] } {
    return linearizedAt(this, this.ins);
  }

  /** Runs `f`; if that fails, what tracing the function changed besides States is put back. */
  orUndone<T>(f: () => T): T {
    try {
      return f();
    } catch (error) {
      this.traced.undo();
      throw error;
    }
  }

  /** Runs the function at the point. */
  evaluated(): readonly Operand[] {
    return inline(this.program, this.ins);
  }

  /** Gives the States what the function left in them, and puts its value together. */
  finish(outs: readonly Operand[]): { value: unknown; aux: unknown } {
    const results = this.traced.finish(outs);
    const count = this.head.operands.length;
    return {
      value: putTogether(this.head, results.slice(0, count)),
      aux: this.aux === undefined ? undefined : putTogether(this.aux, results.slice(count)),
    };
  }

  /** Something for each target as the trees that the caller wants. */
  arrange(values: readonly unknown[]): unknown {
    return this.joined(this.treesOf(values));
  }

  /** The same for each of several rows, which are put together as a tree of this shape. */
  arrangeRows(shape: TreeShape, rows: readonly (readonly unknown[])[]): unknown {
    const trees = rows.map((row) => this.treesOf(row));
    return this.joined({
      ofStates: unflatten(shape, trees.map(({ ofStates }) => ofStates)),
      ofArguments: unflatten(shape, trees.map(({ ofArguments }) => ofArguments)),
    });
  }

  private treesOf(values: readonly unknown[]): { ofStates: unknown; ofArguments: unknown } {
    let next = 0;
    const build = ({ shape, targets }: TargetTree): unknown => {
      const own = values.slice(next, next + targets.length);
      next += targets.length;
      return unflatten(shape, own);
    };
    const ofStates = this.stateTree?.around(this.stateTrees.map(build));
    const args = this.argTrees.map(build);
    return { ofStates, ofArguments: typeof this.wanted.argnums === 'number' ? args[0] : args };
  }

  private joined({ ofStates, ofArguments }: { ofStates: unknown; ofArguments: unknown }): unknown {
    if (this.stateTree === undefined) return ofArguments;
    return this.wanted.argnums === undefined ? ofStates : [ofStates, ofArguments];
  }
}

/** Runs a function at a point and linearizes it there. */
export function linearizedAt(f: Differentiable, ins: readonly Operand[]) {
  const line = linearize(f.program, ins, f.varying);
  return {
    outs: line.outs,
    pull: (cotangents: readonly Tangent[]): Tangent[] => {
      const all = line.outs.map((_, i): Tangent => cotangents[i - f.start] ?? null);
      return f.gather(pullBack(line, all));
    },
  };
}

/** Traces a call, and finds what to differentiate by. */
export function differentiable(
  wanted: Wanted,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
): Differentiable {
  const { operation, gradStates, hasAux } = wanted;
  const stateTree = gradStates === undefined ? undefined : takeStates(operation, gradStates);
  for (const n of positionsOf(wanted.argnums)) {
    if (n >= args.length) fail('transform/argnums', { operation, value: String(n), count: args.length });
  }
  if ((stateTree?.states.length ?? 0) === 0 && positionsOf(wanted.argnums).length === 0) {
    fail('transform/nothingToDifferentiate', { operation });
  }
  const given = takeApart(args, 'an argument');
  let head: Leaves | undefined;
  let aux: Leaves | undefined;
  const values = given.operands.map((x) => toValue(x));
  const traced = traceStateful(values, (ins) => {
    const returned = f(...(putTogether(given, ins) as never[]));
    const [value, rest] = hasAux
      ? pairOf(`${operation} with hasAux: the function`, '[value, anything]', returned)
      : [returned, null];
    head = withoutScale(takeApart(value, 'the value that is differentiated'));
    if (hasAux) aux = takeApart(rest, 'the second value');
    return [putTogether(head, head.operands), rest];
  });
  const stateTrees = stateTree === undefined ? [] : targetsOfStates(wanted, stateTree, traced);
  const argTrees = targetsOfArguments(wanted, args, traced);
  return new Differentiable(wanted, traced, [...traced.given(), ...values], head!, aux, stateTree, stateTrees, argTrees);
}

/** Ratios such as mV per V as the numbers they are. */
function withoutScale(leaves: Leaves): Leaves {
  const plain = leaves.units.map((unit) => (unit.dimension.isOne ? unitless : unit) as AnyUnit);
  return { ...leaves, units: plain, operands: leaves.operands.map((x, i) => inUnit(x, leaves.units[i], plain[i])) };
}

function targetsOfStates(wanted: Wanted, { states }: StateTree, traced: StatefulProgram): TargetTree[] {
  const untouched = states.filter((state) => traced.startOf(state) === undefined);
  if (wanted.checkStates && untouched.length > 0) {
    fail('transform/untouched', { operation: wanted.operation, states: untouched.map((s) => s.label) });
  }
  return states.map((state) => {
    const value = takeApart(state.value, `the value of ${state.label}`);
    const start = traced.startOf(state);
    const targets = value.operands.map((x, i): Target => {
      const { shape, dtype } = toValue(x);
      requireFloat(wanted.operation, `${state.label}${atPath(value.paths[i])}`, { shape, dtype });
      return { input: start === undefined ? undefined : start + i, aval: { shape, dtype }, unit: value.units[i] };
    });
    return { targets, shape: value.shape };
  });
}

function targetsOfArguments(wanted: Wanted, args: readonly unknown[], traced: StatefulProgram): TargetTree[] {
  const first = traced.constants + traced.written;
  const parts = args.map((arg) => takeApart(arg, 'an argument'));
  return positionsOf(wanted.argnums).map((n) => {
    const before = parts.slice(0, n).reduce((count, { operands }) => count + operands.length, 0);
    const { operands, paths, units, shape } = parts[n];
    const targets = operands.map((x, i): Target => {
      const aval = toValue(x);
      requireFloat(wanted.operation, `argument ${n}${atPath(paths[i])}`, aval);
      return { input: first + before + i, aval: { shape: aval.shape, dtype: aval.dtype }, unit: units[i] };
    });
    return { targets, shape };
  });
}

function requireFloat(operation: string, what: string, aval: Aval): void {
  if (!isFloat(aval.dtype)) fail('transform/notFloat', { operation, what, got: showAval(aval) });
}

/** Refuses results that are not float. */
export function requireFloatResults({ wanted: { operation }, head, heads }: Differentiable): void {
  if (heads.length === 0) fail('transform/floatResult', { operation, at: '', got: 'nothing' });
  heads.forEach((aval, i) => {
    if (!isFloat(aval.dtype)) fail('transform/floatResult', { operation, at: atPath(head.paths[i]), got: showAval(aval) });
  });
}

/** Refuses results with a unit, unless units are to come out. */
export function requirePlainResults({ wanted: { operation, unitAware }, head }: Differentiable): void {
  if (unitAware) return;
  head.units.forEach((unit, i) => {
    if (!unit.dimension.isOne) fail('transform/lossUnit', { operation, unit: unit.symbol, at: atPath(head.paths[i]) });
  });
}

/** Refuses a value that is not one float scalar. */
export function requireScalarHead(f: Differentiable): void {
  const { heads, wanted } = f;
  if (heads.length !== 1 || heads[0].shape.length > 0 || !isFloat(heads[0].dtype)) {
    fail('transform/scalarLoss', { operation: wanted.operation, got: heads.map(showAval).join(', ') || 'nothing' });
  }
  requirePlainResults(f);
}
