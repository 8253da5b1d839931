import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { showValue } from '../../../state/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';

type Numbers = Quantity<'one'>;

/** What `functionalConnectivityDynamics` can be told. */
export interface DynamicsOptions {
  /** How many steps a window has. 30 unless given. */
  windowSize?: number | undefined;
  /** How many steps a window begins after the one before. 5 unless given. */
  stepSize?: number | undefined;
}

/**
 * How much of a voltage is shared by a population: the variance over time of the mean over neurons, over the mean over neurons
 * of the variance over time. Near 1 of neurons in step, near 1/N of independent ones; 1 where nothing changes.
 *
 * @param potentials - `[T, N]`
 *
 * @throws when it is no matrix
 *
 * Golomb & Rinzel (1993), Dynamics of globally coupled inhibitory neurons with heterogeneity, Physical Review E 48.
 */
export function voltageFluctuation<D>(potentials: Quantity<D>): Numbers {
  checkMatrix('voltageFluctuation', 'potentials', potentials);
  // The ratio has no unit, whatever the potentials have.
  const x = numbersOf(potentials);
  const shared = math.square(math.std(x.mean(1)));
  const each = math.square(math.std(x, 0)).mean();
  const constant = each.eq(0);
  return math.where(constant, unitless(1), shared.div(math.where(constant, unitless(1), each)));
}

/**
 * Pearson's correlation of two matrices above their diagonals. 0 where it is not defined.
 *
 * @throws when they are no matrices of one shape
 */
export function matrixCorrelation<D, E>(x: Quantity<D>, y: Quantity<E>): Numbers {
  checkMatrix('matrixCorrelation', 'x', x);
  checkMatrix('matrixCorrelation', 'y', y);
  if (showShape(x.shape) !== showShape(y.shape)) {
    fail('metric/shape', { metric: 'matrixCorrelation', a: 'x', b: 'y', one: showShape(x.shape), other: showShape(y.shape) });
  }
  const above = upperPositions(x.shape[0], x.shape[1]);
  const [a, b] = [x, y].map((m) => centred(numbersOf(m as AnyQuantity).reshape([-1]).get(above), -1));
  return cosine(a.mul(b).sum(), a, b);
}

/**
 * Pearson's correlation of two lists, in which each pair counts as its weight says. 0 where one of them does not change.
 *
 * @throws when they are no three lists of one length
 */
export function weightedCorrelation<D, E>(x: Quantity<D>, y: Quantity<E>, w: Numbers): Numbers {
  const all = { x, y, w } as Record<string, AnyQuantity>;
  for (const [name, value] of Object.entries(all)) {
    if (!(value instanceof Quantity)) fail('metric/quantity', { metric: 'weightedCorrelation', name, value: showValue(value) });
    if (value.ndim === 1 && value.shape[0] === x.shape[0]) continue;
    fail('metric/lists', { metric: 'weightedCorrelation', name, shape: showShape(value.shape) });
  }
  const sum = w.sum();
  const total = math.where(sum.eq(0), unitless(1), sum);
  const apart = (z: Numbers): Numbers => z.sub(z.mul(w).sum().div(total));
  const [a, b] = [apart(numbersOf(x)), apart(numbersOf(y))];
  const covariance = (p: Numbers, q: Numbers): Numbers => p.mul(q).mul(w).sum().div(total);
  const size = math.sqrt(covariance(a, a).mul(covariance(b, b)));
  const flat = size.eq(0);
  return math.clip(math.where(flat, unitless(0), covariance(a, b).div(math.where(flat, unitless(1), size))), -1, 1);
}

/**
 * Functional connectivity: Pearson's correlation over time of every pair of signals. 0 where it is not defined, 1 on the
 * diagonal.
 *
 * @param activities - `[T, N]`
 * @returns `[N, N]`
 * @throws when it is no matrix
 */
export function functionalConnectivity<D>(activities: Quantity<D>): Numbers {
  checkMatrix('functionalConnectivity', 'activities', activities);
  const unit = unitLength(centred(numbersOf(activities).transpose(), -1));
  const n = activities.shape[1];
  return math.where(math.eye(n).gt(0), unitless(1), math.matmul(unit, unit.transpose()));
}

/**
 * How functional connectivity changes: it is taken in windows of time, and every two of them are correlated.
 *
 * @param activities - `[T, N]`, of two signals or more
 * @returns `[W, W]` of W windows, with ones on the diagonal; `[0, 0]` where no window fits
 * @throws when it is no matrix of two columns or more, or a size is no integer that makes sense
 *
 * Hansen et al. (2015), Functional connectivity dynamics: modeling the switching behavior of the resting state, NeuroImage 105.
 */
export function functionalConnectivityDynamics<D>(
  activities: Quantity<D>,
  { windowSize = 30, stepSize = 5 }: DynamicsOptions = {},
): Numbers {
  const metric = 'functionalConnectivityDynamics';
  checkMatrix(metric, 'activities', activities);
  const [steps, n] = activities.shape;
  if (!Number.isSafeInteger(windowSize) || windowSize < 2) fail('metric/size', { metric, name: 'windowSize', least: 2, value: showValue(windowSize) });
  if (!Number.isSafeInteger(stepSize) || stepSize < 1) fail('metric/size', { metric, name: 'stepSize', least: 1, value: showValue(stepSize) });
  if (n < 2) fail('metric/signals', { metric, n });
  const count = Math.floor((steps - windowSize) / stepSize) + 1;
  if (count < 1) return math.zeros([0, 0]);
  const above = upperPositions(n, n);
  const windows = Array.from({ length: count }, (_, i) =>
    functionalConnectivity(activities.get(Int32Array.from({ length: windowSize }, (__, t) => i * stepSize + t)) as AnyQuantity)
      .reshape([-1])
      .get(above),
  );
  const unit = unitLength(centred(math.stack(windows), -1));
  return math.where(math.eye(count).gt(0), unitless(1), math.matmul(unit, unit.transpose()));
}

/** Bare numbers: what is correlated has no unit that matters. */
function numbersOf(x: AnyQuantity): Numbers {
  return x.div(new Quantity(1, x.unit as never)) as Numbers;
}

function centred(x: Numbers, axis: number): Numbers {
  return x.sub(math.expandDims(x.mean(axis), axis));
}

/** Rows of length 1; one of zeros stays as it is. */
function unitLength(x: Numbers): Numbers {
  const length = math.sqrt(math.expandDims(math.square(x).sum(-1), -1));
  return x.div(math.where(length.gt(0), length, unitless(1)));
}

function cosine(product: Numbers, a: Numbers, b: Numbers): Numbers {
  const size = math.sqrt(math.square(a).sum().mul(math.square(b).sum()));
  const flat = size.eq(0);
  return math.where(flat, unitless(0), product.div(math.where(flat, unitless(1), size)));
}

/** Where the elements above the diagonal stand in row-major order. */
function upperPositions(rows: number, columns: number): Int32Array {
  const positions: number[] = [];
  for (let i = 0; i < rows; i++) for (let j = i + 1; j < columns; j++) positions.push(i * columns + j);
  return Int32Array.from(positions);
}

function checkMatrix(metric: string, name: string, x: unknown): void {
  if (!(x instanceof Quantity)) fail('metric/quantity', { metric, name, value: showValue(x) });
  if (x.ndim !== 2) fail('metric/two-axes', { metric, name, shape: showShape(x.shape) });
}
