import { expect, test } from 'vitest';
import { type NDArray } from '../../src/engine/array/ndarray.js';
import { mixBits, threefry, threefryLanes } from '../../src/engine/ops/threefry.js';
import { scalarLanes } from '../../src/engine/program/scalar-lanes.js';
import { seedKey, split, uniform } from '../../src/engine/random/index.js';

const hex = (x: number): string => (x >>> 0).toString(16).padStart(8, '0');
const data = (x: unknown): number[] => [...(x as NDArray).data];

// Known answers of threefry2x32-20 from the Random123 distribution (kat_vectors).
test.each([
  [[0, 0], [0, 0], '6b200159 99ba4efe'],
  [[-1, -1], [-1, -1], '1cb996fc bb002be7'],
  [[0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344], 'c4923a9c 483df7a0'],
] as const)('Random123: counter %o, key %o', (counter, key, answer) => {
  const U = scalarLanes.int('uint32');
  const words = threefryLanes(U, [U.constant(key[0]), U.constant(key[1])], [U.constant(counter[0]), U.constant(counter[1])]);
  expect(words.map(hex).join(' ')).toBe(answer);
});

// Literals printed by jax.random with the partitionable layout (jax_threefry_partitionable, its default).
test('JAX: bits, split and uniform', () => {
  const bits = (seed: number, shape: number[]): number[] => data(mixBits(...threefry(seedKey(seed), shape)));
  expect(bits(0, [1])).toEqual([4070199207]);
  expect(bits(10, [4])).toEqual([169096361, 1572511259, 2689743692, 2228103506]);
  expect(data(split(seedKey(1), 3))).toEqual([507451445, 1853169794, 1948878966, 4237131848, 2441914641, 3819641963]);
  const expected = [0.471269, 0.12344253, 0.17550635, 0.5663593].map(Math.fround);
  expect(data(uniform(seedKey(51), [4]))).toEqual(expected);
});
