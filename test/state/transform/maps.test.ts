// A Map with text for keys is a tree as any other: what `net.states()` gives goes into and out of every transform.
import { describe, expect, test } from 'vitest';
import { Module, nn, ParamState, State, transform, u, type Quantity } from '../../../src/index.js';
import { flatten, showTreeShape, unflatten } from '../../../src/core/tree.js';

const { mV, unitless } = u;

class Model extends Module {
  layer = new nn.Linear(2, 1);
  w = new ParamState(unitless([1, 2]));
}

test('a Map is taken apart and put together in its order', () => {
  const tree = new Map<string, unknown>([['b', [1, 2]], ['a', new Map([['x', 3]])]]);
  const { leaves, paths, shape } = flatten(tree);
  expect(leaves).toEqual([1, 2, 3]);
  expect(paths).toEqual([['b', 0], ['b', 1], ['a', 'x']]);
  expect(unflatten(shape, leaves)).toEqual(tree);
  expect(showTreeShape(shape)).toBe('Map {b: [*, *], a: Map {x: *}}');
});

describe('gradients by the States of a module', () => {
  const model = new Model();
  const loss = () => model.layer.step(model.w.value).sum();
  const wanted = transform.grad(loss, { gradStates: model.states(ParamState) })();

  test('come out of a compiled function', () => {
    const step = transform.jit(() => transform.grad(loss, { gradStates: model.states(ParamState), returnValue: true })());
    const [gradients, value] = step();
    expect([...gradients.keys()]).toEqual([...wanted.keys()]);
    expect(String(gradients.get('w'))).toBe(String(wanted.get('w')));
    expect(gradients.get('layer.weight')).toHaveProperty('bias');
    expect(value.shape).toEqual([]);
  });

  test('are carried through a loop and mapped over lanes', () => {
    const momenta = new Map([['w', unitless([0, 0])]]);
    const [last] = transform.scan(
      (m, _: Quantity<'one'>) => [new Map([...m].map(([key, x]) => [key, x.mul(0.5).add(1)])), null] as const,
      momenta,
      unitless([1, 2]),
    );
    expect(last.get('w')!.toArray()).toEqual([1.5, 1.5]);
    const lanes = transform.vmap((x: Quantity<'one'>) => new Map([['x', x.mul(2)]]))(unitless([1, 2]));
    expect(lanes.get('x')!.toArray()).toEqual([2, 4]);
  });

  test('a State may hold one', () => {
    const state = new State(new Map([['V', mV([1])]]));
    transform.forLoop.with({ length: 3 })(() => {
      state.value = new Map([['V', state.value.get('V')!.add(mV(1))]]);
    });
    expect(String(state.value.get('V'))).toBe('[4.] mV');
  });
});

describe('what is no tree', () => {
  const state = new State(unitless(1));
  test.each([
    ['a State', () => state, /got a State: give its \.value$/],
    ['a layer\'s weights', () => new Model().w, /got a ParamState: give its \.value$/],
    ['a promise', async () => unitless(1), /got a Promise: a function that is transformed is synchronous/],
    ['a Map with other keys', () => new Map([[1, unitless(1)]]), /got \{1: Quantity/],
  ])('%s is refused', (_, f, message) => {
    expect(() => transform.jit(f as () => unknown)()).toThrow(message);
  });
});
