import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import type { AnyQuantity, Mul, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { KaimingNormal } from '../init/index.js';
import { checkLayerInput } from './input.js';
import { layerSizes } from './sizes.js';

/** Options of {@link SignedWLinear}. */
export interface SignedWLinearOptions<W> extends ModuleOptions {
  /** The first weights, of which the signs do not count. `new nn.init.KaimingNormal()` unless given. */
  wInit?: Init<W> | undefined;
  /** What the sizes of the weights are multiplied by, [in, out] or broadcast to it: 1 and -1. All 1 unless given. */
  wSign?: Quantity<'one'> | undefined;
}

/** `y = x (|W| sign)`: weights that keep their sign while they are trained, as Dale's law wants. */
export class SignedWLinear<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'SignedWLinear';

  readonly wSign: Quantity<'one'> | null;
  readonly weight: ParamState<Quantity<W>>;

  constructor(inSize: Size, outSize: Size, options: SignedWLinearOptions<W> = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['wInit', 'wSign', 'name']);
    const name = this.constructor.name;
    const { into, out, inShape, outShape } = layerSizes(name, inSize, outSize);
    this._inSize = inShape;
    this._outSize = outShape;
    this.wSign = options.wSign ?? null;
    const rule = options.wInit ?? (new KaimingNormal() as unknown as Init<W>);
    this.weight = new ParamState(param(rule, [into, out], { name: `${name}: wInit` }));
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const size: AnyQuantity = math.abs(this.weight.value);
    return math.matmul(x as AnyQuantity, this.wSign === null ? size : size.mul(this.wSign));
  }
}
