import { equationsOf } from '../../compile/kernels.js';
import { paramsText, showLiteral } from '../../program/hash.js';
import { Literal, type Atom, type Equation, type Var } from '../../program/program.js';
import { emitFused, type FusedKernel } from './emit-fused.js';
import { emitAsFunction } from './emit-shared.js';
import type { KernelContext } from './kernels.js';
import { keyOf, LANES, type Place } from './place.js';

/** Equations from which on a loop is worth a function. */
const WORTH_A_FUNCTION = 4;

/**
 * The kernels of which there are others that compute the same, as in a network of many populations, each with a text
 * that they share. It is written as one function for all.
 */
export function findAlike(kernels: readonly FusedKernel[]): Map<FusedKernel, string> {
  const candidates = kernels.filter((kernel) => kernel.count > LANES && kernel.equations.length >= WORTH_A_FUNCTION);
  const byText = new Map<string, FusedKernel[]>();
  for (const kernel of candidates) {
    const { count, equations } = kernel;
    if (!candidates.some((k) => k !== kernel && k.count === count && k.equations.length === equations.length)) continue;
    const text = textOf(kernel);
    byText.set(text, [...(byText.get(text) ?? []), kernel]);
  }
  return new Map([...byText].flatMap(([text, alike]) => (alike.length > 1 ? alike.map((kernel) => [kernel, text]) : [])));
}

type Context = Pick<KernelContext, 'code' | 'subroutine'>;

/** Emits a kernel: as a call of the function that goes by the text it shares with others, if there are any. */
export function emitFunctionOrLoop(context: Context, kernel: FusedKernel, text?: string): void {
  if (text === undefined) emitDivided(context, kernel);
  else emitFunction(context, kernel, text);
}

function emitFunction(context: Context, kernel: FusedKernel, text: string): void {
  emitAsFunction(context, text, placesOf(kernel), (code, inside) => {
    emitFused(code, {
      ...kernel,
      // What is read may come of different comparisons.
      plan: { resolve: kernel.plan.resolve, comparison: () => undefined },
      input: (v) => inside(kernel.input(v)),
      outputs: (v) => kernel.outputs(v).map(inside),
    });
  });
}

/**
 * Populations of one size may meet in one kernel without having anything to do with each other: such parts of it may be
 * alike again.
 */
function emitDivided(context: Context, kernel: FusedKernel): void {
  const divides = kernel.count > LANES && kernel.equations.length >= 2 * WORTH_A_FUNCTION;
  const alike = findAlike(divides ? partsOf(kernel) : []);
  for (const [part, text] of alike) emitFunction(context, part, text);
  const done = new Set([...alike.keys()].flatMap(equationsOf));
  const rest = done.size === 0 ? kernel : only(kernel, (e) => !done.has(e));
  if (equationsOf(rest).length > 0) emitFused(context.code, rest);
}

function only(kernel: FusedKernel, wanted: (e: Equation) => boolean): FusedKernel {
  return { ...kernel, equations: kernel.equations.filter(wanted), reductions: kernel.reductions.filter(wanted) };
}

/** A kernel divided so that what computes, reads or writes one array is in one part. */
function partsOf(kernel: FusedKernel): FusedKernel[] {
  const equations = equationsOf(kernel);
  /** For each equation another of its part, or itself. */
  const leaders = equations.map((_, i) => i);
  const leaderOf = (i: number): number => (leaders[i] === i ? i : (leaders[i] = leaderOf(leaders[i])));
  const users = new Map<Var | string, number>();
  const meet = (what: Var | string, i: number): void => {
    const user = users.get(what);
    if (user === undefined) users.set(what, i);
    else leaders[leaderOf(i)] = leaderOf(user);
  };
  equations.forEach((e, i) => {
    for (const v of e.outs) {
      meet(v, i);
      for (const place of kernel.outputs(v)) meet(keyOf(place), i);
    }
  });
  equations.forEach((e, i) => {
    for (const a of e.ins) {
      const { root } = kernel.plan.resolve(a);
      if (root instanceof Literal) continue;
      const what = users.has(root) ? root : keyOf(kernel.input(root));
      // Parts may read one scalar, unless one of them writes it.
      if (a.shape.length > 0 || users.has(what)) meet(what, i);
    }
  });
  const parts = new Map<number, Set<Equation>>();
  equations.forEach((e, i) => parts.set(leaderOf(i), (parts.get(leaderOf(i)) ?? new Set()).add(e)));
  return [...parts.values()].map((part) => only(kernel, (e) => part.has(e)));
}

/** What a kernel computes, and all there is to know of its code but where things stand. */
function textOf(kernel: FusedKernel): string {
  const numbers = new Map<Var, number>();
  const operand = (a: Atom): string => {
    const { root, offset, repeated } = kernel.plan.resolve(a);
    if (root instanceof Literal) return showLiteral(root);
    const number = numbers.get(root);
    if (number !== undefined) return `%${number}`;
    const way = a.shape.length === 0 ? 'scalar' : repeated === undefined ? '' : `${repeated.kind}${repeated.length}`;
    return `${root.dtype}+${offset}${way}`;
  };
  let text = `fused ${kernel.count}`;
  for (const { op, params, ins, outs } of equationsOf(kernel)) {
    text += `\n${op.name}${paramsText(params)} ${ins.map(operand).join(' ')}`;
    for (const v of outs) {
      numbers.set(v, numbers.size);
      text += ` ${v.dtype}${kernel.stores(v)}`;
    }
  }
  return text;
}

/** Where the kernel reads and writes, in the order of its text. */
function placesOf(kernel: FusedKernel): Place[] {
  const equations = equationsOf(kernel);
  const computed = new Set<Atom>(equations.flatMap((e) => e.outs));
  const reads = equations.flatMap((e) => e.ins.map((a) => kernel.plan.resolve(a).root));
  const inputs = reads.flatMap((a) => (a instanceof Literal || computed.has(a) ? [] : [kernel.input(a)]));
  return [...inputs, ...equations.flatMap((e) => e.outs.flatMap((v) => kernel.outputs(v)))];
}
