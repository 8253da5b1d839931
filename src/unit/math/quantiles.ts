import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import { asFloat } from '../measured.js';
import type { Quantity } from '../quantity.js';
import { axisOf, keeping } from './terms.js';

/** How a quantile between two elements is found. */
export interface QuantileOptions {
  /** `linear` (default) goes from one to the other; the rest take one of them, or the middle. */
  readonly method?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';
}

type Method = NonNullable<QuantileOptions['method']>;

/** With the axes that are reduced as one, the last. */
function gathered(x: Operand, axes: Axes, operation: string): Operand {
  const shape = engine.shapeOf(x);
  const wanted = axes === undefined ? [...shape.keys()] : typeof axes === 'number' ? [axes] : axes;
  const reduced = wanted.map((axis) => axisOf(axis, shape.length, operation));
  const kept = [...shape.keys()].filter((axis) => !reduced.includes(axis));
  const n = engine.sizeOf(reduced.map((axis) => shape[axis]));
  return engine.reshape(engine.transpose(engine.toValue(x), [...kept, ...reduced]), [
    ...kept.map((axis) => shape[axis]),
    n,
  ]);
}

/** The element or mixture of two at a place between the positions of a sorted last axis. */
function between(sorted: Operand, place: number, method: Method): Operand {
  const n = engine.shapeOf(sorted).at(-1)!;
  const at = (position: number): Operand => engine.take(sorted, Math.min(Math.max(position, 0), n - 1), -1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  if (method === 'lower') return at(low);
  if (method === 'higher') return at(high);
  if (method === 'nearest') return at(place - low <= 0.5 ? low : high);
  if (low === high) return at(low);
  if (method === 'midpoint') return engine.mul(engine.add(at(low), at(high)), 0.5);
  return engine.add(engine.mul(at(low), high - place), engine.mul(at(high), place - low));
}

/** The same where how many elements are numbers depends on the data. */
function amongNumbers(sorted: Operand, count: Operand, q: number, method: Method): Operand {
  const shape = engine.shapeOf(sorted).slice(0, -1);
  const place = engine.maximum(engine.mul(engine.sub(count, 1), q), 0);
  const [low, high] = [engine.floor(place), engine.ceil(place)];
  const at = (position: Operand): Operand =>
    engine.reshape(
      engine.takeAlongAxis(sorted, engine.reshape(engine.cast(position, 'int32'), [...shape, 1]), -1),
      shape,
    );
  if (method === 'lower') return at(low);
  if (method === 'higher') return at(high);
  const part = engine.sub(place, low);
  if (method === 'nearest') return at(engine.select(engine.le(part, 0.5), low, high));
  const share = method === 'midpoint' ? engine.select(engine.eq(part, 0), 0, engine.full(shape, 0.5)) : part;
  return engine.add(engine.mul(at(low), engine.sub(1, share)), engine.mul(at(high), share));
}

function quantiles<D>(
  x: Quantity<D>,
  qs: number | readonly number[],
  axes: Axes,
  { method = 'linear' }: QuantileOptions,
  { operation, most, pastNaN }: { operation: string; most: number; pastNaN: boolean },
): Quantity<D> {
  const list = typeof qs === 'number' ? [qs] : qs;
  for (const q of list) if (!(q >= 0 && q <= most)) fail('unit/quantile', { operation, most, got: q });
  return keeping(x, operation, (m) => {
    const values = gathered(asFloat(m), axes, operation);
    const n = engine.shapeOf(values).at(-1)!;
    if (n === 0) fail('engine/emptyReduction', { operation, shape: showShape(x.shape) });
    const sorted = engine.sort(values);
    const results = pastNaN
      ? list.map((q) => amongNumbers(sorted, numbersIn(values), q / most, method))
      : list.map((q) =>
          engine.select(engine.any(engine.isnan(values), -1), NaN, between(sorted, (q / most) * (n - 1), method)),
        );
    return typeof qs === 'number' ? results[0] : engine.stack(results);
  });
}

function numbersIn(values: Operand): Operand {
  return engine.cast(engine.sum(engine.logicalNot(engine.isnan(values)), -1), engine.dtypeOf(values));
}

/**
 * The value below which a fraction `q` (from 0 to 1) of the elements along axes lies, or of all elements; of a list of
 * fractions one for each, along a new axis in front. NaN where an element is NaN.
 */
export function quantile<D>(
  x: Quantity<D>,
  q: number | readonly number[],
  axes?: Axes,
  options: QuantileOptions = {},
): Quantity<D> {
  return quantiles(x, q, axes, options, { operation: 'quantile', most: 1, pastNaN: false });
}

/** As `quantile`, with `q` from 0 to 100. */
export function percentile<D>(
  x: Quantity<D>,
  q: number | readonly number[],
  axes?: Axes,
  options: QuantileOptions = {},
): Quantity<D> {
  return quantiles(x, q, axes, options, { operation: 'percentile', most: 100, pastNaN: false });
}

/** The value in the middle; of an even count the mean of the two in the middle. */
export function median<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return quantiles(x, 0.5, axes, { method: 'midpoint' }, { operation: 'median', most: 1, pastNaN: false });
}

/** As `quantile`, of what is not NaN. */
export function nanquantile<D>(
  x: Quantity<D>,
  q: number | readonly number[],
  axes?: Axes,
  options: QuantileOptions = {},
): Quantity<D> {
  return quantiles(x, q, axes, options, { operation: 'nanquantile', most: 1, pastNaN: true });
}

/** As `percentile`, of what is not NaN. */
export function nanpercentile<D>(
  x: Quantity<D>,
  q: number | readonly number[],
  axes?: Axes,
  options: QuantileOptions = {},
): Quantity<D> {
  return quantiles(x, q, axes, options, { operation: 'nanpercentile', most: 100, pastNaN: true });
}

/** As `median`, of what is not NaN. */
export function nanmedian<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return quantiles(x, 0.5, axes, { method: 'midpoint' }, { operation: 'nanmedian', most: 1, pastNaN: true });
}
