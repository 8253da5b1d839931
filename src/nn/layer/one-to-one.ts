import { checkOptions } from '../../core/options.js';
import { Module, ParamState, toShape, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { unitless, type AnyQuantity, type Mul, type Quantity } from '../../unit/index.js';
import { Normal } from '../init/index.js';
import { checkLayerInput, withBias } from './input.js';
import type { LinearParams } from './linear.js';

/** Options of {@link OneToOne}. */
export interface OneToOneOptions<W, B> extends ModuleOptions {
  /** The first weights, one for each element. Normal of mean 0 and deviation 1 unless given. */
  wInit?: Init<W> | undefined;
  /** The first bias. None unless given. */
  bInit?: Init<B> | null | undefined;
}

/** `y = x w + b`, element by element. */
export class OneToOne<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'OneToOne';

  readonly weight: ParamState<LinearParams<W, Mul<X, W>>>;

  constructor(inSize: Size, options: OneToOneOptions<W, NoInfer<Mul<X, W>>> = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['wInit', 'bInit', 'name']);
    const name = this.constructor.name;
    const shape = toShape(inSize, name);
    this._inSize = shape;
    this._outSize = shape;
    const rule = options.wInit ?? (new Normal(unitless(0), unitless(1)) as unknown as Init<W>);
    const params: LinearParams<W, Mul<X, W>> = { weight: param(rule, shape, { name: `${name}: wInit` }) };
    if (options.bInit !== undefined && options.bInit !== null) params.bias = param(options.bInit, shape, { name: `${name}: bInit` });
    this.weight = new ParamState(params);
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const { weight, bias } = this.weight.value;
    const y: AnyQuantity = (x as AnyQuantity).mul(weight);
    return withBias(this.constructor.name, y as AnyQuantity, bias as AnyQuantity | undefined) as never;
  }
}
