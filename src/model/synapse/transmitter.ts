import { environ, ShortTermState, stopGradient, type InitOptions, type Module } from '../../state/index.js';
import { Constant, param } from '../../tools/init/index.js';
import { mM, ms, unitless, type AnyQuantity, type Div, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { asEvents, checkSpikes } from './synapse.js';

/** The dimension of a rate per concentration of transmitter. */
export type BindingRate = Div<'frequency', 'concentration'>;

/** A rate per millisecond. */
export function perMs(rate: number): Quantity<'frequency'> {
  return unitless(rate).div(ms(1)) as AnyQuantity;
}

/** A rate per millisecond and millimolar. */
export function perMsMM(rate: number): Quantity<BindingRate> {
  return unitless(rate).div(ms(1).mul(mM(1))) as AnyQuantity;
}

/** A synapse that a pulse of transmitter opens. */
interface Receptor extends Module {
  readonly T: Quantity<'concentration'>;
  readonly T_dur: Quantity<'time'>;
  readonly spikeArrivalTime: ShortTermState<Quantity<'time'>>;
}

/** The times of the last spikes before there was one. */
export function initArrivals(shape: readonly number[], batchSize: InitOptions['batchSize']): ShortTermState<Quantity<'time'>> {
  return new ShortTermState(param(new Constant(ms(-1e7)), shape, { batchSize }));
}

/** Notes the spikes of this step; the concentration at each synapse: T for T_dur after a spike, else 0. */
export function transmitter(receptor: Receptor, preSpike: Quantity<'one'>): Quantity<'concentration'> {
  const t = environ.get('t');
  const arrivals = receptor.spikeArrivalTime;
  checkSpikes(receptor, preSpike, arrivals.value.shape);
  arrivals.value = stopGradient(math.where(asEvents(preSpike), t, arrivals.value));
  return math.where(t.sub(arrivals.value).lt(receptor.T_dur), receptor.T, receptor.T.mul(0));
}

/** `share * rate`, the rate of change of a share in its own unit. */
export function changing<D>(share: Quantity<D>, rate: Quantity<'frequency'>): Quantity<Div<D, 'time'>> {
  return (share as AnyQuantity).mul(rate);
}
