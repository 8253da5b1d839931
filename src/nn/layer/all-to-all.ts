import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { Quantity, slice, unitless, type AnyQuantity, type Mul } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { KaimingNormal } from '../init/index.js';
import { checkLayerInput, withBias } from './input.js';
import type { LinearParams } from './linear.js';
import { layerSizes } from './sizes.js';

/** Options of {@link AllToAll}. */
export interface AllToAllOptions<W, B> extends ModuleOptions {
  /** The first weights, [in, out]; a scalar serves all connections. `new nn.init.KaimingNormal()` unless given. */
  wInit?: Init<W> | undefined;
  /** The first bias. None unless given. */
  bInit?: Init<B> | null | undefined;
  /** Whether neuron i is connected to neuron i. True unless given. */
  includeSelf?: boolean | undefined;
}

/** Every neuron to every neuron. With one weight for all it is a sum, and costs no matrix. */
export class AllToAll<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'AllToAll';

  readonly includeSelf: boolean;
  readonly weight: ParamState<LinearParams<W, Mul<X, W>>>;

  constructor(inSize: Size, outSize: Size, options: AllToAllOptions<W, NoInfer<Mul<X, W>>> = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['wInit', 'bInit', 'includeSelf', 'name']);
    const name = this.constructor.name;
    const { into, out, inShape, outShape } = layerSizes(name, inSize, outSize);
    this._inSize = inShape;
    this._outSize = outShape;
    this.includeSelf = options.includeSelf ?? true;
    const rule = options.wInit ?? (new KaimingNormal() as unknown as Init<W>);
    const params: LinearParams<W, Mul<X, W>> = { weight: param(rule, [into, out], { name: `${name}: wInit` }) };
    if (options.bInit !== undefined && options.bInit !== null) params.bias = param(options.bInit, [out], { name: `${name}: bInit` });
    this.weight = new ParamState(params);
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const { weight, bias } = this.weight.value;
    const y = weight.ndim === 0 ? this.withOneWeight(x, weight) : this.withMatrix(x, weight);
    return withBias(this.constructor.name, y as AnyQuantity, bias as AnyQuantity | undefined) as never;
  }

  private withOneWeight(x: AnyQuantity, weight: AnyQuantity): AnyQuantity {
    const out = this.outSize.at(-1)!;
    const all = math.broadcastTo(math.expandDims(x.sum(-1), -1), [...x.shape.slice(0, -1), out]);
    return (this.includeSelf ? all : all.sub(own(x, out))).mul(weight);
  }

  private withMatrix(x: AnyQuantity, weight: AnyQuantity): AnyQuantity {
    if (this.includeSelf) return math.matmul(x, weight);
    const [rows, columns] = weight.shape;
    return math.matmul(x, weight.mul(unitless(1).sub(math.eye(rows, columns))));
  }
}

/** What each of `out` neurons itself sends: nothing, of those that are none of the senders. */
function own(x: AnyQuantity, out: number): AnyQuantity {
  const senders = x.shape.at(-1)!;
  if (senders >= out) return math.moveaxis(math.moveaxis(x, -1, 0).get(slice(0, out)), 0, -1);
  const none = new Quantity(math.zeros([...x.shape.slice(0, -1), out - senders]).mantissa, x.unit);
  return math.concatenate([x, none.astype(x.dtype)], -1);
}
