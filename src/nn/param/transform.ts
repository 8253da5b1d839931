import { fail } from '../../core/error.js';
import { describe, inspect, pythonFloat, type Described } from '../../core/print.js';
import { knownNumbers, showValue } from '../../state/index.js';
import { Quantity, slice, unitless, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

type Numbers = Quantity<'one'>;

/**
 * A map from all numbers onto the values that a parameter may have, and back: what is trained is free, what the model
 * sees keeps its bounds.
 *
 * @typeParam D - the dimension of the values
 * @typeParam X - the dimension of what is trained
 */
export abstract class Transform<in out D = 'one', in out X = 'one'> implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Transform';

  /** The value of what is trained. */
  abstract forward(x: Quantity<X>): Quantity<D>;

  /** What is trained, of a value. */
  abstract inverse(y: Quantity<D>): Quantity<X>;

  [describe](): string {
    return `${this.constructor.name}()`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** Beyond this, an exponential is held. */
const LARGEST = 20;

function boundedExp(x: Numbers): Numbers {
  return math.exp(math.minimum(x, LARGEST));
}

/** The x of which `softplus(x)` is y. */
function inverseSoftplus(y: Numbers): Numbers {
  return y.add(math.log(math.expm1(y.neg()).neg()));
}

function logit(p: Numbers): Numbers {
  return math.log(p.div(unitless(1).sub(p)));
}

/** `x / unit` and back: the numbers that a quantity is in the unit of another. */
function counted<D>(x: Quantity<D>, like: Quantity<D>): Numbers {
  return new Quantity(x.in(like.unit).mantissa);
}

function within<D>(x: Numbers, like: Quantity<D>): Quantity<D> {
  return new Quantity<D>(x.mantissa, like.unit);
}

/** As it is. */
export class IdentityT<in out D = 'one'> extends Transform<D, D> {
  static override readonly name: string = 'IdentityT';

  forward(x: Quantity<D>): Quantity<D> {
    return x;
  }

  inverse(y: Quantity<D>): Quantity<D> {
    return y;
  }
}

/** A transform onto an interval, by a function from all numbers onto those between 0 and 1. */
abstract class IntervalT<in out D> extends Transform<D> {
  constructor(
    readonly lower: Quantity<D>,
    readonly upper: Quantity<D>,
  ) {
    super();
    if (knownNumbers(upper.sub(lower) as AnyQuantity).some((x) => !(x > 0))) {
      fail('nn/interval', { transform: this.constructor.name, lower: showValue(lower), upper: showValue(upper) });
    }
  }

  protected abstract share(x: Numbers): Numbers;
  protected abstract unshare(p: Numbers): Numbers;

  forward(x: Numbers): Quantity<D> {
    return this.lower.add((this.upper.sub(this.lower) as AnyQuantity).mul(this.share(x)) as Quantity<D>);
  }

  inverse(y: Quantity<D>): Numbers {
    return this.unshare((y.sub(this.lower) as AnyQuantity).div(this.upper.sub(this.lower)) as Numbers);
  }

  override [describe](): string {
    return `${this.constructor.name}(lower=${String(this.lower)}, upper=${String(this.upper)})`;
  }
}

/** Between two bounds, by the logistic function. */
export class SigmoidT<in out D = 'one'> extends IntervalT<D> {
  static override readonly name: string = 'SigmoidT';

  protected share(x: Numbers): Numbers {
    return unitless(1).div(boundedExp(x.neg()).add(1));
  }

  protected unshare(p: Numbers): Numbers {
    return math.log(unitless(1).div(p).sub(1)).neg();
  }
}

/** Between two bounds, by the logistic function of `beta` times as steep. */
export class ScaledSigmoidT<in out D = 'one'> extends IntervalT<D> {
  static override readonly name: string = 'ScaledSigmoidT';

  constructor(
    lower: Quantity<D>,
    upper: Quantity<D>,
    readonly beta = 1,
  ) {
    super(lower, upper);
    if (!(beta > 0 && Number.isFinite(beta))) fail('nn/positive', { owner: 'ScaledSigmoidT', name: 'beta', value: showValue(beta) });
  }

  protected share(x: Numbers): Numbers {
    return math.sigmoid(x.mul(this.beta));
  }

  protected unshare(p: Numbers): Numbers {
    return logit(p).div(this.beta);
  }

  override [describe](): string {
    return `ScaledSigmoidT(lower=${String(this.lower)}, upper=${String(this.upper)}, beta=${pythonFloat(this.beta)})`;
  }
}

/** Between two bounds, by tanh. */
export class TanhT<in out D = 'one'> extends IntervalT<D> {
  static override readonly name: string = 'TanhT';

  protected share(x: Numbers): Numbers {
    return math.tanh(x).add(1).div(2);
  }

  protected unshare(p: Numbers): Numbers {
    return math.arctanh(p.mul(2).sub(1));
  }
}

/** Between two bounds, by `x / (1 + |x|)`. */
export class SoftsignT<in out D = 'one'> extends IntervalT<D> {
  static override readonly name: string = 'SoftsignT';

  protected share(x: Numbers): Numbers {
    return x.div(x.abs().add(1)).add(1).div(2);
  }

  protected unshare(p: Numbers): Numbers {
    const z = p.mul(2).sub(1);
    return z.div(unitless(1).sub(z.abs()));
  }
}

/** Above a bound, by softplus in its unit. */
export class SoftplusT<in out D = 'one'> extends Transform<D> {
  static override readonly name: string = 'SoftplusT';

  constructor(readonly lower: Quantity<D>) {
    super();
  }

  forward(x: Numbers): Quantity<D> {
    return within(math.softplus(x), this.lower).add(this.lower);
  }

  inverse(y: Quantity<D>): Numbers {
    return inverseSoftplus(counted(y.sub(this.lower), this.lower));
  }

  override [describe](): string {
    return `SoftplusT(lower=${String(this.lower)})`;
  }
}

/** Below a bound, by softplus in its unit. */
export class NegSoftplusT<in out D = 'one'> extends Transform<D> {
  static override readonly name: string = 'NegSoftplusT';

  constructor(readonly upper: Quantity<D>) {
    super();
  }

  forward(x: Numbers): Quantity<D> {
    return this.upper.sub(within(math.softplus(x.neg()), this.upper));
  }

  inverse(y: Quantity<D>): Numbers {
    return inverseSoftplus(counted(this.upper.sub(y), this.upper)).neg();
  }

  override [describe](): string {
    return `NegSoftplusT(upper=${String(this.upper)})`;
  }
}

/** Above a bound, by the exponential in its unit: what is trained is the logarithm. */
export class ExpT<in out D = 'one'> extends Transform<D> {
  static override readonly name: string = 'ExpT';

  constructor(readonly lower: Quantity<D>) {
    super();
  }

  forward(x: Numbers): Quantity<D> {
    return this.lower.add(within(boundedExp(x), this.lower));
  }

  inverse(y: Quantity<D>): Numbers {
    return math.log(counted(y.sub(this.lower), this.lower));
  }

  override [describe](): string {
    return `${this.constructor.name}(lower=${String(this.lower)})`;
  }
}

/** {@link ExpT} under brainstate's other name. */
export class LogT<in out D = 'one'> extends ExpT<D> {
  static override readonly name: string = 'LogT';
}

/** Above 0, by the exponential. */
export class PositiveT extends Transform {
  static override readonly name: string = 'PositiveT';

  forward(x: Numbers): Numbers {
    return boundedExp(x);
  }

  inverse(y: Numbers): Numbers {
    return math.log(y);
  }
}

/** Below 0, by softplus. */
export class NegativeT extends Transform {
  static override readonly name: string = 'NegativeT';

  forward(x: Numbers): Numbers {
    return math.softplus(x.neg()).neg();
  }

  inverse(y: Numbers): Numbers {
    return inverseSoftplus(y.neg()).neg();
  }
}

/** At a bound or above, by a rectifier: nothing is learned below it. */
export class ReluT<in out D = 'one'> extends Transform<D, D> {
  static override readonly name: string = 'ReluT';

  constructor(readonly lowerBound: Quantity<D>) {
    super();
  }

  forward(x: Quantity<D>): Quantity<D> {
    return math.relu(x).add(this.lowerBound);
  }

  inverse(y: Quantity<D>): Quantity<D> {
    return math.relu(y.sub(this.lowerBound));
  }
}

/** Cut off at two bounds: nothing is learned beyond them. */
export class ClipT<in out D = 'one'> extends Transform<D, D> {
  static override readonly name: string = 'ClipT';

  constructor(
    readonly lower: Quantity<D>,
    readonly upper: Quantity<D>,
  ) {
    super();
  }

  forward(x: Quantity<D>): Quantity<D> {
    return math.minimum(math.maximum(x, this.lower), this.upper);
  }

  inverse(y: Quantity<D>): Quantity<D> {
    return this.forward(y);
  }

  override [describe](): string {
    return `ClipT(lower=${String(this.lower)}, upper=${String(this.upper)})`;
  }
}

/** `scale x + shift`, with x a plain number. */
export class AffineT<in out D = 'one'> extends Transform<D> {
  static override readonly name: string = 'AffineT';

  constructor(
    readonly scale: Quantity<D>,
    readonly shift: Quantity<D>,
  ) {
    super();
    if (knownNumbers(scale as AnyQuantity).some((x) => x === 0)) fail('nn/invertible', { transform: 'AffineT', value: showValue(scale) });
  }

  forward(x: Numbers): Quantity<D> {
    return ((this.scale as AnyQuantity).mul(x) as Quantity<D>).add(this.shift);
  }

  inverse(y: Quantity<D>): Numbers {
    return (y.sub(this.shift) as AnyQuantity).div(this.scale) as Numbers;
  }

  override [describe](): string {
    return `AffineT(scale=${String(this.scale)}, shift=${String(this.shift)})`;
  }
}

/** Box and Cox's: `(x^lmbda - 1) / lmbda`, and `log(x)` for 0. */
export class PowerT extends Transform {
  static override readonly name: string = 'PowerT';

  constructor(readonly lmbda = 0.5) {
    super();
  }

  forward(x: Numbers): Numbers {
    if (Math.abs(this.lmbda) < 1e-10) return math.log(x);
    return (math.power(x, unitless(this.lmbda)) as Numbers).sub(1).div(this.lmbda);
  }

  inverse(y: Numbers): Numbers {
    if (Math.abs(this.lmbda) < 1e-10) return math.exp(y);
    return math.power(y.mul(this.lmbda).add(1), unitless(1 / this.lmbda)) as Numbers;
  }

  override [describe](): string {
    return `PowerT(lmbda=${pythonFloat(this.lmbda)})`;
  }
}

/** Rising along the last axis. */
export class OrderedT extends Transform {
  static override readonly name: string = 'OrderedT';

  forward(x: Numbers): Numbers {
    const first = along(x, 0, 1);
    return math.concatenate([first, first.add(math.cumsum(math.softplus(along(x, 1)), -1))], -1);
  }

  inverse(y: Numbers): Numbers {
    return math.concatenate([along(y, 0, 1), inverseSoftplus(along(y, 1).sub(along(y, 0, -1)))], -1);
  }
}

/** Probabilities along the last axis, one more than there are numbers, that sum to 1: by breaking a stick. */
export class SimplexT extends Transform {
  static override readonly name: string = 'SimplexT';

  forward(x: Numbers): Numbers {
    const z = math.sigmoid(x);
    const left = math.cumprod(unitless(1).sub(z), -1) as Numbers;
    const before = math.concatenate([along(math.onesLike(z), 0, 1), along(left, 0, -1)], -1);
    return math.concatenate([z.mul(before), along(left, -1)], -1);
  }

  inverse(y: Numbers): Numbers {
    const head = along(y, 0, -1);
    const eps = y.dtype === 'float64' ? 2 ** -52 : 2 ** -23;
    const remaining = unitless(1).sub(math.cumsum(head, -1)).add(head);
    return logit(math.clip(head.div(remaining.add(eps)), eps, 1 - eps));
  }
}

/** Of length 1 along the last axis. */
export class UnitVectorT extends Transform {
  static override readonly name: string = 'UnitVectorT';

  forward(x: Numbers): Numbers {
    const length = math.sqrt(math.square(x).sum(-1).add(1e-8));
    return x.div(math.expandDims(length, -1));
  }

  inverse(y: Numbers): Numbers {
    return y;
  }
}

/** One transform after the other. */
export class ChainT<in out D = 'one', in out X = 'one'> extends Transform<D, X> {
  static override readonly name: string = 'ChainT';

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each takes what the one before gives
  readonly transforms: readonly Transform<any, any>[];

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the same
  constructor(...transforms: readonly Transform<any, any>[]) {
    super();
    this.transforms = transforms;
  }

  forward(x: Quantity<X>): Quantity<D> {
    return this.transforms.reduce<AnyQuantity>((value, t) => t.forward(value), x);
  }

  inverse(y: Quantity<D>): Quantity<X> {
    return this.transforms.reduceRight<AnyQuantity>((value, t) => t.inverse(value), y);
  }

  override [describe](): string {
    return `ChainT(${this.transforms.map(String).join(', ')})`;
  }
}

/** A transform where a mask is true; elsewhere the value is what is trained. */
export class MaskedT extends Transform {
  static override readonly name: string = 'MaskedT';

  constructor(
    readonly mask: Quantity<'one'>,
    readonly transform: Transform,
    readonly safeValue = 1,
  ) {
    super();
  }

  forward(x: Numbers): Numbers {
    return math.where(this.mask, this.transform.forward(math.where(this.mask, x, unitless(this.safeValue))), x);
  }

  inverse(y: Numbers): Numbers {
    return math.where(this.mask, this.transform.inverse(math.where(this.mask, y, unitless(this.safeValue))), y);
  }

  override [describe](): string {
    return `MaskedT(mask=..., transform=${String(this.transform)})`;
  }
}

/** A stretch of the last axis. */
function along(x: Numbers, start: number, end?: number): Numbers {
  const whole = Array.from({ length: x.ndim - 1 }, () => slice());
  return x.get(...whole, slice(start, end));
}
