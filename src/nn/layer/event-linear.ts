import { checkOptions } from '../../core/options.js';
import { Module, ParamState, stopGradient, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import * as sparse from '../../unit/sparse.js';
import { checkLayerInput } from './input.js';
import { layerSizes } from './sizes.js';

/** Options of {@link EventLinear}. */
export interface EventLinearOptions extends ModuleOptions {
  /** Whether a number that is not zero counts as one event; otherwise by its value. True unless given. */
  floatAsEvent?: boolean | undefined;
}

/**
 * Full connections that are driven by spikes: the rows of those that spike are added up. One weight for all of them is a
 * count of the spikes.
 *
 * @param weight - [in, out], or a scalar for all connections
 */
export class EventLinear<in out W = 'one'> extends Module {
  static override readonly name: string = 'EventLinear';

  readonly floatAsEvent: boolean;
  readonly weight: ParamState<Quantity<W>>;

  constructor(inSize: Size, outSize: Size, weight: Init<W>, options: EventLinearOptions = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['floatAsEvent', 'name']);
    const name = this.constructor.name;
    const { into, out, inShape, outShape } = layerSizes(name, inSize, outSize);
    this._inSize = inShape;
    this._outSize = outShape;
    this.floatAsEvent = options.floatAsEvent ?? true;
    this.weight = new ParamState(param(weight, [into, out], { name: `${name}: weight` }));
  }

  override update(spikes: Quantity<'one'>): Quantity<W> {
    checkLayerInput(this.constructor.name, spikes, this.inSize.at(-1)!);
    const weight: AnyQuantity = this.weight.value;
    if (weight.ndim > 0) return this.floatAsEvent ? sparse.dense(weight).eventVecmat(spikes) : math.matmul(spikes, weight);
    const out = [...spikes.shape.slice(0, -1), this.outSize.at(-1)!];
    return math.broadcastTo(math.expandDims(this.count(spikes), -1), out).mul(weight) as AnyQuantity;
  }

  /** As `update`, with the weights of each neuron multiplied by its amount, whatever `floatAsEvent` says. */
  updateByValue(amounts: Quantity<'one'>): Quantity<W> {
    checkLayerInput(this.constructor.name, amounts, this.inSize.at(-1)!);
    const weight: AnyQuantity = this.weight.value;
    if (weight.ndim > 0) return math.matmul(amounts, weight);
    const out = [...amounts.shape.slice(0, -1), this.outSize.at(-1)!];
    return math.broadcastTo(math.expandDims(amounts.sum(-1), -1), out).mul(weight) as AnyQuantity;
  }

  /** How many spikes there are; differentiated, each counts by its value. */
  private count(spikes: Quantity<'one'>): Quantity<'one'> {
    const values = spikes.dtype === 'bool' ? spikes.astype('float32') : spikes;
    const sum = values.sum(-1);
    if (!this.floatAsEvent) return sum;
    const events = math.sum(spikes.ne(0), -1).astype(sum.dtype);
    return events.add(sum.sub(stopGradient(sum)));
  }
}
