import { sizeOf } from '../array/shape.js';
import { Literal, type Atom, type Equation, type Program, type Var } from '../program/program.js';
import { sink } from './sink.js';
import { findViews, type Repetition } from './views.js';

/**
 * A piece of a program that a backend turns into one loop nest: elementwise equations over the same number of
 * elements, fused, or one equation of another form.
 */
export type Kernel =
  | {
      readonly kind: 'fused';
      readonly count: number;
      readonly equations: readonly Equation[];
      /** Reductions of all elements of a value that the kernel computes. */
      readonly reductions: readonly Equation[];
    }
  | { readonly kind: 'single'; readonly equation: Equation };

/** An operand by what is stored: all of it, a stretch of it, or parts of it again and again. */
export interface Operand {
  readonly root: Atom;
  readonly offset: number;
  readonly repeated: Repetition;
}

export type SingleKernel = Extract<Kernel, { kind: 'single' }>;

/** A fused kernel to which equations are still added. */
export interface FusedKernel {
  readonly kind: 'fused';
  readonly count: number;
  readonly equations: Equation[];
  readonly reductions: Equation[];
}

export interface KernelPlan {
  readonly kernels: readonly Kernel[];
  /** Where a value is really stored: reshapes are other names for the same elements. */
  readonly root: (a: Atom) => Atom;
  /** What is really read for an operand. */
  readonly resolve: (a: Atom) => Operand;
  /** The kernel that computes a variable; none for an input. */
  readonly home: (v: Var) => number | undefined;
  /** The comparison of numbers in a fused kernel whose result a variable is. */
  readonly comparison: (v: Var) => Equation | undefined;
}

/**
 * Divides a program into kernels. An elementwise equation joins the earliest kernel of its size that stands no
 * earlier than what it needs, so that values stay in registers; then what is only needed later moves there, where that
 * saves memory traffic. `lanes` is how many elements the backend handles at once; `successors` says which outputs are going to
 * stand where an input stands.
 */
export function planKernels(program: Program, lanes: number, successors: (v: Var) => readonly Atom[] = () => []): KernelPlan {
  const kernels: (FusedKernel | SingleKernel)[] = [];
  const homes = new Map<Var, number>();
  const aliases = new Map<Var, Atom>();
  const views = findViews(program, lanes);
  const root = (a: Atom): Atom => (a instanceof Literal ? a : (aliases.get(a) ?? a));
  const resolved = new Map<Atom, Operand>();
  const resolve = (a: Atom): Operand => {
    let operand = resolved.get(a);
    if (operand === undefined) resolved.set(a, (operand = follow(a)));
    return operand;
  };
  const follow = (a: Atom): Operand => {
    let stored = root(a);
    let offset = 0;
    let repeated: Repetition;
    for (;;) {
      const view = stored instanceof Literal ? undefined : views.get(stored);
      if (view === undefined) return { root: stored, offset, repeated };
      offset += view.offset;
      repeated ??= view.repeated;
      stored = root(view.source);
    }
  };

  /** The fused kernel that a reduction can join: the one that computes all that it adds up, in one row. */
  const joins = (e: Equation): FusedKernel | undefined => {
    if (e.op.form.kind !== 'reduce' || e.ins[0].shape[0] !== 1) return undefined;
    const { root: summed, offset, repeated } = resolve(e.ins[0]);
    const home = summed instanceof Literal ? undefined : homes.get(summed);
    const kernel = home === undefined ? undefined : kernels[home];
    const whole = kernel?.kind === 'fused' && kernel.count === e.ins[0].shape[1] && kernel.count > lanes;
    return whole && offset === 0 && repeated === undefined ? kernel : undefined;
  };

  for (const e of program.equations) {
    if (e.outs.some((v) => views.has(v))) continue;
    if (e.op.form.kind === 'alias') {
      e.outs.forEach((v, i) => aliases.set(v, root(e.ins[i])));
      continue;
    }
    const joined = joins(e);
    if (joined !== undefined) {
      joined.reductions.push(e);
      homes.set(e.outs[0], kernels.indexOf(joined));
      continue;
    }
    const count = e.op.form.kind === 'elementwise' ? sizeOf(e.outs[0].shape) : -1;
    let earliest = 0;
    for (const a of e.ins) {
      const { root: stored } = resolve(a);
      const home = stored instanceof Literal ? undefined : homes.get(stored);
      if (home === undefined) continue;
      const kernel = kernels[home];
      // A view is read out of step with the kernel that computes its source.
      const fits = kernel.kind === 'fused' && kernel.count === count && stored === root(a) && !isReduction(kernel, stored);
      earliest = Math.max(earliest, fits ? home : home + 1);
    }
    let at = earliest;
    while (at < kernels.length && !accepts(kernels[at], count)) at++;
    if (at === kernels.length || count === -1) {
      at = kernels.length;
      kernels.push(count === -1 ? { kind: 'single', equation: e } : { kind: 'fused', count, equations: [], reductions: [] });
    }
    const kernel = kernels[at];
    if (kernel.kind === 'fused') kernel.equations.push(e);
    e.outs.forEach((v) => homes.set(v, at));
  }
  const sunk = sink({ program, kernels, homes, root, resolve, successors });
  const comparison = (v: Var): Equation | undefined => {
    const kernel = v.dtype === 'bool' ? sunk.kernels[sunk.homes.get(v) ?? -1] : undefined;
    const e = kernel?.kind === 'fused' ? kernel.equations.find(({ outs }) => outs[0] === v) : undefined;
    return e?.ins.every((a) => a.dtype !== 'bool') && e.ins.length === 2 ? e : undefined;
  };
  return { kernels: sunk.kernels, root, resolve, home: (v) => sunk.homes.get(v), comparison };
}

function accepts(kernel: Kernel, count: number): boolean {
  return kernel.kind === 'fused' && kernel.count === count;
}

/** Whether a value is the result of a reduction in this kernel: it is there when the loop has ended. */
export function isReduction(kernel: FusedKernel, v: Atom): boolean {
  return kernel.reductions.some((e) => e.outs[0] === v);
}

/** The equations of a kernel. */
export function equationsOf(kernel: Kernel): readonly Equation[] {
  return kernel.kind === 'fused' ? [...kernel.equations, ...kernel.reductions] : [kernel.equation];
}
