import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { isFloat, floatDType, promote, type DType, type FloatDType } from '../../array/dtype.js';
import type { NDArray } from '../../array/ndarray.js';
import type { Shape } from '../../array/shape.js';
import type { Lanes } from '../../program/lanes.js';
import type { Op, Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { scalarLanes } from '../../program/scalar-lanes.js';
import { sub } from '../arithmetic.js';
import { cast } from '../cast.js';
import { erfinvLanes } from '../erfinv.js';
import { logLanes } from '../exponential.js';
import { stack } from '../movement.js';
import { dtypeOf, shapeOf, toValue } from '../operand.js';
import { threefryLanes } from '../threefry.js';
import { checkMatrixShape, floatDTypeOf } from './checks.js';
import type { RowLayout } from './layout.js';
import { SparseMatrix, type Side } from './matrix.js';
import { applyProduct, productOps, skipping, type ProductParams, type Products } from './product.js';

/** What the weight of an entry is: `a`, or `a + b r` with r normal, or uniform in [0, 1). */
export type WeightKind = 'constant' | 'normal' | 'uniform';

export interface ProceduralParams extends ProductParams {
  readonly kind: WeightKind;
  /** The probability of an entry, above 0 and up to 1. */
  readonly chance: number;
}

/**
 * Entry number k of a row, from the two words that threefry makes of the counter (row, k).
 *
 * The high word says how far it stands behind the entry before it: 1 + floor(log u / log(1 - chance)), with u = (its
 * upper 24 bits + 1) / 2^24, which is the waiting time of independent trials, so that every place of the matrix has an
 * entry with probability `chance` and a row costs in proportion to its entries. The low word makes r of its upper 23
 * bits. Both are float32 whatever the dtype of the weights, so the structure is the same in either precision.
 */
export function entryLanes<V>(
  L: Lanes<V>,
  key: readonly [V, V],
  row: V,
  k: V,
  { kind, chance, columns }: ProceduralParams,
): { gap: V; random: V | undefined } {
  const U = L.int('uint32');
  const F = L.float('float32');
  const [high, low] = threefryLanes(U, key, [row, k]);
  const asFloat = (x: V): V => L.cast(L.cast(x, 'uint32', 'int32'), 'int32', 'float32');
  const u = F.mul(F.add(asFloat(U.shiftRight(high, 8)), F.constant(1)), F.constant(2 ** -24));
  const failures = F.floor(F.mul(logLanes(L, F, u), F.constant(1 / Math.log1p(-chance))));
  const I = L.int('int32');
  const gap = I.add(L.cast(F.min(failures, F.constant(columns)), 'float32', 'int32'), I.constant(1));
  if (kind === 'constant') return { gap, random: undefined };
  const bits = asFloat(U.shiftRight(low, 9));
  if (kind === 'uniform') return { gap, random: F.mul(bits, F.constant(2 ** -23)) };
  // Centred, so that neither end is reached.
  const centred = F.sub(F.mul(F.add(bits, F.constant(0.5)), F.constant(2 ** -22)), F.constant(1));
  return { gap, random: F.mul(erfinvLanes(L, F, centred), F.constant(Math.SQRT2)) };
}

/** The weight of an entry: the scalars `a` and `b` are of the weights' dtype. */
export function weightLanes<V>(L: Lanes<V>, dtype: FloatDType, a: V, b: V, random: V): V {
  const F = L.float(dtype);
  return F.add(a, F.mul(b, L.cast(random, 'float32', dtype)));
}

/** Weights are `[a]` or `[a, b]`; the structure is the key, two words. */
const layout: RowLayout<ProceduralParams> = {
  name: 'procedural',
  entries: (_, { kind }) => [kind === 'constant' ? 1 : 2],
  walker: (weights, [key], params) => {
    const [a, b] = weights.data;
    const words = [key.data[0], key.data[1]] as const;
    const dtype = weights.dtype as FloatDType;
    return (row, visit) => {
      let column = -1;
      for (let k = 0; ; k++) {
        const { gap, random } = entryLanes(scalarLanes, words, row, k, params);
        column += gap;
        if (column >= params.columns) return;
        visit(column, random === undefined ? a : weightLanes(scalarLanes, dtype, a, b, random), k);
      }
    };
  },
};

export const proceduralOps: Products<ProceduralParams> = productOps<ProceduralParams>(layout, undefined);

/**
 * A random matrix that is never stored: its rows are drawn again, always the same, whenever a product needs them. Each
 * place has an entry with probability `chance`. It takes no memory at any size; an entry costs some 8 ns more than a
 * stored one, 16 with normal weights.
 *
 * The row of presynaptic neuron i is drawn from threefry with the counters (i, 0), (i, 1), … under the key; see
 * {@link entryLanes}. The transposed products draw the same rows, so they cost as much as a product with every neuron.
 *
 * @example
 * ```ts
 * const W = Procedural.normal(0.5, 0.1, 0.02, random.seedKey(7), [100_000, 100_000]);
 * eventVecmat(spikes, W);
 * ```
 */
export class Procedural extends SparseMatrix {
  readonly dtype: FloatDType;

  private constructor(
    private readonly kind: WeightKind,
    /** `[1]` or `[2]` */
    private readonly weights: NDArray | Var,
    private readonly chance: number,
    private readonly key: NDArray | Var,
    readonly shape: readonly [number, number],
  ) {
    super();
    this.dtype = floatDTypeOf(weights);
  }

  /**
   * Every entry weighs the same.
   *
   * @param weight a scalar; may be traced. So may the parameters of the other kinds.
   * @param chance the probability of an entry, above 0 and up to 1; it is kept to about 6e-8.
   * @param key two words, uint32 `[2]`: a key of the engine's random numbers.
   * @param shape `[nPre, nPost]`
   */
  static constant(weight: Operand, chance: number, key: Operand, shape: Shape): Procedural {
    return Procedural.of('constant', [weight], chance, key, shape);
  }

  /** Weights from a normal distribution. */
  static normal(mean: Operand, deviation: Operand, chance: number, key: Operand, shape: Shape): Procedural {
    return Procedural.of('normal', [mean, deviation], chance, key, shape);
  }

  /** Weights from a uniform distribution over [low, high). */
  static uniform(low: Operand, high: Operand, chance: number, key: Operand, shape: Shape): Procedural {
    return Procedural.of('uniform', [low, sub(high, low)], chance, key, shape);
  }

  private static of(kind: WeightKind, scalars: Operand[], chance: number, key: Operand, shape: Shape): Procedural {
    if (!(chance > 0 && chance <= 1)) {
      const wants = 'a number above 0 and up to 1';
      fail('engine/sparseChance', { name: 'the probability of an entry', wants, got: String(chance) });
    }
    const words = toValue(key);
    if (words.dtype !== 'uint32' || words.shape.length !== 1 || words.shape[0] !== 2) {
      const got = `${words.dtype} ${showShape(words.shape)}`;
      fail('engine/sparseChance', { name: 'the key', wants: 'uint32 of shape (2,)', got });
    }
    const odd = scalars.find((x) => shapeOf(x).length > 0);
    if (odd !== undefined) {
      const got = showShape(shapeOf(odd));
      fail('engine/sparseChance', { name: `a parameter of ${kind} weights`, wants: 'a scalar', got });
    }
    const arrays = scalars.filter((x) => typeof x !== 'number').map(dtypeOf);
    const met = arrays.length === 0 ? floatDType() : arrays.reduce<DType>(promote, 'bool');
    const dtype = isFloat(met) ? met : floatDType();
    const weights = toValue(stack(scalars.map((x) => toValue(cast(x, dtype), dtype))));
    return new Procedural(kind, weights, chance, words, checkMatrixShape(shape));
  }

  product(side: Side, vector: Operand, onto: Operand, events: boolean, skipZeros = false): Operand {
    const op: Op<ProceduralParams> = side === 'left' ? proceduralOps.scatter : proceduralOps.gather;
    const [rows, columns] = this.shape;
    const { kind, chance } = this;
    return applyProduct(op, onto, this.weights, vector, [this.key], { rows, columns, events, kind, chance, ...skipping(skipZeros) });
  }
}
