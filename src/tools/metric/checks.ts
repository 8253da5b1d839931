import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { isFloat, isInt } from '../../engine/index.js';
import { aDimension, knownNumbers, showValue } from '../../state/index.js';
import { jitErrorIf } from '../../state/transform/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';

/** Numbers without a unit. */
export type Numbers = Quantity<'one'>;

/** Refuses what is not a float quantity. */
export function checkFloat(metric: string, name: string, x: unknown): void {
  if (!(x instanceof Quantity)) fail('metric/quantity', { metric, name, value: showValue(x) });
  if (!isFloat(x.dtype)) fail('metric/float', { metric, name, dtype: x.dtype });
}

/** Refuses what is not a float quantity without a unit. */
export function checkPlain(metric: string, name: string, x: unknown): void {
  if (x instanceof Quantity && x.dim !== 'one') {
    fail('metric/unit', { metric, name, wants: aDimension('one'), got: aDimension(String(x.dim)) });
  }
  checkFloat(metric, name, x);
}

/** Refuses two quantities of which the shapes differ: broadcasting here is a slip far more often than meant. */
export function checkSameShape(metric: string, [a, x]: readonly [string, AnyQuantity], [b, y]: readonly [string, unknown]): void {
  if (!(y instanceof Quantity)) fail('metric/quantity', { metric, name: b, value: showValue(y) });
  const [one, other] = [showShape(x.shape), showShape(y.shape)];
  if (one !== other) fail('metric/shape', { metric, a, b, one, other });
}

/**
 * Refuses labels that are not whole numbers from 0 to the number of classes: at once where they are known, else when
 * the compiled program runs.
 */
export function checkLabels(metric: string, labels: unknown, classes: number, shape: readonly number[]): void {
  if (!(labels instanceof Quantity)) fail('metric/quantity', { metric, name: 'labels', value: showValue(labels) });
  if (labels.dim !== 'one' || !isInt(labels.dtype)) fail('metric/label-dtype', { metric, dtype: labels.dtype, dim: String(labels.dim) });
  const [got, wants] = [showShape(labels.shape), showShape(shape)];
  if (got !== wants) fail('metric/label-shape', { metric, got, wants });
  const numbers = labels as Numbers;
  if (numbers.isTraced) {
    const message = `${metric} wants labels from 0 to ${classes - 1}, and there is another one`;
    jitErrorIf(numbers.lt(0).or(numbers.ge(classes)), message);
    return;
  }
  const known = knownNumbers(numbers);
  const wrong = known.findIndex((label) => !(label >= 0 && label < classes));
  if (wrong >= 0) fail('metric/labels', { metric, label: known[wrong], index: wrong, classes });
}

/** Refuses a plain number that is out of its range. */
export function checkOption(metric: string, name: string, value: unknown, wants: string, holds: (x: number) => boolean): void {
  if (typeof value !== 'number' || !holds(value)) fail('metric/option', { metric, name, wants, value: showValue(value) });
}

/** 1 in the place of each label, 0 elsewhere, along a new last axis. */
export function oneHot(labels: Numbers, classes: number, like: Numbers): Numbers {
  const places = new Quantity(Int32Array.from({ length: classes }, (_, i) => i));
  return labels.expandDims(-1).eq(places).astype(like.dtype);
}
