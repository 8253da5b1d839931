import { sizeOf } from '../array/shape.js';
import { Literal, type Atom, type Equation, type Program, type Var } from '../program/program.js';

/**
 * A piece of a program that a backend turns into one loop nest: elementwise equations over the same number of
 * elements, fused, or one equation of another form.
 */
export type Kernel =
  | { readonly kind: 'fused'; readonly count: number; readonly equations: Equation[] }
  | { readonly kind: 'single'; readonly equation: Equation };

export interface KernelPlan {
  readonly kernels: readonly Kernel[];
  /** Where a value is really stored: reshapes are other names for the same elements. */
  readonly root: (a: Atom) => Atom;
  /** The kernel that computes a variable; none for an input. */
  readonly home: (v: Var) => number | undefined;
}

/**
 * Divides a program into kernels. An elementwise equation joins the earliest kernel of its size that stands no
 * earlier than what it needs, so that values stay in registers.
 */
export function planKernels(program: Program): KernelPlan {
  const kernels: Kernel[] = [];
  const homes = new Map<Var, number>();
  const aliases = new Map<Var, Atom>();
  const root = (a: Atom): Atom => (a instanceof Literal ? a : (aliases.get(a) ?? a));

  for (const e of program.equations) {
    if (e.op.form.kind === 'alias') {
      e.outs.forEach((v, i) => aliases.set(v, root(e.ins[i])));
      continue;
    }
    const count = e.op.form.kind === 'elementwise' ? sizeOf(e.outs[0].shape) : -1;
    let earliest = 0;
    for (const a of e.ins.map(root)) {
      const home = a instanceof Literal ? undefined : homes.get(a);
      if (home === undefined) continue;
      const kernel = kernels[home];
      const fits = kernel.kind === 'fused' && kernel.count === count;
      earliest = Math.max(earliest, fits ? home : home + 1);
    }
    let at = earliest;
    while (at < kernels.length && !accepts(kernels[at], count)) at++;
    if (at === kernels.length || count === -1) {
      at = kernels.length;
      kernels.push(count === -1 ? { kind: 'single', equation: e } : { kind: 'fused', count, equations: [] });
    }
    const kernel = kernels[at];
    if (kernel.kind === 'fused') kernel.equations.push(e);
    e.outs.forEach((v) => homes.set(v, at));
  }
  return { kernels, root, home: (v) => homes.get(v) };
}

function accepts(kernel: Kernel, count: number): boolean {
  return kernel.kind === 'fused' && kernel.count === count;
}

/** The equations of a kernel. */
export function equationsOf(kernel: Kernel): readonly Equation[] {
  return kernel.kind === 'fused' ? kernel.equations : [kernel.equation];
}
