import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environ, random, RandomState } from '../../src/state/index.js';
import { ms, mV, uvolt } from '../../src/unit/index.js';

// Made with brainstate by tools/golden/draws.py.
interface Draw {
  seed: number;
  function: 'rand' | 'uniform' | 'normal';
  options: { shape: number[]; size: number[]; loc?: number; scale?: number; low?: number; high?: number };
  values: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/random.json', import.meta.url), 'utf8')) as Record<'float32' | 'float64', Draw[]>;

function draw({ function: f, options }: Draw): ArrayLike<number> {
  if (f === 'rand') return random.rand(...options.shape).reshape([-1]).toTypedArray();
  const drawn = f === 'normal' ? random.normal(options) : random.uniform(options);
  return drawn.reshape([-1]).toTypedArray();
}

describe.each(['float32', 'float64'] as const)('draws in %s', (dtype) => {
  const cases = golden[dtype];
  const drawn = (): ArrayLike<number>[] => {
    let seed = -1;
    return cases.map((c) => {
      if (c.seed !== seed) random.seed((seed = c.seed));
      return draw(c);
    });
  };
  const results = environ.context({ precision: dtype === 'float64' ? 64 : 32 }, drawn);

  it.each(cases.map((c, i) => [i, c] as const))('%i equal those of brainstate', (i, { function: f, values }) => {
    expect(results[i].length).toBe(values.length);
    // XLA contracts x * width + low to one rounding, so bounds other than 0 and 1 may cost it or us a last bit.
    const tolerance = f === 'rand' ? 0 : f === 'normal' ? 1e-6 : dtype === 'float32' ? 1.2e-7 : 2.3e-16;
    values.forEach((v, j) => expect(Math.abs(results[i][j] - v)).toBeLessThanOrEqual(tolerance * Math.abs(v)));
  });
});

describe('random', () => {
  it('starts from the seed of the tutorial', () => {
    random.seed(42);
    expect(String(random.rand(5))).toBe('[0.72766423 0.78786755 0.18169427 0.26263022 0.11072934]');
  });

  it('draws quantities, in the unit of the first parameter', () => {
    random.seed(1);
    const V = random.normal({ loc: mV(-65), scale: uvolt(2000), size: 1000 });
    expect(V.unit).toBe(mV);
    expect(Math.abs(V.mean().item(mV) + 65)).toBeLessThan(0.3);
    expect(random.normal({ loc: mV([1, 2, 3]) }).shape).toEqual([3]);
  });

  it('goes on from the seed it is given, apart from every other source', () => {
    const a = new RandomState(3);
    const b = new RandomState(3);
    random.rand(4);
    expect(String(a.rand(3))).toBe(String(b.rand(3)));
    expect(String(a.rand(3))).not.toBe(String(new RandomState(3).rand(3)));
  });

  it('refuses what is no seed, no shape, or of two dimensions', () => {
    expect(() => random.seed(1.5)).toThrow('a seed is an integer from 0 to 2^53, got 1.5');
    expect(() => random.rand(-1)).toThrow('a shape is made of integers of 0 or more, got [-1]');
    expect(() => random.normal({ loc: mV(1), scale: ms(1) as never })).toThrow('scale wants a voltage, got 1 ms');
  });
});
