import { environ, HiddenState, ParamState, random, transform, u, type AnyQuantity, type Module, type State } from '../../src/index.js';

const { ms, unitless } = u;

/** What a rollout depends on: values of States by their paths, and what comes in. */
export type Start = Record<string, AnyQuantity>;

/** A function of the values that States have at first and of what comes in, and values for both. */
export interface Rollout {
  readonly f: (start: Start, x: AnyQuantity) => unknown;
  readonly args: [Start, AnyQuantity];
}

/**
 * Twelve steps of a module whose States are given, as a function for derivatives: it gives what each step returned, and
 * the values at the end. Values of arrays within a State (weights and biases) have paths of their own.
 *
 * @param step - one step under one row of x
 * @param x - what comes in, with a first axis of the steps
 */
export function rollout(module: Module, step: (x: AnyQuantity) => unknown, x: AnyQuantity): Rollout {
  const all = module.states();
  const first = new Map([...all].map(([path, state]) => [path, state.value]));
  const varying = [...module.states(HiddenState), ...module.states(ParamState)].flatMap(([path, state]) => {
    const { value } = state as State<unknown>;
    if (value instanceof u.Quantity) return [{ path, keys: [] as string[], value: value as AnyQuantity }];
    return Object.entries(value as Record<string, AnyQuantity>).map(([key, item]) => ({ path, keys: [key], value: item }));
  });
  const times = u.math.arange(x.shape[0]).mul(ms(0.1));
  const f = (start: Start, inputs: AnyQuantity): unknown => {
    for (const [path, state] of all) (state as State<unknown>).value = first.get(path);
    for (const { path, keys } of varying) {
      const state = all.get(path) as State<unknown>;
      const given = start[[path, ...keys].join('.')];
      state.value = keys.length === 0 ? given : { ...(state.value as object), [keys[0]]: given };
    }
    const outs = transform.forLoop((t: AnyQuantity, row: AnyQuantity) => environ.context({ t }, () => step(row)), times, inputs);
    return { outs, ends: Object.fromEntries([...module.states(HiddenState)].map(([path, state]) => [path, state.value])) };
  };
  const start = Object.fromEntries(varying.map(({ path, keys, value }) => [[path, ...keys].join('.'), value]));
  return { f, args: [start, x] };
}

/** Uniform numbers of a unit. */
export function between(low: number, high: number, unit: (x: AnyQuantity['mantissa']) => unknown, ...size: number[]): AnyQuantity {
  const numbers = random.uniform({ low: unitless(low), high: unitless(high), size });
  return unit(numbers.mantissa) as AnyQuantity;
}
