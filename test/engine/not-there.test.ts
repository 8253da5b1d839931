import { expect, test } from 'vitest';
import * as E from '../../src/engine/index.js';

test('what is not there says so', () => {
  expect(() => E.conv()).toThrow('a convolution is not there yet');
  expect(() => E.lexsort()).toThrow('sorting by several keys is not there yet');
  for (const f of Object.values(E.linalg)) expect(() => f()).toThrow(/is not there yet/);
  for (const dtype of ['float16', 'complex64', 'int64']) {
    expect(() => E.zeros([2], dtype as E.DType)).toThrow(`a dtype is float32, float64, int32, uint32, bool, got ${dtype}`);
    expect(() => E.cast(1, dtype as E.DType)).toThrow(/got /);
  }
});

test('any and all of nothing', () => {
  const none = E.zeros([0], 'bool');
  expect([E.any(none), E.all(none)].map((x) => (x as E.NDArray).data[0])).toEqual([0, 1]);
});
