import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions, type Size } from '../../state/index.js';
import { param, ZeroInit, type Init } from '../../tools/init/index.js';
import type { AnyQuantity, Mul, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { KaimingNormal } from '../init/index.js';
import { checkLayerInput, withBias } from './input.js';
import { layerSizes } from './sizes.js';

/** Options of {@link Linear}. */
export interface LinearOptions<W, B> extends ModuleOptions {
  /** The first weights, [in, out]. `new nn.init.KaimingNormal()` unless given. */
  wInit?: Init<W> | undefined;
  /** The first bias, [out]; null for none. Zeros in the unit of the weights unless given, which fits inputs without a unit. */
  bInit?: Init<B> | null | undefined;
  /** What the weights are multiplied by at every use: 0 where there is no connection. Nothing unless given. */
  wMask?: Init<'one'> | undefined;
}

/** The parameters of a layer with weights and a bias. */
export interface LinearParams<W, B> {
  weight: Quantity<W>;
  bias?: Quantity<B>;
}

/**
 * `y = x W + b` along the last axis.
 *
 * Shapes: x [..., in], y [..., out]. `weight` holds `{ weight: [in, out], bias: [out] }`.
 *
 * @typeParam W - the dimension of the weights
 * @typeParam X - the dimension of the input; none unless given
 *
 * @example
 * const layer = new nn.Linear(100, 4, { wInit: new nn.init.KaimingNormal({ unit: mA }) });
 * layer.step(spikes); // Quantity<'current'> of shape [..., 4]
 *
 * @throws when the input's last axis is not as long as the layer takes
 */
export class Linear<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'Linear';

  /** The trained parameters. */
  readonly weight: ParamState<LinearParams<W, Mul<X, W>>>;
  /** What the weights are multiplied by; null for nothing. */
  readonly wMask: Quantity<'one'> | null;

  constructor(inSize: Size, outSize: Size, options: LinearOptions<W, NoInfer<Mul<X, W>>> = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['wInit', 'bInit', 'wMask', 'name']);
    const name = this.constructor.name;
    const { into, out, inShape, outShape } = layerSizes(name, inSize, outSize);
    this._inSize = inShape;
    this._outSize = outShape;
    this.wMask = options.wMask === undefined ? null : param(options.wMask, [into, out], { name: `${name}: wMask` });
    const weight = param(options.wInit ?? (new KaimingNormal() as unknown as Init<W>), [into, out], { name: `${name}: wInit` });
    const params: LinearParams<W, Mul<X, W>> = { weight };
    if (options.bInit !== null) {
      const zeros = new ZeroInit(weight.unit) as unknown as Init<Mul<X, W>>;
      params.bias = param(options.bInit ?? zeros, [out], { name: `${name}: bInit` });
    }
    this.weight = new ParamState(params);
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const { weight, bias } = this.weight.value;
    const masked: AnyQuantity = this.wMask === null ? weight : (weight as AnyQuantity).mul(this.wMask);
    const y: AnyQuantity = math.matmul(x as AnyQuantity, masked);
    return withBias(this.constructor.name, y as AnyQuantity, bias as AnyQuantity | undefined) as never;
  }
}
