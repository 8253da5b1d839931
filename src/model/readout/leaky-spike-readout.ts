import { HiddenState, ParamState, type InitOptions, type Size } from '../../state/index.js';
import { Constant, KaimingNormal, param, type Init } from '../../tools/init/index.js';
import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { ReluGrad } from '../../tools/surrogate/index.js';
import { ms, mV, Quantity } from '../../unit/index.js';
import { checkOptions, positiveOption } from '../checks.js';
import { Neuron, type NeuronOptions } from '../neuron/index.js';
import { keepOutput, weighted } from './readout.js';

/** Options of {@link LeakySpikeReadout}. */
export interface LeakySpikeReadoutOptions extends NeuronOptions {
  /** Time constant, above zero. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Threshold, above zero. 1 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The first weights, [in, in]. `new init.KaimingNormal({ unit: mV })` unless given. */
  wInit?: Init<'voltage'> | undefined;
  /** The first potentials. 0 mV unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

/**
 * Outputs that leak and spike: as many as there are inputs.
 *
 *     tau dV/dt = -V + x W
 *
 * At V_th an output spikes, and the next step subtracts V_th ('soft'), or sets 0 ('hard').
 *
 * @example
 * const readout = nn.initAllStates(new LeakySpikeReadout(3, { tau: ms(10) }));
 *
 * @throws when tau or V_th is zero or less, or an option does not exist, has the wrong dimension or does not fit the size
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing Magazine
 * 36(6).
 */
export class LeakySpikeReadout extends Neuron {
  static override readonly name: string = 'LeakySpikeReadout';
  static override readonly states = ['V'];

  /** Time constant. */
  readonly tau: Quantity<'time'>;
  /** Threshold. */
  readonly V_th: Quantity<'voltage'>;
  /** The rule for the first potentials. */
  readonly V_initializer: Init<'voltage'>;
  /** Weights, [in, in]. */
  readonly weight: ParamState<Quantity<'voltage'>>;
  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: LeakySpikeReadoutOptions = {}) {
    super(inSize, options, new ReluGrad());
    const { wInit = new KaimingNormal({ unit: mV }), tau, V_th, V_initializer = mV(0) } = options;
    checkOptions('LeakySpikeReadout', options, ['tau', 'V_th', 'wInit', 'V_initializer', 'spkFun', 'spkReset', 'name']);
    const outputs = this.varshape.at(-1)!;
    this.tau = positiveOption('LeakySpikeReadout', 'tau', tau, ms(5), this.varshape);
    this.V_th = positiveOption('LeakySpikeReadout', 'V_th', V_th, mV(1), this.varshape);
    this.V_initializer = V_initializer instanceof Quantity && V_initializer.ndim === 0 ? new Constant(V_initializer) : V_initializer;
    this.weight = new ParamState(param(wInit, [outputs, outputs], { unit: mV, name: 'LeakySpikeReadout: wInit' }));
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const name = 'LeakySpikeReadout: V_initializer';
    this.V = new HiddenState(param(this.V_initializer, this.varshape, { batchSize, unit: mV, name }));
  }

  /** Which outputs are at or above threshold: 1 or 0 for each. */
  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, this.V_th);
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    const last = this.V.value;
    const start = this.resetPotential(last, this.getSpike(last), this.V_th, this.V_th.mul(0));
    const input = weighted(this, this.V, x, this.weight.value);
    const dV = (V: Quantity<'voltage'>) => this.sumCurrentInputs(input.sub(V), V).div(this.tau);
    keepOutput(this, this.V, this.sumDeltaInputs(expEulerStep(dV, start)));
    return this.getSpike();
  }
}
