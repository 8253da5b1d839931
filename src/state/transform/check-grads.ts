import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { flatten, unflatten, type FlatTree } from '../../core/tree.js';
import { isFloat } from '../../engine/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import { RandomState } from '../random-state.js';
import { showValue } from '../show-value.js';
import { requireFunction, requireInteger } from './checks.js';
import { atPath } from './fit.js';
import { jvp } from './jvp.js';
import { vjp } from './vjp.js';

/** What `checkGrads` can be told. */
export interface CheckGradsOptions {
  /** How often to differentiate: 2 checks the derivatives of the derivatives too. 1 unless given. */
  order?: number | undefined;
  /**
   * What to check: 'forward' (`jvp` against differences) and 'reverse' (`vjp` against `jvp`). Both unless given. Where a
   * derivative is not meant to be that of the function, as with spikes, 'reverse' alone still tells that both agree.
   */
  modes?: readonly ('forward' | 'reverse')[] | undefined;
  /** How far arguments are moved to take differences, relative to their size. 1e-5 in float64, 1e-2 in float32, unless given. */
  eps?: number | undefined;
  /** How much 'forward' may differ, relative to the greatest element. 1e-6 in float64, 2e-2 in float32, unless given. */
  tolerance?: number | undefined;
  /** How much 'reverse' may differ, relative to the size of what is added up. 1e-10 in float64, 1e-3 in float32, unless given. */
  adjointTolerance?: number | undefined;
  /** Which directions are drawn. 0 unless given. */
  seed?: number | undefined;
}

/**
 * Checks the derivatives of a function at some arguments, in a direction drawn at random: the derivative forwards (`jvp`)
 * against a central difference, and the one backwards (`vjp`) against the one forwards. Returns if they agree.
 *
 * The function is called several times. It must depend on its arguments alone: one that reads States sets them first.
 * Of a model with spikes, smooth ones are what differences can be taken of: see `surrogate.Smoothed`.
 *
 * @param f - returns a quantity, or a tree of them
 * @param args - float quantities, or trees of them; float64 for a sharp check
 *
 * @throws when derivatives do not agree; the error has both numbers
 *
 * Griewank & Walther (2008), Evaluating Derivatives, SIAM, chapter 3.
 *
 * @example
 * environ.set({ precision: 64 });
 * transform.checkGrads((V: Quantity<'voltage'>) => V.mul(V), [mV([1, 2])], { order: 2 });
 */
export function checkGrads<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  args: readonly [...A],
  options: CheckGradsOptions = {},
): void {
  requireFunction('checkGrads', 'the function', f);
  checkOptions('checkGrads', options, ['order', 'modes', 'eps', 'tolerance', 'adjointTolerance', 'seed']);
  const { order = 1, modes = ['forward', 'reverse'], seed = 0 } = options;
  requireInteger('checkGrads', 'order', 1, order);
  const given = takeArguments(args);
  const single = given.leaves.some((x) => x.dtype !== 'float64');
  const settings = {
    modes,
    eps: positive('eps', options.eps ?? (single ? 1e-2 : 1e-5)),
    tolerance: positive('tolerance', options.tolerance ?? (single ? 2e-2 : 1e-6)),
    adjointTolerance: positive('adjointTolerance', options.adjointTolerance ?? (single ? 1e-3 : 1e-10)),
  };
  const known: readonly unknown[] = Array.isArray(modes) ? modes : [];
  if (known.length === 0 || !known.every((mode) => mode === 'forward' || mode === 'reverse')) {
    fail('transform/checkGradsOption', { option: 'modes', wants: `a list of 'forward' and 'reverse'`, value: showValue(modes) });
  }
  const random = new RandomState(seed);
  let derivative: AnyFunction = f as AnyFunction;
  for (let k = 0; k < order; k++) {
    const direction = drawn(given, random);
    checkOnce(derivative, given, direction, random, settings);
    const last = derivative;
    derivative = (...x) => jvp(last as never, x as never, direction as never)[1];
  }
}

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** A tree of quantities. */
interface Quantities extends FlatTree {
  readonly leaves: AnyQuantity[];
}

type Settings = Required<Pick<CheckGradsOptions, 'modes' | 'eps' | 'tolerance' | 'adjointTolerance'>>;

function checkOnce(f: AnyFunction, args: Quantities, direction: unknown, random: RandomState, settings: Settings): void {
  const { modes, eps, tolerance, adjointTolerance } = settings;
  const at = unflatten(args.shape, args.leaves) as readonly unknown[];
  const [value, tangent] = jvp(f as never, at as never, direction as never) as [unknown, unknown];
  const out = takeResults(value);
  const slopes = takeResults(tangent).leaves.map(numbers);
  if (modes!.includes('forward')) {
    const [above, below] = [eps!, -eps!].map((by) => takeResults(f(...moved(args, direction, by))).leaves.map(numbers));
    slopes.forEach((slope, i) => {
      const difference = slope.map((_, k) => (above[i][k] - below[i][k]) / (2 * eps!));
      const allowed = tolerance! * Math.max(...slope.map(Math.abs), ...difference.map(Math.abs));
      slope.forEach((x, k) => {
        // Not `>`: a NaN does not agree.
        if (Math.abs(x - difference[k]) <= allowed) return;
        const mode = 'the derivative forwards and the difference';
        fail('transform/checkGrads', { mode, at: atPath([...out.paths[i], k]), derivative: x, expected: difference[k], tolerance: allowed });
      });
    });
  }
  if (!modes!.includes('reverse')) return;
  const cotangent = drawn(out, random);
  const [, pullback] = vjp(f as never, at as never, { argnums: args.shape.kind === 'array' ? args.shape.items.map((_, i) => i) : [0] });
  const cotangents = takeResults((pullback as AnyFunction)(cotangent)).leaves.map(numbers);
  const forwards = products(takeResults(cotangent).leaves.map(numbers), slopes);
  const backwards = products(cotangents, takeResults(direction).leaves.map(numbers));
  const [derivative, expected] = [backwards, forwards].map((terms) => terms.reduce((sum, x) => sum + x, 0));
  const allowed = adjointTolerance! * [...forwards, ...backwards].reduce((sum, x) => sum + Math.abs(x), 0);
  if (Math.abs(derivative - expected) <= allowed) return;
  fail('transform/checkGrads', { mode: 'the derivative backwards and forwards', at: '', derivative, expected, tolerance: allowed });
}

/** The arguments a bit further in a direction. */
function moved(args: Quantities, direction: unknown, by: number): readonly unknown[] {
  const steps = takeResults(direction).leaves;
  return unflatten(args.shape, args.leaves.map((x, i) => x.add(steps[i].mul(by)))) as readonly unknown[];
}

/** Normal numbers in a tree like this, each array in the size of its own values. */
function drawn({ shape, leaves }: Quantities, random: RandomState): unknown {
  return unflatten(
    shape,
    leaves.map((x) => {
      const values = numbers(x);
      const size = Math.sqrt(values.reduce((sum, y) => sum + y * y, 0) / Math.max(values.length, 1));
      const normal = random.normal({ loc: unitless(0), scale: unitless(size > 0 ? size : 1), size: [...x.shape] });
      return new Quantity(normal.astype(x.dtype).mantissa, x.unit);
    }),
  );
}

function products(a: readonly number[][], b: readonly number[][]): number[] {
  return a.flatMap((row, i) => row.map((x, k) => x * b[i][k]));
}

function numbers(x: AnyQuantity): number[] {
  return Array.from(x.toTypedArray(), Number);
}

function takeResults(tree: unknown): Quantities {
  return flatten(tree) as Quantities;
}

function takeArguments(args: unknown): Quantities {
  const tree = flatten(args);
  tree.leaves.forEach((leaf, i) => {
    if (leaf instanceof Quantity && isFloat(leaf.dtype)) return;
    fail('transform/checkGradsArgument', { at: atPath(tree.paths[i]), value: showValue(leaf) });
  });
  return tree as Quantities;
}

function positive(option: string, value: number): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  return fail('transform/checkGradsOption', { option, wants: 'a positive, finite number', value: showValue(value) });
}
