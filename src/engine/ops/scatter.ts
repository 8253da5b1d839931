import type { DType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import type { Lanes } from '../program/lanes.js';
import type { JvpRule, Op, Operand, Params, Tangent } from '../program/op.js';
import { scalarLanes } from '../program/scalar-lanes.js';
import { bind } from '../trace/builder.js';
import { addTangents, div, extreme, mul } from './arithmetic.js';
import { allBatched, withBatch } from './batch.js';
import { cast } from './cast.js';
import { eq } from './compare.js';
import { iota } from './create.js';
import { arithmetic } from './elementwise.js';
import { batchPositions, filled, gatherRows, visitRows } from './gather.js';
import { logicalAnd } from './logic.js';
import { broadcastTo, concatenate, reshape, sliceAxes } from './movement.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';
import { flip } from './rearrange.js';
import { select } from './select.js';
import { argsort } from './sort.js';

/** What happens where a row meets what stands there. */
export type ScatterMode = 'set' | 'add' | 'mul' | 'min' | 'max';

/** What becomes of the old element `a` when `b` arrives. */
export function scatterCombiner<V>(L: Lanes<V>, dtype: DType, mode: ScatterMode): (a: V, b: V) => V {
  switch (mode) {
    case 'set':
      return (_, b) => b;
    case 'add':
    case 'mul':
      return (a, b) => arithmetic(L, dtype)[mode](a, b);
    case 'min':
    case 'max':
      return (a, b) => extreme(L, dtype, mode, a, b);
  }
}

interface Linearity {
  readonly jvp: JvpRule<Params>;
  readonly transpose: Op['transpose'];
}

/**
 * `x` (b, n, w) with the rows `u` (b, m, w) brought to positions (b or 1, m), int32, of its middle axis. A position
 * outside the axis is dropped. Positions may repeat: rows arrive one after the other in row-major order of the
 * positions, so that of rows set at one place the last stays, and sums are taken in that order.
 */
function scatterOp(mode: ScatterMode, { jvp, transpose }: Linearity): Op {
  const op: Op = {
    name: `scatter${mode[0].toUpperCase()}${mode.slice(1)}`,
    form: { kind: 'scatter', mode, inPlace: 0 },
    infer: ([x]) => [x],
    reference([x, at, u]) {
      const result = new NDArray(x.shape, x.dtype, x.data.slice());
      const width = x.shape[2];
      const combine = scatterCombiner(scalarLanes, x.dtype, mode);
      visitRows(x.shape, at, (to, row) => {
        for (let k = 0; k < width; k++) {
          result.data[to * width + k] = combine(result.data[to * width + k], u.data[row * width + k]);
        }
      });
      return [result];
    },
    jvp,
    transpose,
    batch([x, at, u], [xBatched, atBatched, uBatched], _, size) {
      const merged = (v: Operand, batched: boolean): Operand => {
        const [, b, n, w] = shapeOf(withBatch(v, batched, size));
        return reshape(withBatch(v, batched, size), [size * b, n, w]);
      };
      const rows = merged(x, xBatched);
      const [b, n, w] = xBatched ? shapeOf(x).slice(1) : shapeOf(x);
      const out = scatterRows(mode, rows, batchPositions(at, atBatched, b, size), merged(u, uBatched));
      return allBatched([reshape(out, [size, b, n, w])]);
    },
  };
  return op;
}

/** See `scatterOp`. */
export function scatterRows(mode: ScatterMode, x: Operand, at: Operand, u: Operand): Operand {
  return bind(scatterOps[mode], [toValue(x), toValue(at), toValue(u)], {})[0];
}

function orZeros(t: Tangent, like: Operand): Operand {
  return t ?? filled(shapeOf(like), 0, dtypeOf(like));
}

/** Linear in the array and the rows together. */
function jointly(mode: 'set' | 'add'): JvpRule<Params> {
  return ([x, at, u], [tx, , tu]) =>
    tx === null && tu === null ? [null] : [scatterRows(mode, orZeros(tx, x), at, orZeros(tu, u))];
}

/** Of rows that were set at one place only the last has a cotangent. */
function lastOnes(at: Operand, x: readonly number[]): Operand {
  const [own, m] = shapeOf(at);
  const names = broadcastTo(reshape(iota(m), [1, m, 1]), [own, m, 1]);
  const claimed = scatterRows('set', filled([own, x[1], 1], -1, 'int32'), at, names);
  return eq(gatherRows(claimed, at), names);
}

const set: Linearity = {
  jvp: jointly('set'),
  transpose([ct], [x, at, u], _, [, , rows]) {
    if (ct === null || at === null) return [null, null, null];
    const [ctX, ctU] = [
      x === null ? scatterRows('set', ct, at, filled(rows.shape, 0, rows.dtype)) : null,
      u === null ? select(broadcastTo(lastOnes(at, shapeOf(ct)), rows.shape), gatherRows(ct, at), 0) : null,
    ];
    return [ctX, null, ctU];
  },
};

const add: Linearity = {
  jvp: jointly('add'),
  transpose: ([ct], [x, at, u]) => [
    x === null ? ct : null,
    null,
    u === null && ct !== null && at !== null ? gatherRows(ct, at) : null,
  ],
};

const product: Linearity = {
  jvp([x, at, u], [tx, , tu]) {
    const fromX = tx === null ? null : scatterRows('mul', tx, at, u);
    if (tu === null) return [fromX];
    const slope = mul(gatherRows(x, at), othersProduct(shapeOf(x), at, u));
    return [addTangents(fromX, scatterRows('add', filled(shapeOf(x), 0, dtypeOf(x)), at, mul(tu, slope)))];
  },
  transpose: ([ct], [x, at, u]) => [
    x === null && ct !== null && at !== null && u !== null ? scatterRows('mul', ct, at, u) : null,
    null,
    null,
  ],
};

/**
 * For each row the product of the others at its place: of those before it and those after it. Nothing is divided, so
 * zeros do no harm, in higher derivatives either.
 */
function othersProduct(x: Shape, at: Operand, u: Operand): Operand {
  const [own, m] = shapeOf(at);
  const inside = gatherRows(filled(x, 1, dtypeOf(u)), at);
  const factors = select(eq(inside, 0), 1, u);
  // Rows of one place stand together, those of a place further on behind them.
  const order = argsort(at);
  const rows = gatherRows(factors, order);
  const places = broadcastTo(gatherRows(reshape(at, [own, m, 1]), order), shapeOf(rows));
  const after = flip(earlierProduct(flip(rows, 1), flip(places, 1)), 1);
  return gatherRows(mul(earlierProduct(rows, places), after), argsort(order));
}

/** For each row the product of the rows before it that are of the same place, which stand in front of it. */
function earlierProduct(rows: Operand, places: Operand): Operand {
  const [b, m, w] = shapeOf(rows);
  const behind = (v: Operand, by: number, rest: number): Operand => {
    const first = sliceAxes(v, { start: [0, 0, 0], size: [b, m - by, w], step: [1, 1, 1] });
    return concatenate([filled([b, by, w], rest, dtypeOf(v)), first], 1);
  };
  const earlier = (v: Operand, by: number): Operand => select(eq(places, behind(places, by, NOWHERE)), behind(v, by, 1), 1);
  // Of one row, of two, of four.
  let product = m === 0 ? rows : earlier(rows, 1);
  for (let by = 1; by < m - 1; by *= 2) product = mul(product, earlier(product, by));
  return product;
}

/** No position of a row that is not dropped. */
const NOWHERE = -1;

/** The tangent of the extreme element, shared evenly among equals. */
const extremes: Linearity = {
  jvp([x, at, u], [tx, , tu], _, [out]) {
    const dtype = dtypeOf(x);
    const here = cast(eq(x, out), dtype);
    // A dropped row is equal to nothing.
    const inside = gatherRows(filled(shapeOf(x), 1, dtype), at);
    const arrived = cast(logicalAnd(eq(u, gatherRows(out, at)), cast(inside, 'bool')), dtype);
    const tangent = scatterRows('add', mul(orZeros(tx, x), here), at, mul(orZeros(tu, u), arrived));
    return [div(tangent, scatterRows('add', here, at, arrived))];
  },
  transpose: 'never',
};

export const scatterOps: Readonly<Record<ScatterMode, Op>> = {
  set: scatterOp('set', set),
  add: scatterOp('add', add),
  mul: scatterOp('mul', product),
  min: scatterOp('min', extremes),
  max: scatterOp('max', extremes),
};
