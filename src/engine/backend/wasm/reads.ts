import { equationsOf, type KernelPlan } from '../../compile/kernels.js';
import { Literal, type Atom, type Program, type Var } from '../../program/program.js';

/** One reading of a value: the kernel that reads it, and as which input of the equation at hand. */
export interface Read {
  readonly kernel: number;
  readonly input: number;
}

/** Who reads the values of a program, by where they are really stored. */
export class Reads {
  private readonly readings = new Map<Var, Read[]>();
  private readonly outputs = new Map<Var, number[]>();
  /** What is read outside of the kernel that computes it. */
  readonly needed = new Set<Var>();

  constructor(
    program: Program,
    private readonly plan: Pick<KernelPlan, 'kernels' | 'resolve' | 'home'>,
  ) {
    plan.kernels.forEach((kernel, k) => {
      for (const { ins } of equationsOf(kernel)) ins.forEach((a, input) => this.note(this.readings, a, { kernel: k, input }));
    });
    program.outs.forEach((a, i) => this.note(this.outputs, a, i));
    for (const v of this.outputs.keys()) this.needed.add(v);
    for (const [v, reads] of this.readings) {
      const home = plan.home(v);
      if (reads.some(({ kernel }) => kernel !== home)) this.needed.add(v);
    }
  }

  of(v: Var): readonly Read[] {
    return this.readings.get(v) ?? none;
  }

  /** Which outputs of the program it is, in whole or in part. */
  asOutput(v: Var): readonly number[] {
    return this.outputs.get(v) ?? none;
  }

  private note<T>(list: Map<Var, T[]>, a: Atom, entry: T): void {
    const { root } = this.plan.resolve(a);
    if (root instanceof Literal) return;
    const known = list.get(root);
    if (known === undefined) list.set(root, [entry]);
    else known.push(entry);
  }
}

const none: readonly never[] = [];
