import { fail } from '../../core/error.js';
import { environ, HiddenState, ShortTermState, stopGradient, type InitOptions } from '../../state/index.js';
import { Constant, param, type Init } from '../../tools/init/index.js';
import { ms, type AnyQuantity, type BoolQuantity, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** Options of a model with a refractory period. */
export interface RefractoryOptions {
  /** Length of the refractory period, zero or more. Each model has its default. */
  tau_ref?: Init<'time'> | undefined;
  /** Whether a State `refractory` says which neurons are refractory or spike. False unless given. */
  refVar?: boolean | undefined;
}

/** The States of a model with a refractory period. */
export interface RefractoryStates {
  /** Time of the last spike. */
  lastSpikeTime: ShortTermState<Quantity<'time'>>;
  /** Which neurons are refractory or have just spiked. It exists where the model was made with `refVar: true`. */
  refractory: HiddenState<Quantity<'one'>>;
}

/** A model with a refractory period, as the steps below need it. */
type Refractory = RefractoryStates & {
  readonly tau_ref: Quantity<'time'>;
  readonly refVar: boolean;
  readonly varshape: readonly number[];
};

/** Whether a model has a refractory period. */
export function isRefractory<N extends object>(neuron: N): neuron is N & Refractory {
  return 'tau_ref' in neuron;
}

/** Reading `refractory` is an error that says what to do, until the State is there. */
export function guardRefractory(neuron: Refractory): void {
  const model = neuron.constructor.name;
  Object.defineProperty(neuron, 'refractory', {
    configurable: true,
    get: () => (neuron.refVar ? fail('module/no-state', { module: model, state: 'refractory' }) : fail('model/ref-var', { model })),
    set(this: object, value: unknown) {
      Object.defineProperty(this, 'refractory', { value, writable: true, enumerable: true, configurable: true });
    },
  });
}

/** Makes the States of the refractory period: no neuron has spiked yet. */
export function initRefractory(neuron: Refractory, { batchSize }: InitOptions): void {
  const { varshape } = neuron;
  neuron.lastSpikeTime = new ShortTermState(param(new Constant(ms(-1e7)), varshape, { batchSize }));
  if (!neuron.refVar) return;
  neuron.refractory = new HiddenState(math.zeros(batchSize === undefined ? varshape : [batchSize, ...varshape], undefined, 'bool'));
}

/** Which neurons are refractory now. Wants the time of the environment. */
export function refractoryNow(neuron: Refractory): BoolQuantity {
  return environ.get('t').sub(neuron.lastSpikeTime.value).lt(neuron.tau_ref);
}

/** For each variable what it was after the reset where a neuron is refractory, and its new value elsewhere. */
export function frozen<S extends Readonly<Record<string, AnyQuantity>>>(refractory: BoolQuantity, start: S, free: S): S {
  return Object.fromEntries(Object.entries(free).map(([name, value]) => [name, math.where(refractory, start[name], value)])) as S;
}

/** Notes who spikes now. */
export function noteSpikes(neuron: Refractory, refractory: BoolQuantity, spikes: BoolQuantity): void {
  const last = neuron.lastSpikeTime.value;
  neuron.lastSpikeTime.value = stopGradient(math.where(spikes, environ.get('t'), last));
  if (neuron.refVar) neuron.refractory.value = refractory.or(spikes);
}
