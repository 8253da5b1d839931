import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { flatten, unflatten } from '../core/tree.js';
import * as engine from '../engine/index.js';
import type { Operand } from '../engine/index.js';
import { folded } from './arithmetic.js';
import { brief } from './display.js';
import { measured, type Measured, type Term } from './measured.js';
import { isQuantity, wrap, type AnyQuantity, type Quantity } from './quantity.js';
import { converted } from './reading.js';
import type { Div } from './types/dimension.js';
import { unitless, type AnyUnit } from './unit.js';

// Derivatives of functions of quantities. A derivative is counted in the unit of the value by the unit of the argument.

/** The derivative of a value of dimension Y by an argument, in the tree of the argument. */
export type Derivative<Y, X> =
  X extends Quantity<infer D>
    ? Quantity<Div<Y, D>>
    : X extends number
      ? Quantity<Y>
      : X extends readonly unknown[] | object
        ? { -readonly [K in keyof X]: Derivative<Y, X[K]> }
        : never;

/** Which arguments to differentiate by: one, or a list. */
export type Argnums = number | readonly number[];

/** The derivatives by one argument, or a list of those by each. */
export type Derivatives<Y, A extends readonly unknown[], N extends Argnums> = N extends readonly number[]
  ? { -readonly [K in keyof N]: N[K] extends number ? Derivative<Y, A[N[K]]> : never }
  : N extends number
    ? Derivative<Y, A[N]>
    : never;

/** The dimension of what a function returns; a number has none. */
export type DimensionOf<R> = R extends Quantity<infer D> ? D : R extends number ? 'one' : never;

/** What to differentiate by. */
export interface DifferentiateOptions<N extends Argnums> {
  /** The position of the argument, or a list of positions, which gives a list of derivatives. 0 by default. */
  readonly argnums?: N;
}

/** The function returns `[value, anything else]`, and the rest is handed on. */
export interface WithAux {
  readonly hasAux: true;
}

/** The function returns its value alone. */
export interface WithoutAux {
  readonly hasAux?: false;
}

type Loss = AnyQuantity | number;
type Args = readonly unknown[];

/** A call taken apart: the arrays in its arguments, and those among them that are differentiated by. */
interface Call {
  /** The mantissas that are differentiated by, in order. */
  readonly operands: readonly Operand[];
  readonly units: readonly AnyUnit[];
  /** The arguments with other mantissas in these places. */
  rebuilt(operands: readonly Operand[]): unknown[];
  /** Something for each of the places, in the trees of the arguments. */
  arranged(parts: readonly unknown[]): unknown;
}

function takeCall(operation: string, args: Args, argnums: Argnums): Call {
  const list = typeof argnums === 'number' ? [argnums] : argnums;
  for (const n of list) {
    if (!Number.isInteger(n) || n < 0 || n >= args.length) fail('functions/argnums', { argnum: n, count: args.length });
  }
  const trees = list.map((n) => flatten(args[n]));
  const values = trees.flatMap(({ leaves, paths }, i) =>
    leaves.map((leaf, k) => {
      if (isQuantity(leaf) || typeof leaf === 'number') return measured(leaf as Term, operation);
      return fail('unit/autogradArgument', {
        operation,
        place: [`argument ${list[i] + 1}`, ...paths[k]].join('.'),
        got: typeof leaf,
      });
    }),
  );
  const units = values.map((x) => x.unit);
  const arranged = (parts: readonly unknown[]): unknown[] => {
    let next = 0;
    return trees.map(({ shape, leaves }) => unflatten(shape, parts.slice(next, (next += leaves.length))));
  };
  return {
    operands: values.map((x) => engine.toValue(x.mantissa)),
    units,
    rebuilt(operands) {
      const own = arranged(operands.map((mantissa, i) => wrap({ mantissa, unit: units[i] })));
      return args.map((arg, i) => (list.includes(i) ? own[list.indexOf(i)] : arg));
    },
    arranged: (parts) => (typeof argnums === 'number' ? arranged(parts)[0] : arranged(parts)),
  };
}

/** The value of a scalar function, what came beside it, and its derivatives by every place. */
function differentiated(
  operation: string,
  f: (...args: never[]) => unknown,
  args: Args,
  argnums: Argnums,
  hasAux: boolean,
  total: boolean,
) {
  const call = takeCall(operation, args, argnums);
  let unit!: AnyUnit;
  let rest: ReturnType<typeof flatten> | undefined;
  const run = (operands: readonly Operand[]): unknown => {
    const out = f(...(call.rebuilt(operands) as never[]));
    if (hasAux && !(Array.isArray(out) && out.length === 2)) fail('unit/autogradAux', { operation });
    const [value, aux] = hasAux ? (out as [unknown, unknown]) : [out, null];
    const loss = lossOf(operation, value, total);
    unit = loss.unit;
    rest = flatten([value, aux]);
    const leaves = rest.leaves.map((leaf) =>
      isQuantity(leaf) ? engine.toValue(leaf.mantissa) : typeof leaf === 'number' ? leaf : null,
    );
    return [total ? engine.sum(loss.mantissa) : loss.mantissa, leaves];
  };
  const [[, leaves], gradients] = engine.valueAndGrad(run as (operands: readonly Operand[]) => unknown, {
    hasAux: true,
  })(call.operands) as unknown as [[Operand, (Operand | null)[]], Operand[]];
  const own = rest!.leaves.map((leaf, i) =>
    leaves[i] === null
      ? leaf
      : wrap({ mantissa: leaves[i], unit: isQuantity(leaf) ? (leaf.unit as AnyUnit) : unitless }),
  );
  const [value, aux] = unflatten(rest!.shape, own) as [unknown, unknown];
  const gradient = call.arranged(gradients.map((mantissa, i) => wrap(folded(mantissa, unit.div(call.units[i])))));
  return { value, aux, gradient };
}

function lossOf(operation: string, value: unknown, total: boolean): Measured {
  if (!isQuantity(value) && typeof value !== 'number') fail('unit/autogradValue', { operation, got: typeof value });
  const loss = measured(value as Term, operation);
  const shape = engine.shapeOf(loss.mantissa);
  if (!total && shape.length > 0)
    fail('unit/autogradScalar', { operation, value: brief(loss), shape: showShape(shape) });
  return loss;
}

/**
 * The value of a scalar function and its derivatives, computed backwards: `[value, gradient]`, or with `hasAux`
 * `[[value, aux], gradient]`. Units as for `grad`.
 */
export function valueAndGrad<A extends Args, R extends Loss, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options?: DifferentiateOptions<N> & WithoutAux,
): (...args: A) => [value: Quantity<DimensionOf<R>>, gradient: Derivatives<DimensionOf<R>, A, N>];
export function valueAndGrad<A extends Args, R extends Loss, X, const N extends Argnums = 0>(
  f: (...args: A) => readonly [R, X],
  options: DifferentiateOptions<N> & WithAux,
): (...args: A) => [value: [Quantity<DimensionOf<R>>, X], gradient: Derivatives<DimensionOf<R>, A, N>];
export function valueAndGrad(
  f: (...args: never[]) => unknown,
  { argnums = 0, hasAux = false }: { argnums?: Argnums; hasAux?: boolean } = {},
): unknown {
  return (...args: Args) => {
    const { value, aux, gradient } = differentiated('valueAndGrad', f, args, argnums, hasAux, false);
    return [hasAux ? [value, aux] : value, gradient];
  };
}

/**
 * The derivatives of a scalar function by its first argument, or by `argnums`, in the trees of these; with `hasAux`
 * `[gradient, aux]`. Each is counted in the unit of the value by the unit of the argument: of joules by volts,
 * coulombs.
 *
 * @throws if the value is no scalar, or an argument is no quantity and no tree of quantities.
 * @example
 * ```ts
 * const energy = (V: Quantity<'voltage'>) => V.pow(2).mul(u.uF(3)).div(2);
 * u.autograd.grad(energy)(u.mV(4)); // Quantity<'charge'>: 12. mV * uF
 * ```
 */
export function grad<A extends Args, R extends Loss, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options?: DifferentiateOptions<N> & WithoutAux,
): (...args: A) => Derivatives<DimensionOf<R>, A, N>;
export function grad<A extends Args, R extends Loss, X, const N extends Argnums = 0>(
  f: (...args: A) => readonly [R, X],
  options: DifferentiateOptions<N> & WithAux,
): (...args: A) => [gradient: Derivatives<DimensionOf<R>, A, N>, aux: X];
export function grad(
  f: (...args: never[]) => unknown,
  { argnums = 0, hasAux = false }: { argnums?: Argnums; hasAux?: boolean } = {},
): unknown {
  return (...args: Args) => {
    const { aux, gradient } = differentiated('grad', f, args, argnums, hasAux, false);
    return hasAux ? [gradient, aux] : gradient;
  };
}

/**
 * The derivatives of a function that works element by element: of the sum of its elements, which of such a function are
 * those of each element by its own argument. With `returnValue` `[gradient, value]`.
 */
export function vectorGrad<A extends Args, R extends Loss, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options?: DifferentiateOptions<N> & { readonly returnValue?: false },
): (...args: A) => Derivatives<DimensionOf<R>, A, N>;
export function vectorGrad<A extends Args, R extends Loss, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options: DifferentiateOptions<N> & { readonly returnValue: true },
): (...args: A) => [gradient: Derivatives<DimensionOf<R>, A, N>, value: Quantity<DimensionOf<R>>];
export function vectorGrad(
  f: (...args: never[]) => unknown,
  { argnums = 0, returnValue = false }: { argnums?: Argnums; returnValue?: boolean } = {},
): unknown {
  return (...args: Args) => {
    const { value, gradient } = differentiated('vectorGrad', f, args, argnums, false, true);
    return returnValue ? [gradient, value] : gradient;
  };
}

/** The derivatives of a tree of results: in each leaf's place those by the arguments. */
export type Jacobian<R, A extends Args, N extends Argnums> =
  R extends Quantity<infer Y>
    ? Derivatives<Y, A, N>
    : R extends number
      ? Derivatives<'one', A, N>
      : R extends readonly unknown[] | object
        ? { -readonly [K in keyof R]: Jacobian<R[K], A, N> }
        : never;

type Direction = (f: (x: Operand) => Operand) => (x: Operand) => Operand;

/** One array's derivative by one array after the other: each as a matrix of the shapes of both. */
function jacobianBy(operation: string, direction: Direction) {
  return (f: (...args: never[]) => unknown, { argnums = 0 }: { argnums?: Argnums } = {}) =>
    (...args: Args): unknown => {
      const call = takeCall(operation, args, argnums);
      let shape: ReturnType<typeof flatten> | undefined;
      const outs = (operands: readonly Operand[]): Measured[] => {
        shape = flatten(f(...(call.rebuilt(operands) as never[])));
        return shape.leaves.map((leaf) => {
          if (!isQuantity(leaf) && typeof leaf !== 'number')
            fail('unit/autogradValue', { operation, got: typeof leaf });
          return measured(leaf as Term, operation);
        });
      };
      const derivative = (out: number, at: number): AnyQuantity => {
        let unit!: AnyUnit;
        const along = (x: Operand): Operand => {
          const found = outs(call.operands.map((operand, i) => (i === at ? x : operand)))[out];
          unit = found.unit;
          return engine.toValue(found.mantissa);
        };
        const mantissa = direction(along)(call.operands[at]);
        return wrap(folded(mantissa, unit.div(call.units[at])));
      };
      const places = call.operands.map((_, at) => at);
      const first = places.map((at) => derivative(0, at));
      const rows = shape!.leaves.map((_, out) =>
        call.arranged(out === 0 ? first : places.map((at) => derivative(out, at))),
      );
      return unflatten(shape!.shape, rows);
    };
}

/** A derivative by whole arrays. */
export type JacobianFunction = <A extends Args, R, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options?: DifferentiateOptions<N>,
) => (...args: A) => Jacobian<R, A, N>;

/**
 * The derivatives of every element of what a function returns by every element of its argument, one row at a time: for
 * few
 * outputs. Of shape (output, argument) each; trees on either side stay trees.
 */
export const jacrev: JacobianFunction = /* @__PURE__ */ jacobianBy('jacrev', (f) =>
  engine.jacrev(f),
) as JacobianFunction;

/** As `jacrev`, one column at a time: for few inputs. */
export const jacfwd: JacobianFunction = /* @__PURE__ */ jacobianBy('jacfwd', (f) =>
  engine.jacfwd(f),
) as JacobianFunction;

/** As `jacrev`. */
export const jacobian: JacobianFunction = jacrev;

/** The second derivatives of a value of dimension Y. */
export type Hessian<Y, A extends Args, N extends Argnums> = Jacobian<Derivatives<Y, A, N>, A, N>;

/**
 * The second derivatives of a scalar function: of a list of n numbers an (n, n) matrix, counted in the unit of the
 * value
 * by the units of both arguments. By several arguments, or a tree of them, one for each pair.
 */
export function hessian<A extends Args, R extends Loss, const N extends Argnums = 0>(
  f: (...args: A) => R,
  options: DifferentiateOptions<N> = {},
): (...args: A) => Hessian<DimensionOf<R>, A, N> {
  const first = (...args: A): unknown =>
    differentiated('hessian', f as (...args: never[]) => unknown, args, options.argnums ?? 0, false, false).gradient;
  return jacobianBy('hessian', (g) => engine.jacfwd(g))(first as (...args: never[]) => unknown, options) as never;
}

/**
 * What a function gives, and how fast that changes where its arguments change by `tangents`, quantities of the same
 * dimensions: `[value, change]`, both in the unit of the value.
 *
 * @example
 * ```ts
 * u.autograd.jvp((V: Quantity<'voltage'>) => V.pow(2), [u.mV(3)], [u.mV(0.1)]); // [9. mV^2, 0.6 mV^2]
 * ```
 */
export function jvp<A extends Args, R>(f: (...args: A) => R, primals: A, tangents: NoInfer<A>): [value: R, change: R] {
  const argnums = primals.map((_, i) => i);
  const call = takeCall('jvp', primals, argnums);
  const directions = takeCall(
    'jvp',
    tangents,
    tangents.map((_, i) => i),
  );
  if (directions.operands.length !== call.operands.length) {
    fail('functions/tangents', { wants: call.operands.length, got: directions.operands.length });
  }
  const slopes = directions.operands.map(
    (mantissa, i) => converted({ mantissa, unit: directions.units[i] }, call.units[i]).mantissa,
  );
  let out!: ReturnType<typeof flatten>;
  const run = (...operands: Operand[]): Operand[] => {
    out = flatten(f(...(call.rebuilt(operands) as unknown as A)));
    return out.leaves.map((leaf) => engine.toValue(measured(leaf as Term, 'jvp').mantissa));
  };
  const [values, changes] = engine.jvp(run, call.operands as Operand[], slopes);
  const around = (mantissas: readonly Operand[]): R =>
    unflatten(
      out.shape,
      mantissas.map((mantissa, i) => wrap({ mantissa, unit: measured(out.leaves[i] as Term, 'jvp').unit })),
    ) as R;
  return [around(values), around(changes)];
}
