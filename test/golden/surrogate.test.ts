// Golden values of braintools.surrogate, made by tools/golden/surrogate.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grad } from '../../src/state/transform/index.js';
import * as surrogate from '../../src/tools/surrogate/index.js';
import { unitless, type Quantity } from '../../src/unit/index.js';
import { near } from '../tools/near.js';

interface Case {
  name: string;
  options: Record<string, number>;
  repr: string;
  spikes: number[];
  slopes: number[];
  smooth?: number[];
  by?: Record<string, number>;
}

const golden = JSON.parse(readFileSync(new URL('surrogate.json', import.meta.url), 'utf8')) as {
  x: number[];
  weights: number[];
  cases: Case[];
};
const x = unitless(Float64Array.from(golden.x));
const weights = unitless(Float64Array.from(golden.weights));
/** One of the class with this name. */
function made(name: string, options: object): surrogate.Surrogate {
  const Class = surrogate[name as 'ReluGrad'] as new (options: object) => surrogate.Surrogate;
  return new Class(options);
}

describe.each(golden.cases.map((c) => [c.repr, c] as const))('braintools has %s, and this', (_, c) => {
  it('spikes, prints and differentiates as there', () => {
    const rule = made(c.name, c.options);
    expect(String(rule)).toBe(c.repr);
    expect(rule.apply(x).toArray()).toEqual(c.spikes);
    const slopes = grad((x: Quantity<'one'>) => rule.apply(x).sum())(x);
    near(slopes, c.slopes, 1e-11, 1e-13);
  });

  const { smooth, by } = c;
  if (smooth !== undefined) {
    it('has the same smooth function', () => near(made(c.name, c.options).smooth(x), smooth, 1e-11, 1e-12));
  }

  if (by === undefined) return;
  it('has the same gradients by its parameters', () => {
    const names = Object.keys(by);
    const loss = (parameters: Record<string, Quantity<'one'>>): Quantity<'one'> =>
      weights.mul(made(c.name, { ...c.options, ...parameters }).apply(x)).sum();
    const gradients = grad(loss)(Object.fromEntries(names.map((name) => [name, unitless(Float64Array.of(c.options[name])).get(0)])));
    names.forEach((name) => near(gradients[name], [by[name]], 1e-11, 1e-12));
  });
});

it('covers all eighteen', () => {
  expect(new Set(golden.cases.map(({ name }) => name)).size).toBe(18);
});
