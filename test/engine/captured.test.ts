import { expect, it } from 'vitest';
import { NDArray, sharedScalar } from '../../src/engine/array/ndarray.js';
import { add, type Operand } from '../../src/engine/index.js';
import { traceOperands } from '../../src/engine/trace/trace.js';

it('arrays caught in a closure are inputs in the order of their first use, each once', () => {
  const arrays = Array.from({ length: 5000 }, (_, i) => new NDArray([2], 'float32', Float32Array.of(i, i)));
  const sum = ([x]: Operand[]): Operand[] => [[...arrays, ...arrays].reduce<Operand>(add, x)];
  const { program, captured } = traceOperands(sum, [{ shape: [2], dtype: 'float32' }]);
  expect(program.equations).toHaveLength(10_000);
  expect(program.ins).toHaveLength(5001);
  expect(captured).toHaveLength(5000);
  expect(captured.every((array, i) => array === arrays[i])).toBe(true);
});

it('a scalar that was made before is the same one, and keeps its sign and its dtype', () => {
  expect(sharedScalar(2, 'float32')).toBe(sharedScalar(2, 'float32'));
  expect(sharedScalar(NaN, 'float32')).toBe(sharedScalar(NaN, 'float32'));
  expect(sharedScalar(2, 'float64')).not.toBe(sharedScalar(2, 'float32'));
  expect(sharedScalar(0, 'float32').data[0]).toBe(0);
  expect(sharedScalar(-0, 'float32').data[0]).toBe(-0);
  expect(sharedScalar(0, 'float32').data[0]).toBe(0);
  expect(() => sharedScalar(1, 'float16' as never)).toThrow('float16');
});
