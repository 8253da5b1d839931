import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { showShape } from '../../core/print.js';
import { Module, ParamState, showValue, toShape, type ModuleOptions, type Size } from '../../state/index.js';
import { Constant, param, ZeroInit, type Init } from '../../tools/init/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** Options of {@link LayerNorm}. */
export interface LayerNormOptions extends ModuleOptions {
  /** Axes over which mean and variance are taken, counted from the end. -1 unless given. */
  reductionAxes?: number | readonly number[] | undefined;
  /** Axes that have a scale and a bias for each of their places. -1 unless given. */
  featureAxes?: number | readonly number[] | undefined;
  /** What is added to the variance. 1e-6 unless given. */
  epsilon?: number | undefined;
  /** Whether a bias is added. True unless given. */
  useBias?: boolean | undefined;
  /** Whether there is a scale. True unless given. */
  useScale?: boolean | undefined;
  /** The first bias. Zeros unless given. */
  biasInit?: Init<'one'> | undefined;
  /** The first scale. Ones unless given. */
  scaleInit?: Init<'one'> | undefined;
}

/**
 * Brings every example to mean 0 and variance 1, then scales and shifts it by what is trained.
 *
 * @typeParam X - the dimension of the input; none unless given
 * @param inSize - the shape of one example, without a batch
 *
 * Ba, Kiros & Hinton (2016), Layer normalization, arXiv 1607.06450.
 */
export class LayerNorm<in out X = 'one'> extends Module {
  static override readonly name: string = 'LayerNorm';

  readonly epsilon: number;
  readonly reductionAxes: readonly number[];
  readonly featureAxes: readonly number[];
  readonly weight: ParamState<{ scale?: Quantity<'one'>; bias?: Quantity<'one'> }> | null;

  constructor(inSize: Size, options: LayerNormOptions = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['reductionAxes', 'featureAxes', 'epsilon', 'useBias', 'useScale', 'biasInit', 'scaleInit', 'name']);
    const shape = toShape(inSize, 'LayerNorm');
    this._inSize = shape;
    this._outSize = shape;
    const axes = (given: number | readonly number[] | undefined): number[] =>
      (typeof given === 'number' ? [given] : (given ?? [-1])).map((axis) => {
        if (Number.isInteger(axis) && axis >= -shape.length && axis < shape.length) return axis < 0 ? axis : axis - shape.length;
        return fail('nn/axis', { layer: 'LayerNorm', axis: showValue(axis), shape: showShape(shape) });
      });
    this.reductionAxes = axes(options.reductionAxes);
    this.featureAxes = axes(options.featureAxes);
    this.epsilon = options.epsilon ?? 1e-6;
    const features = shape.map((n, i) => (this.featureAxes.includes(i - shape.length) ? n : 1));
    const weight: { scale?: Quantity<'one'>; bias?: Quantity<'one'> } = {};
    if (options.useScale !== false) weight.scale = param(options.scaleInit ?? new Constant(unitless(1)), features);
    if (options.useBias !== false) weight.bias = param(options.biasInit ?? new ZeroInit(), features);
    this.weight = Object.keys(weight).length === 0 ? null : new ParamState(weight);
  }

  override update(x: Quantity<X>): Quantity<'one'> {
    if (!(x instanceof Quantity)) fail('nn/layer-input', { layer: 'LayerNorm', value: showValue(x) });
    const size = this.inSize;
    if (showShape(x.shape.slice(-size.length)) !== showShape(size)) {
      fail('nn/layer-shape', { layer: 'LayerNorm', shape: showShape(x.shape), size: showShape(size) });
    }
    // What is normalised has no unit: the mean and the deviation have that of the input.
    const bare = new Quantity(x.mantissa);
    const mean = this.#mean(bare);
    const variance = this.#mean(math.square(bare.sub(mean)));
    const normal = bare.sub(mean).div(math.sqrt(variance.add(this.epsilon)));
    const { scale, bias } = this.weight?.value ?? {};
    const scaled = scale === undefined ? normal : normal.mul(scale);
    return bias === undefined ? scaled : scaled.add(bias);
  }

  /** The mean along the axes, which stay, of length 1. */
  #mean(x: Quantity<'one'>): Quantity<'one'> {
    const sorted = this.reductionAxes.map((axis) => axis + x.ndim).sort((a, b) => a - b);
    return sorted.reduce<AnyQuantity>((kept, axis) => math.expandDims(kept, axis), x.mean(sorted)) as Quantity<'one'>;
  }
}
