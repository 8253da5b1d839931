import { expect, test } from 'vitest';
import { compile } from '../../src/engine/backend/index.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import * as ops from '../../src/engine/ops/index.js';
import { programOf } from '../conformance/programs.js';

const x = NDArray.zeros([3], 'float32');
const plus = (k: number) => compile(programOf((v) => [ops.add(v, k)], [x]));

test('a program of the same structure is compiled once', () => {
  expect(plus(1)).toBe(plus(1));
  expect(plus(2)).not.toBe(plus(1));
});

test('programs that have not been used for long are forgotten', () => {
  const first = plus(0.5);
  const used = plus(0.25);
  for (let k = 1000; k < 1200; k++) {
    plus(k);
    plus(0.25);
  }
  expect(plus(0.25)).toBe(used);
  expect(plus(0.5)).not.toBe(first);
});
