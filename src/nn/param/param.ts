import { fail } from '../../core/error.js';
import { Module, ParamState, showValue, type ModuleOptions } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { IdentityT, Transform } from './transform.js';

/** Options of {@link Param}. */
export interface ParamModuleOptions<D, X> extends ModuleOptions {
  /** How what is trained becomes the value. As it is unless given. */
  t?: Transform<D, X> | undefined;
  /** Whether it is trained at all. True unless given. */
  fit?: boolean | undefined;
}

/**
 * A parameter with bounds: what is trained (`val`) is free, and `value()` is what a transform makes of it.
 *
 * @param value - the first value, within the bounds of the transform
 *
 * @example
 * const tau = new nn.Param(ms(20), { t: new nn.SoftplusT(ms(1)) });
 * tau.value(); // 20. ms, and above 1 ms whatever training does
 *
 * @throws when the value is outside of the bounds of the transform
 */
export class Param<in out D = 'one', in out X = D> extends Module {
  static override readonly name: string = 'Param';

  /** Whether it is trained. */
  readonly fit: boolean;
  /** How what is trained becomes the value. */
  readonly t: Transform<D, X>;
  /** What is trained, as a State; a quantity where it is not trained. */
  val: ParamState<Quantity<X>> | Quantity<X>;

  constructor(value: Quantity<D>, options: ParamModuleOptions<D, X> = {}) {
    super(options);
    const { t = new IdentityT<D>() as unknown as Transform<D, X>, fit = true } = options;
    if (!(value instanceof Quantity)) fail('nn/param-value', { value: showValue(value) });
    if (!(t instanceof Transform)) fail('nn/param-transform', { value: showValue(t) });
    this.fit = fit;
    this.t = t;
    const free = this.#free(value);
    this.val = fit ? new ParamState(free) : free;
  }

  /** The value that the model sees. */
  value(): Quantity<D> {
    return this.t.forward(this.val instanceof ParamState ? this.val.value : this.val);
  }

  /** Gives it another value, within the bounds of the transform. */
  setValue(value: Quantity<D>): void {
    const free = this.#free(value);
    if (this.val instanceof ParamState) this.val.value = free;
    else this.val = free;
  }

  /** Moves the value between two bounds. */
  clip(low: Quantity<D>, high: Quantity<D>): void {
    this.setValue(math.minimum(math.maximum(this.value(), low), high));
  }

  override update(): Quantity<D> {
    return this.value();
  }

  #free(value: Quantity<D>): Quantity<X> {
    const free = this.t.inverse(value);
    if (!free.isTraced && (free as AnyQuantity).toTypedArray().some((x) => !Number.isFinite(x))) {
      fail('nn/param-bounds', { transform: String(this.t), value: showValue(value) });
    }
    return free;
  }
}

/** A {@link Param} that is not trained. */
export class Const<in out D = 'one', in out X = D> extends Param<D, X> {
  static override readonly name: string = 'Const';

  constructor(value: Quantity<D>, options: Omit<ParamModuleOptions<D, X>, 'fit'> = {}) {
    super(value, { ...options, fit: false });
  }
}
