import { config } from '../../core/config.js';
import { fail, originHere, type Origin } from '../../core/error.js';
import type { DType } from '../array/dtype.js';
import { type NDArray } from '../array/ndarray.js';
import type { Op, Operand, Params } from '../program/op.js';
import { Literal, newWalk, Var, type Aval, type Atom, type Equation, type Program } from '../program/program.js';
import { showAval } from '../program/print.js';

/** A place that a program reads from and writes to while the user sees one object: a State. */
export interface Cell {
  /** What it holds outside of every trace. */
  readonly stored: readonly NDArray[];
}

/** What a trace knows of a cell: the variables that stand for its value at the start, and its value now. */
export interface CellTrace {
  readonly ins: readonly Var[];
  current: readonly Operand[];
  written: boolean;
}

/** An endless `while (tracer)` must end somewhere. */
const MAX_EQUATIONS = 200_000;

/**
 * Records the equations of one scope while a function runs on tracers. Nothing outside it changes meanwhile:
 * States are read and written in `cells`, so a function that throws leaves no trace.
 */
export class Builder {
  readonly equations: Equation[] = [];
  readonly cells = new Map<Cell, CellTrace>();
  /** Arrays that the function took from around it: inputs of the program, found again by identity. */
  readonly captured = new Map<NDArray, Var>();
  private readonly arrays = new Map<Var, NDArray>();
  /** How to put back what the traced function changed outside of cells, oldest first. */
  private readonly undo: (() => void)[] = [];

  /**
   * - `scope`: the body of a function of the user, with the States that it touches.
   * - `transparent`: has no cells of its own; States are those of the scope around it.
   * - `tangents`: owns only what depends on its own inputs. An equation that uses nothing of this scope is emitted in
   *   the parent's.
   * - `body`: the same for the body of a loop that a transformation writes, whose invariants so leave it; but what makes
   *   much of little stays, since keeping it for the whole loop would cost more.
   */
  constructor(
    readonly parent: Builder | null,
    readonly kind: 'scope' | 'transparent' | 'tangents' | 'body' = 'scope',
  ) {}

  input(aval: Aval): Var {
    return new Var(aval.shape, aval.dtype, this);
  }

  /** The cell's trace in this scope; its inputs are made at the first touch. */
  touch(cell: Cell): CellTrace {
    let entry = this.cells.get(cell);
    if (entry === undefined) {
      const ins = cellAvals(this, cell).map((aval) => this.input(aval));
      entry = { ins, current: ins, written: false };
      this.cells.set(cell, entry);
    }
    return entry;
  }

  /** Remembers how to put back what the traced function is about to change outside of Cells. */
  onAbort(undo: () => void): void {
    this.undo.push(undo);
  }

  /** Puts everything back that `onAbort` was told of, newest first. */
  abort(): void {
    for (let undo = this.undo.pop(); undo !== undefined; undo = this.undo.pop()) undo();
  }

  /** Hands the journal of a finished scope to its parent: the whole trace may still fail. */
  handOver(): void {
    this.parent?.undo.push(...this.undo.splice(0));
  }

  root(): Builder {
    return this.parent === null ? this : this.parent.root();
  }

  /** The operand as an atom of a program of this scope. */
  atom(x: Operand, dtype: DType): Atom {
    if (typeof x === 'number') return new Literal(x, dtype);
    if (x instanceof Var) {
      if (!this.sees(x)) fail('trace/leaked', { value: showAval(x) });
      return x;
    }
    if (x.shape.length === 0) return new Literal(x.data[0], x.dtype);
    const root = this.root();
    let variable = root.captured.get(x);
    if (variable === undefined) {
      // Not an input of the root's own: its scope is the map of captured arrays.
      variable = new Var(x.shape, x.dtype, root.captured);
      root.captured.set(x, variable);
      root.arrays.set(variable, x);
    }
    return variable;
  }

  /** The array that a captured variable of this scope stands for. */
  capturedArray(v: Var): NDArray | undefined {
    return this.arrays.get(v);
  }

  private sees(x: Var): boolean {
    for (let scope: Builder | null = this; scope !== null; scope = scope.parent) {
      if (scope === x.scope || scope.captured === x.scope) return true;
    }
    return false;
  }
}

function cellAvals(builder: Builder, cell: Cell): readonly Aval[] {
  for (let scope = builder.parent; scope !== null; scope = scope.parent) {
    const entry = scope.cells.get(cell);
    if (entry !== undefined) return entry.ins;
  }
  return cell.stored;
}

let current: Builder | null = null;
let ambientOrigin: Origin | undefined;
let ambientScope: string | undefined;
let inRule = false;

/** The builder that records at present, or null when operations run at once. */
export function currentBuilder(): Builder | null {
  return current;
}

/**
 * What the present trace knows of a cell, or null when nothing records and the cell holds its value itself. A cell
 * touched for the first time becomes an input of the trace.
 */
export function cellTrace(cell: Cell): CellTrace | null {
  return currentScope()?.touch(cell) ?? null;
}

/** The scope whose program holds cells now: that of the function being traced, not of a derivative inside it. */
export function currentScope(): Builder | null {
  let scope = current;
  while (scope !== null && scope.kind !== 'scope') scope = scope.parent;
  return scope;
}

/** Runs `f` with this builder recording. */
export function within<T>(builder: Builder | null, f: () => T): T {
  const before = current;
  current = builder;
  try {
    return f();
  } catch (error) {
    builder?.abort();
    throw error;
  } finally {
    current = before;
  }
}

/** Runs `f` so that what it records points at the user's line that `origin` came from. */
export function withOrigin<T>(origin: Origin | undefined, f: () => T): T {
  if (origin === undefined || origin === ambientOrigin) return f();
  const before = ambientOrigin;
  ambientOrigin = origin;
  try {
    return f();
  } finally {
    ambientOrigin = before;
  }
}

/** Runs a rule for a derivative: the comparisons that it records are not the user's. */
export function byRule<T>(f: () => T): T {
  const before = inRule;
  inRule = true;
  try {
    return f();
  } finally {
    inRule = before;
  }
}

/** Runs `f` so that what it records carries this name, inside of those that are open already. */
export function withScope<T>(name: string, f: () => T): T {
  const before = ambientScope;
  ambientScope = before === undefined ? name : `${before}/${name}`;
  try {
    return f();
  } finally {
    ambientScope = before;
  }
}

/** The equation that gives a variable in the scopes that record now; none for an input. */
export function definitionOf(v: Var): Equation | undefined {
  for (let scope = current; scope !== null; scope = scope.parent) {
    if (scope === v.scope) return scope.equations.findLast((e) => e.outs.includes(v));
  }
  return undefined;
}

/** True for a value that stands for one still to be computed. */
export function isTraced(x: unknown): x is Var {
  return x instanceof Var;
}

/**
 * Applies an op. On concrete values it runs at once, inside a trace too; otherwise it becomes an equation of the
 * scope that records. Loops, and ops that make much of little, are recorded on concrete values as well.
 */
export function bind<P extends Params>(op: Op<P>, ins: readonly (NDArray | Var)[], params: P): (NDArray | Var)[] {
  const outs = op.infer(ins, params);
  let traced = false;
  for (let i = 0; i < ins.length; i++) if (ins[i] instanceof Var) traced = true;
  const scope = recordingScope(ins, op.grows === true);
  if (!traced && (scope === null || (op.programs === undefined && op.grows !== true))) {
    return op.reference(ins as NDArray[], params, outs);
  }
  if (scope === null) fail('trace/leaked', { value: ins.filter(isTraced).map(showAval).join(', ') });
  return record(scope, op, ins, params, outs);
}

/** The scope that an equation with these inputs belongs to. */
function recordingScope(ins: readonly (NDArray | Var)[], grows: boolean): Builder | null {
  let scope = current;
  while (scope !== null && (scope.kind === 'tangents' || (scope.kind === 'body' && !grows))) {
    if (usesScope(ins, scope)) break;
    scope = scope.parent;
  }
  return scope;
}

function usesScope(ins: readonly (NDArray | Var)[], scope: Builder): boolean {
  for (let i = 0; i < ins.length; i++) {
    const x = ins[i];
    if (x instanceof Var && x.scope === scope) return true;
  }
  return false;
}

function record<P extends Params>(
  builder: Builder,
  op: Op<P>,
  ins: readonly (NDArray | Var)[],
  params: P,
  outs: readonly Aval[],
): Var[] {
  const atoms: Atom[] = [];
  for (let i = 0; i < ins.length; i++) atoms.push(builder.atom(ins[i], ins[i].dtype));
  const variables: Var[] = [];
  for (let i = 0; i < outs.length; i++) variables.push(new Var(outs[i].shape, outs[i].dtype, builder));
  const debugs = config.debug !== false;
  const origin = ambientOrigin ?? (op.mustBeUsed === true || debugs ? originHere(debugs) : undefined);
  builder.equations.push({ op: op as unknown as Op, params, ins: atoms, outs: variables, origin: named(origin), byRule: inRule });
  if (builder.equations.length > MAX_EQUATIONS) fail('trace/endless', { count: MAX_EQUATIONS });
  return variables;
}

/** An origin with the name of the scope that is open, unless it has one already. */
function named(origin: Origin | undefined): Origin | undefined {
  return ambientScope === undefined || origin?.scope !== undefined ? origin : { ...origin, scope: ambientScope };
}

/**
 * The program of a finished scope. Variables of enclosing scopes that it uses become its first inputs
 * (`captures`, in order of first use).
 */
export function close(
  builder: Builder,
  ins: readonly Var[],
  outs: readonly Atom[],
  equations: readonly Equation[] = builder.equations,
): { program: Program; captures: Var[] } {
  const walk = newWalk();
  const captures: Var[] = [];
  const use = (a: Atom): void => {
    if (!(a instanceof Var) || a.met === walk) return;
    a.met = walk;
    captures.push(a);
  };
  for (let i = 0; i < ins.length; i++) ins[i].met = walk;
  for (let k = 0; k < equations.length; k++) {
    const e = equations[k];
    for (let i = 0; i < e.ins.length; i++) use(e.ins[i]);
    for (let i = 0; i < e.outs.length; i++) e.outs[i].met = walk;
  }
  for (let i = 0; i < outs.length; i++) use(outs[i]);
  builder.handOver();
  return { program: { ins: [...captures, ...ins], equations, outs }, captures };
}
