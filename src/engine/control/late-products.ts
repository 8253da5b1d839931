import { bytesOf } from '../array/dtype.js';
import { sizeOf } from '../array/shape.js';
import { addTangents } from '../ops/arithmetic.js';
import type { Operand, Tangent } from '../program/op.js';
import { Var, type Atom, type Aval, type Equation } from '../program/program.js';
import type { Taker } from '../transform/transpose.js';
import type { ScanParams } from './scan.js';

/** What may be stacked for a product of many steps, in bytes: enough rows for a large product, little beside its matrix. */
export const STACKED = 2 ** 24;
/** Fewer steps at a time are not worth it. */
const LEAST_STEPS = 4;

/** An equation of the body of a loop, and how what it gives to its weights is added up over steps. */
interface LateProduct {
  readonly equation: Equation;
  /** Which of the loop's constants its weights are. */
  readonly constant: number;
  readonly sum: (cotangent: Operand, ins: readonly (Operand | null)[]) => Operand;
  readonly varies: readonly boolean[];
}

/**
 * Products of a loop whose weights are the same in every step. What each step gives to the gradient of the weights is itself
 * a product, and adding up many small ones costs a walk over all weights in each step. So the two sides of it are stacked
 * instead, and multiplied when so many steps have run: `block` at a time, so that the stacks stay small.
 */
export class LateProducts {
  private readonly byEquation: ReadonlyMap<Equation, LateProduct>;
  /** Which constants of the loop get something from late products, and which from anything else. */
  readonly constants: readonly number[];
  private readonly otherwise: ReadonlySet<Atom>;
  /** How many steps at a time: all, unless the stacks would be large. Divides the length. */
  readonly block: number;

  /** @param linear - which inputs of the transposed loop are linear */
  constructor(
    private readonly params: ScanParams,
    linear: readonly boolean[],
  ) {
    const found = findProducts(params, linear);
    const bytes = stackedBytes(params, found);
    const { length, body } = params;
    const block = found.length === 0 || length * bytes <= STACKED ? length : largestDivisor(length, STACKED / bytes);
    const products = block === length || block >= LEAST_STEPS ? found : [];
    this.block = products.length === 0 ? length : block;
    this.byEquation = new Map(products.map((product) => [product.equation, product]));
    this.constants = [...new Set(products.map(({ constant }) => constant))];
    const others = body.equations.filter((e) => !this.byEquation.has(e));
    this.otherwise = new Set<Atom>([...others.flatMap((e) => e.ins), ...body.outs]);
  }

  /** Whether something of the cotangent of a constant is added up in each step. */
  isSummed(constant: number): boolean {
    return this.otherwise.has(this.params.body.ins[constant]);
  }

  /** Collects the sides of the products in one step. `slices` are the known slices in it, of the arrays `stacks`. */
  collect(slices: readonly Var[], stacks: readonly Operand[]): Collected {
    return new Collected(this.byEquation, slices, stacks);
  }
}

/** The sides of late products that one step of a loop stacks. */
export class Collected {
  /** What the step stacks for them. */
  readonly kept: Operand[] = [];
  private readonly taken: { readonly product: LateProduct; readonly cotangent: Operand; readonly ins: readonly (Operand | null)[] }[] = [];

  constructor(
    private readonly products: ReadonlyMap<Equation, LateProduct>,
    private readonly slices: readonly Var[],
    private readonly stacks: readonly Operand[],
  ) {}

  readonly take: Taker = (equation, cotangent, ins) => {
    const product = this.products.get(equation);
    if (product === undefined) return false;
    this.taken.push({ product, cotangent, ins });
    this.keep(cotangent);
    ins.forEach((x, i) => {
      if (product.varies[i] && !this.isSlice(x!)) this.keep(x!);
    });
    return true;
  };

  /** What the products give to these constants of the loop, once what was kept is stacked. */
  sums(constants: readonly number[], stacked: readonly Operand[]): Tangent[] {
    const stackOf = (x: Operand): Operand => (this.isSlice(x) ? this.stacks[this.slices.indexOf(x)] : stacked[this.kept.indexOf(x)]);
    const all = this.taken.map(({ product, cotangent, ins }) =>
      product.sum(stackOf(cotangent), ins.map((x, i) => (product.varies[i] ? stackOf(x!) : x))),
    );
    return constants.map((constant) =>
      this.taken.reduce<Tangent>((sum, { product }, i) => (product.constant === constant ? addTangents(sum, all[i]) : sum), null),
    );
  }

  private keep(x: Operand): void {
    if (!this.kept.includes(x)) this.kept.push(x);
  }

  private isSlice(x: Operand): x is Var {
    return x instanceof Var && this.slices.includes(x);
  }
}

function findProducts({ body, constants }: ScanParams, linear: readonly boolean[]): LateProduct[] {
  const linears = new Set<Atom>(body.ins.filter((_, i) => linear[i]));
  const varying = new Set<Atom>(body.ins.slice(constants));
  const found: LateProduct[] = [];
  for (const equation of body.equations) {
    const marks = equation.ins.map((a) => linears.has(a));
    const varies = equation.ins.map((a) => varying.has(a));
    if (marks.includes(true)) equation.outs.forEach((v) => linears.add(v));
    if (varies.includes(true)) equation.outs.forEach((v) => varying.add(v));
    const at = marks.indexOf(true);
    if (equation.op.transposeSteps === undefined || at < 0 || marks.lastIndexOf(true) !== at) continue;
    const constant = body.ins.indexOf(equation.ins[at] as Var);
    if (constant < 0 || constant >= constants) continue;
    const sum = equation.op.transposeSteps(equation.ins, at, varies, equation.params);
    if (sum !== undefined) found.push({ equation, constant, sum, varies });
  }
  return found;
}

/** Bytes that a step stacks: cotangents, and what is no slice already. */
function stackedBytes({ body, constants }: ScanParams, products: readonly LateProduct[]): number {
  const slices = body.ins.slice(constants);
  const made = products.flatMap(({ equation, varies }) => equation.ins.filter((a, i) => varies[i] && !slices.includes(a as Var)));
  const bytes = ({ shape, dtype }: Aval): number => sizeOf(shape) * bytesOf[dtype];
  return [...new Set(made), ...products.map(({ equation }) => equation.outs[0])].reduce((sum, a) => sum + bytes(a), 0);
}

/** The largest divisor of `n` that is not above `most`, or 1. */
export function largestDivisor(n: number, most: number): number {
  let divisor = Math.max(1, Math.floor(most));
  while (n % divisor !== 0) divisor -= 1;
  return divisor;
}
