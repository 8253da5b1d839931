// Draws outside of every trace: compiled where they are large or come again, in plain loops otherwise. The same numbers.
import { afterEach, describe, expect, test } from 'vitest';
import { environ, init, LIFRef, Module, nn, random, u, type AnyQuantity } from '../../src/index.js';

const { mV } = u;
afterEach(() => environ.reset());

const draws: Record<string, (size: number) => AnyQuantity> = {
  rand: (size) => random.rand(size),
  uniform: (size) => random.uniform({ low: mV(-65), high: mV(-55), size }),
  uniformOfArrays: (size) => random.uniform({ low: mV(u.math.zeros([size]).toTypedArray() as Float32Array), high: mV(3) }),
  normal: (size) => random.normal({ loc: mV(-65), scale: mV(2), size }),
  standardNormal: (size) => random.standardNormal({ size, dtype: 'float64' }),
  randint: (size) => random.randint(-3, 12, { size }),
  bernoulli: (size) => random.bernoulli(0.3, { size }),
  choice: (size) => random.choice(mV([-70, -65, -60]), { size }),
  permutation: (size) => random.permutation(size),
  exponential: (size) => random.exponential({ scale: mV(2), size }),
  gamma: (size) => random.gamma(2.5, { size }),
  poisson: (size) => random.poisson(3, { size }),
  poissonOfArrays: (size) => random.poisson(u.math.arange(size).mul(0.01)),
  binomial: (size) => random.binomial(40, 0.4, { size }),
  truncatedNormal: (size) => random.truncatedNormal(-1, 2, { size }),
  laplace: (size) => random.laplace({ size }),
  splitKeys: (size) => random.splitKey(size),
};

/** Three draws of one seed: the first, and the same draw again. */
function numbers(name: string, size: number, backend: 'wasm' | 'reference', precision: 32 | 64): unknown {
  environ.set({ backend, precision });
  random.seed(5);
  const found = [1, 2, 3].map(() => {
    const x = draws[name](size);
    return [x.dtype, x.shape, x.unit.symbol, ...x.toTypedArray()];
  });
  return [found, [...random.getKey().toTypedArray()]];
}

describe.each(Object.keys(draws))('%s', (name) => {
  test.each([
    [7, 32],
    [7, 64],
    [2500, 32],
  ] as const)('of %i elements at precision %i is the same in plain loops and compiled', (size, precision) => {
    expect(numbers(name, size, 'wasm', precision)).toEqual(numbers(name, size, 'reference', precision));
  });
});

test('a draw leaves the settings alone, also one that fails', () => {
  environ.set({ deterministic: false });
  random.rand(5000);
  expect(environ.get('deterministic')).toBe(false);
  expect(() => random.choice(10, { size: 5000, replace: false })).toThrow();
  expect(environ.get('deterministic')).toBe(false);
});

test('many numbers take little time, and so do many populations', { retry: 3 }, () => {
  class Net extends Module {
    cells: LIFRef[];
    constructor(V_initializer: init.Initializer<'voltage'>) {
      super();
      this.cells = Array.from({ length: 100 }, () => new LIFRef(100, { V_initializer, V_th: mV(-50), V_reset: mV(-65) }));
    }
  }
  /** The least times of two pieces of work, taken in turns. */
  const least = (...work: (() => unknown)[]): number[] => {
    const times = work.map(() => Infinity);
    for (let i = 0; i < 8; i++) {
      work.forEach((f, k) => {
        const start = performance.now();
        f();
        times[k] = Math.min(times[k], performance.now() - start);
      });
    }
    return times;
  };
  const [drawn, plain] = [new Net(new init.Normal(mV(-65), mV(2))), new Net(new init.Constant(mV(-65)))];
  const [withDraws, without] = least(() => nn.initAllStates(drawn), () => nn.initAllStates(plain));
  // 3 and 2 ms where nothing else runs; 14 and 2 by plain loops.
  expect(withDraws).toBeLessThan(4 * without);

  const large = (backend: 'wasm' | 'reference') => () => {
    environ.set({ backend });
    random.normal({ size: 10_000 });
  };
  const [compiled, loops] = least(large('wasm'), large('reference'));
  // 0.2 and 5 ms.
  expect(compiled).toBeLessThan(loops / 4);
});
