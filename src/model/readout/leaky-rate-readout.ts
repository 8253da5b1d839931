import { fail } from '../../core/error.js';
import { environ, HiddenState, Module, ParamState, showValue, toShape, type InitOptions, type ModuleOptions, type Size } from '../../state/index.js';
import { KaimingNormal, param, type Init } from '../../tools/init/index.js';
import { ms, type AnyQuantity, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions, isSameDt, positiveOption } from '../checks.js';
import { keepOutput, weighted, zeros } from './readout.js';

/** Options of {@link LeakyRateReadout}. */
export interface LeakyRateReadoutOptions<W> extends ModuleOptions {
  /** Time constant, above zero: one for all outputs, or one for each. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** The first weights, [in, out]. `new init.KaimingNormal()` unless given. */
  wInit?: Init<W> | undefined;
}

/**
 * Outputs that leak, and add up their weighted inputs; they do not spike.
 *
 *     r(t) = exp(-dt / tau) r(t - dt) + x(t) W
 *
 * Shapes: x [..., in], r [..., out]. The decay is that of the time step it is made with.
 *
 * @typeParam W - the dimension of weights and outputs; none unless given
 *
 * @example
 * const readout = environ.context({ dt: ms(1) }, () => nn.initAllStates(new LeakyRateReadout(8, 3, { tau: ms(10) })));
 *
 * @throws when tau is zero or less, the input does not have as many features as it takes, or the time step is another than
 * the one it was made with
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing Magazine
 * 36(6).
 */
export class LeakyRateReadout<in out W = 'one'> extends Module {
  static override readonly name: string = 'LeakyRateReadout';
  static override readonly states = ['r'];

  /** Time constant. */
  readonly tau: Quantity<'time'>;
  /** What is left of an output after a time step. */
  readonly decay: Quantity<'one'>;
  /** Weights, [in, out]. */
  readonly weight: ParamState<Quantity<W>>;
  /** The outputs. */
  declare r: HiddenState<Quantity<W>>;
  private readonly __dt: Quantity<'time'>;

  constructor(inSize: Size, outSize: Size, options: LeakyRateReadoutOptions<W> = {}) {
    super();
    checkOptions('LeakyRateReadout', options, ['tau', 'wInit', 'name']);
    const [into, out] = [toShape(inSize, 'LeakyRateReadout'), toShape(outSize, 'LeakyRateReadout')];
    this._name = options.name ?? null;
    this._inSize = into;
    this._outSize = out;
    const wInit = options.wInit ?? (new KaimingNormal() as unknown as Init<W>);
    this.__dt = environ.getDt();
    this.tau = positiveOption('LeakyRateReadout', 'tau', options.tau, ms(5), out);
    this.decay = math.exp(this.__dt.neg().div(this.tau));
    this.weight = new ParamState(param(wInit, [into[0], out[0]], { name: 'LeakyRateReadout: wInit' }));
  }

  override initState({ batchSize }: InitOptions = {}): void {
    this.r = new HiddenState(param(zeros(this.weight.value), this.outSize, { batchSize }));
  }

  override update(x: Quantity<'one'>): Quantity<W> {
    if (!isSameDt(this.__dt)) {
      fail('readout/dt', { model: 'LeakyRateReadout', made: showValue(this.__dt), now: showValue(environ.getDt()) });
    }
    const last: AnyQuantity = this.r.value;
    const next = last.mul(this.decay).add(weighted(this, this.r, x, this.weight.value));
    return keepOutput(this, this.r, next as Quantity<W>);
  }
}
