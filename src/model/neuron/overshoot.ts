import { warn } from '../../core/warn.js';
import { environ, showValue } from '../../state/index.js';
import { ms, mV, Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import type { Neuron } from './neuron.js';

/** At threshold: how fast V rises, in mV/ms, and how much faster for each mV more, in 1/ms. */
export interface Upstroke {
  readonly rise: number;
  readonly slope: number;
}

/** The length of the step that a neuron was checked for last. */
const checked = new WeakMap<Neuron, number>();

/**
 * Warns of a soft reset that cannot bring V back under threshold: one step from right below V_th, without any input,
 * overshoots by more than V_th - V_reset, so that V would grow for ever. A hard reset can, but another variable that
 * follows V is spoiled by then. Costs nothing in the program: the parameters are looked at, once for each length of the step.
 *
 * @param upstroke - what V does at threshold, of the parameters as numbers in the units of the model's table
 * @param follower - the name of a variable that follows V
 */
export function warnOfOvershoot(
  neuron: Neuron,
  upstroke: (of: Readonly<Record<string, number>>) => Upstroke,
  follower?: string,
): void {
  if (neuron.spkReset === 'hard' && follower === undefined) return;
  const dt = numbers(environ.getDt(), ms)?.[0];
  if (dt === undefined || checked.get(neuron) === dt) return;
  checked.set(neuron, dt);
  for (const of of elements(neuron)) {
    const { rise, slope } = upstroke(of);
    const z = dt * slope;
    const jump = dt * rise * (z === 0 ? 1 : Math.expm1(z) / z);
    const { V_th, V_reset } = of;
    if (!(jump >= V_th - V_reset)) continue;
    const show = (x: number): string => showValue(mV(Number(x.toPrecision(3))));
    const values = { model: neuron.constructor.name, dt: showValue(environ.getDt()), V_th: show(V_th), top: show(V_th + jump) };
    if (neuron.spkReset === 'soft') warn('model/soft-reset', { ...values, jump: show(V_th - V_reset) });
    else if (follower !== undefined) warn('model/overshoot', { ...values, follower });
    return;
  }
}

/** The parameters of each neuron as numbers, where all are known. One element stands for all where they are alike. */
export function elements(neuron: Neuron): Record<string, number>[] {
  const { parameters } = neuron.constructor as typeof Neuron;
  const lists: [string, readonly number[]][] = [];
  for (const [name, line] of Object.entries(parameters)) {
    const value = (neuron as unknown as Record<string, unknown>)[name];
    if (!(value instanceof Quantity) || !('unit' in line)) continue;
    const known = numbers(value as AnyQuantity, line.unit as AnyUnit);
    if (known === undefined) return [];
    lists.push([name, known]);
  }
  const count = Math.max(0, ...lists.map(([, list]) => list.length));
  return Array.from({ length: count }, (_, i) => Object.fromEntries(lists.map(([name, list]) => [name, list[i % list.length]])));
}

/** The numbers of a quantity in a unit; undefined of a traced one. */
function numbers(x: AnyQuantity, unit: AnyUnit): readonly number[] | undefined {
  if (x.isTraced) return undefined;
  const scale = (x.unit as AnyUnit).magnitude / unit.magnitude;
  return typeof x.mantissa === 'number' ? [x.mantissa * scale] : Array.from(x.toTypedArray(), (value) => value * scale);
}
