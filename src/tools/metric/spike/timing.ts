import { fail } from '../../../core/error.js';
import { floatDType, NDArray, type Shape } from '../../../engine/index.js';
import { environ, showValue } from '../../../state/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../../unit/index.js';

export type Time = Quantity<'time'>;

/** What every measure of spikes over time can be told. */
export interface SpikeTimeOptions {
  /** The time between two steps. The environment's unless given. */
  dt?: Time | undefined;
}

/** The time step, which must be above zero. */
export function stepOf(metric: string, dt: Time | undefined): Time {
  const step = dt ?? environ.getDt();
  checkTime(metric, 'dt', step);
  return step;
}

/** How many steps a time is: rounding is up to the caller, but a count that is whole but for rounding comes out whole. */
export function stepsIn(metric: string, name: string, time: Time, dt: Time): number {
  checkTime(metric, name, time);
  const ratio = time.item(dt.unit) / dt.item(dt.unit);
  const nearest = Math.round(ratio);
  return Math.abs(ratio - nearest) <= 1e-6 * Math.max(1, ratio) ? nearest : ratio;
}

/** Plain numbers as a quantity of the configured float. */
export function plain(data: ArrayLike<number>, shape: Shape): Quantity<'one'> {
  const dtype = floatDType();
  return new Quantity(new NDArray(shape, dtype, dtype === 'float64' ? Float64Array.from(data) : Float32Array.from(data)), unitless);
}

/** One plain number as a quantity of the configured float. */
export function scalar(x: number): Quantity<'one'> {
  return plain([x], []);
}

function checkTime(metric: string, name: string, time: unknown): void {
  const fits = time instanceof Quantity && (time as AnyQuantity).dim === 'time' && time.size === 1;
  if (!fits || !((time as Time).item((time as Time).unit) > 0)) fail('metric/time', { metric, name, value: showValue(time) });
}
