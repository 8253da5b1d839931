import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../src/state/index.js';
import { jit } from '../../src/state/transform/index.js';
import * as conn from '../../src/tools/conn/index.js';
import { Draws, logOneMinus } from '../../src/tools/conn/draws.js';
import * as init from '../../src/tools/init/index.js';
import { mm, ms, mS, mV, nS, um, unitless, type Quantity } from '../../src/unit/index.js';

type Pair = readonly [pre: number, post: number];

const pairs = ({ preIndices, postIndices }: conn.ConnectionResult<never>): Pair[] =>
  Array.from(preIndices, (pre, i) => [pre, postIndices[i]] as const);
const of = (result: unknown): Pair[] => pairs(result as conn.ConnectionResult<never>);
const degrees = (indices: Int32Array, size: number): number[] => {
  const counts = new Array<number>(size).fill(0);
  for (const i of indices) counts[i]++;
  return counts;
};
const square = new Set(['SmallWorld', 'ScaleFree', 'Regular', 'ModularRandom', 'Ring']);

/** A grid of places a micrometre apart. */
const line = (n: number): Quantity<'length'> => um(Float32Array.from({ length: n }, (_, i) => i)).reshape([n, 1]);

const rules: Record<string, () => conn.Connectivity> = {
  FixedProb: () => new conn.FixedProb(0.3),
  Random: () => new conn.Random(0.9),
  AllToAll: () => new conn.AllToAll(),
  OneToOne: () => new conn.OneToOne({ circular: true }),
  FixedNum: () => new conn.FixedNum(3),
  FixedNumIn: () => new conn.FixedNum(6, { direction: 'in' }),
  Regular: () => new conn.Regular(4),
  DistanceDependent: () => new conn.DistanceDependent(new init.LinearProfile(um(8))),
  SmallWorld: () => new conn.SmallWorld({ k: 4, p: 0.5 }),
  ScaleFree: () => new conn.ScaleFree({ m: 2 }),
  ModularRandom: () => new conn.ModularRandom(3, { intraProb: 0.8, interProb: 0.1 }),
  Ring: () => new conn.Ring(),
  ExcitatoryInhibitory: () => new conn.ExcitatoryInhibitory({ excProb: 0.2, inhProb: 0.6 }),
};

describe.each(Object.keys(rules))('%s', (name) => {
  const sizes = fc.tuple(fc.integer({ min: 8, max: 30 }), fc.integer({ min: 8, max: 30 }), fc.nat(1e6));
  const make = (pre: number, post: number): conn.ConnectionResult =>
    rules[name]().generate(pre, post, { prePositions: line(pre), postPositions: line(post) });

  it('connects each pair at most once, in order, within the sizes', () => {
    fc.assert(
      fc.property(sizes, ([pre, other, seed]) => {
        const post = square.has(name) ? pre : other;
        random.seed(seed);
        const result = make(pre, post);
        const codes = of(result).map(([i, j]) => {
          expect(i >= 0 && i < pre && j >= 0 && j < post).toBe(true);
          return i * post + j;
        });
        expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
        expect(result.indptr.length).toBe(pre + 1);
        expect(result.indptr[pre]).toBe(result.nConnections);
        expect(result.toDense().sum().item()).toBe(codes.length);
      }),
      { numRuns: 30 },
    );
  });

  it('connects alike from the same seed, and otherwise does not', () => {
    const connect = (seed: number): Pair[] => {
      random.seed(seed);
      return of(make(20, 20));
    };
    expect(connect(1)).toEqual(connect(1));
    if (!/AllToAll|OneToOne|Ring/.test(name)) expect(connect(1)).not.toEqual(connect(2));
  });
});

describe('how many', () => {
  it.each([0.001, 0.02, 0.3, 0.97])('FixedProb connects: a binomial number of pairs, at probability %f', (prob) => {
    const [pre, post] = [400, 500];
    const { nConnections, preIndices, postIndices } = new conn.FixedProb(prob, { seed: 11 }).generate(pre, post);
    expect(Math.abs(nConnections - pre * post * prob)).toBeLessThan(4 * Math.sqrt(pre * post * prob * (1 - prob)));
    // The degrees are binomial too: their variance is n p (1 - p), and a sample's has a relative error of sqrt(2/n).
    for (const [counts, n] of [[degrees(preIndices, pre), post], [degrees(postIndices, post), pre]] as const) {
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / counts.length;
      expect(Math.abs(variance / (n * prob * (1 - prob)) - 1)).toBeLessThan(5 * Math.sqrt(2 / counts.length) + 0.05 / (n * prob));
    }
  });

  it('FixedProb treats every pair alike', () => {
    const n = 6;
    const counts = new Float64Array(n * n);
    random.seed(2);
    for (let k = 0; k < 4000; k++) for (const [i, j] of of(new conn.FixedProb(0.25).generate(n, n))) counts[i * n + j]++;
    counts.forEach((count, place) => {
      if (place % (n + 1) === 0) expect(count).toBe(0);
      else expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75));
    });
  });

  it('FixedProb of 0 connects none, of 1 all', () => {
    expect(new conn.FixedProb(0).generate(5, 7).nConnections).toBe(0);
    expect(new conn.FixedProb(1).generate(5, 7).nConnections).toBe(35);
    expect(new conn.FixedProb(1).generate(5, 5).nConnections).toBe(20);
    expect(new conn.FixedProb(1, { allowSelfConnections: true }).generate(5, 5).nConnections).toBe(25);
    expect(new conn.FixedProb(0.5).generate(1, 1).nConnections).toBe(0);
  });

  it('FixedNum gives every neuron as many, out or in', () => {
    const out = new conn.FixedNum(7).generate(30, 30);
    expect(new Set(degrees(out.preIndices, 30))).toEqual(new Set([7]));
    expect(of(out).every(([i, j]) => i !== j)).toBe(true);
    const into = new conn.FixedNum(25, { direction: 'in' }).generate(30, 12);
    expect(new Set(degrees(into.postIndices, 12))).toEqual(new Set([25]));
    expect(new conn.FixedNum(9, { allowSelfConnections: true }).generate(9, 9).nConnections).toBe(81);
  });

  it('Regular is FixedNum of one population', () => {
    const { preIndices, nConnections } = new conn.Regular(5).generate([4, 5], 20);
    expect(nConnections).toBe(100);
    expect(new Set(degrees(preIndices, 20))).toEqual(new Set([5]));
  });

  it('FixedNum treats every partner alike', () => {
    const counts = new Float64Array(10);
    random.seed(5);
    for (let k = 0; k < 400; k++) for (const j of new conn.FixedNum(7).generate(10, 11).postIndices) counts[j % 10]++;
    // Columns 0 and 10 are counted together.
    counts.forEach((count, j) => expect(Math.abs(count / (j === 0 ? 2 : 1) - (4000 * 7) / 11)).toBeLessThan(200));
  });

  it('ModularRandom connects more within modules', () => {
    const result = new conn.ModularRandom(4, { intraProb: 0.5, interProb: 0.02, seed: 3 }).generate(202, 202);
    // 202 neurons: modules of 51, 51, 50 and 50.
    const module = (i: number): number => (i < 102 ? Math.floor(i / 51) : 2 + Math.floor((i - 102) / 50));
    const inside = of(result).filter(([i, j]) => module(i) === module(j)).length;
    const places = 2 * 51 * 50 + 2 * 50 * 49;
    expect(Math.abs(inside - places / 2)).toBeLessThan(4 * Math.sqrt(places / 4));
    const others = 202 * 201 - places;
    expect(Math.abs(result.nConnections - inside - others * 0.02)).toBeLessThan(4 * Math.sqrt(others * 0.02));
    expect(of(result).every(([i, j]) => i !== j)).toBe(true);
  });

  it('ExcitatoryInhibitory connects each kind with its own probability', () => {
    const result = new conn.ExcitatoryInhibitory({ excProb: 0.1, inhProb: 0.4, seed: 4 }).generate(500, 300);
    const exc = of(result).filter(([i]) => i < 400).length;
    expect(Math.abs(exc - 12_000)).toBeLessThan(4 * Math.sqrt(12_000 * 0.9));
    expect(Math.abs(result.nConnections - exc - 12_000)).toBeLessThan(4 * Math.sqrt(12_000 * 0.6));
    const bare = new conn.ExcitatoryInhibitory({ excProb: 1, inhProb: 1, allowSelfConnections: false }).generate(10, 10);
    expect(of(bare).every(([i, j]) => i !== j)).toBe(true);
    expect(bare.nConnections).toBe(90);
  });
});

describe('shapes', () => {
  it('OneToOne stops with the smaller population, or goes round', () => {
    expect(of(new conn.OneToOne().generate(2, 4))).toEqual([[0, 0], [1, 1]]);
    expect(of(new conn.OneToOne({ circular: true }).generate(2, 3))).toEqual([[0, 0], [0, 2], [1, 1]]);
  });

  it('AllToAll leaves the diagonal out where both are of one size', () => {
    expect(of(new conn.AllToAll().generate(2, 2))).toEqual([[0, 1], [1, 0]]);
    expect(new conn.AllToAll({ includeSelfConnections: true }).generate(2, 2).nConnections).toBe(4);
    expect(new conn.AllToAll().generate(2, 3).nConnections).toBe(6);
  });

  it('Ring connects the nearest, on both sides or on one', () => {
    expect(of(new conn.Ring({ neighbors: 1 }).generate(4, 4))).toEqual([[0, 1], [0, 3], [1, 0], [1, 2], [2, 1], [2, 3], [3, 0], [3, 2]]);
    expect(of(new conn.Ring({ neighbors: 1, bidirectional: false }).generate(3, 3))).toEqual([[0, 1], [1, 2], [2, 0]]);
  });

  it('Grid2d connects those beside, or those around', () => {
    const of5 = (rule: conn.Grid2d) => of(rule.generate([3, 3], [3, 3])).filter(([i]) => i === 4).map(([, j]) => j);
    expect(of5(new conn.Grid2d())).toEqual([1, 3, 5, 7]);
    expect(of5(new conn.Grid2d({ connectivity: 'moore' }))).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    const corner = (rule: conn.Grid2d) => of(rule.generate([3, 4], [3, 4])).filter(([i]) => i === 0).map(([, j]) => j);
    expect(corner(new conn.Grid2d())).toEqual([1, 4]);
    expect(corner(new conn.Grid2d({ periodic: true }))).toEqual([1, 3, 4, 8]);
  });

  it('SmallWorld without chance is a ring; with it the degree stays', () => {
    expect(of(new conn.SmallWorld({ k: 4, p: 0 }).generate(9, 9))).toEqual(of(new conn.Ring({ neighbors: 2 }).generate(9, 9)));
    const result = new conn.SmallWorld({ k: 4, p: 1, seed: 1 }).generate(200, 200);
    expect(new Set(degrees(result.preIndices, 200))).toEqual(new Set([4]));
    const near = of(result).filter(([i, j]) => Math.min((i - j + 200) % 200, (j - i + 200) % 200) <= 2).length;
    expect(near).toBeLessThan(60);
    // Nobody is left to be sent to: it must end all the same.
    expect(new conn.SmallWorld({ k: 4, p: 1 }).generate(5, 5).nConnections).toBe(20);
  });

  it('ScaleFree goes both ways, and has a long tail of degrees', () => {
    const [n, m] = [3000, 3];
    const result = new conn.ScaleFree({ m, seed: 8 }).generate(n, n);
    // m neurons that are all connected, then m connections for each other one, both ways.
    expect(result.nConnections).toBe(m * (m - 1) + 2 * m * (n - m));
    const counts = degrees(result.preIndices, n);
    expect(degrees(result.postIndices, n)).toEqual(counts);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(m);
    // The tail of degree k goes as k^-2: in a random graph of mean degree 6 nobody would have 60.
    expect(Math.max(...counts)).toBeGreaterThan(60);
    const above = (k: number): number => counts.filter((count) => count >= k).length / n;
    expect(above(6) / above(24)).toBeGreaterThan(8);
    expect(above(6) / above(24)).toBeLessThan(32);
  });

  it('DistanceDependent follows its profile', () => {
    random.seed(6);
    const profile = new init.GaussianProfile(um(10), { maxDistance: um(25) });
    const result = new conn.Gaussian(profile).generate(400, 400, { prePositions: line(400), postPositions: line(400).in(mm) });
    const counts = new Map<number, number>();
    for (const [i, j] of of(result)) counts.set(Math.abs(i - j), (counts.get(Math.abs(i - j)) ?? 0) + 1);
    expect(counts.has(0)).toBe(false);
    expect(counts.get(26)).toBeUndefined();
    for (const d of [1, 5, 10, 20]) {
      const [places, chance] = [2 * (400 - d), Math.exp((-d * d) / 200)];
      expect(Math.abs((counts.get(d) ?? 0) - places * chance)).toBeLessThan(4.5 * Math.sqrt(places * chance * (1 - chance)) + 1);
    }
    const far = result.distances() as Quantity<'length'>;
    expect(far.div(um(1)).max().item()).toBeLessThanOrEqual(25);
  });

  it('DistanceDependent takes distances in the place of positions', () => {
    const distances = um([[0, 100], [100, 0], [5, 5]]);
    const rule = new conn.DistanceDependent(new init.StepProfile(um(10)));
    expect(of(rule.generate(3, 2, { distances }))).toEqual([[0, 0], [1, 1], [2, 0], [2, 1]]);
  });
});

describe('weights and delays', () => {
  it('are values for all, or drawn for each', () => {
    const one = new conn.FixedProb(0.5, { weight: mS(0.6), delay: ms(1.5) }).generate(10, 20);
    expect(String(one.weights)).toBe('0.6 mS');
    expect(String(one.delays)).toBe('1.5 ms');
    const each = new conn.FixedProb(0.5, { weight: new init.Normal(nS(1), nS(0.1)), delay: new init.Uniform(ms(1), ms(2)) }).generate(10, 20);
    expect(each.weights!.shape).toEqual([each.nConnections]);
    expect(each.delays!.shape).toEqual([each.nConnections]);
    expect(new conn.FixedProb(0.5).generate(10, 20).weights).toBeUndefined();
  });

  it('may depend on distance', () => {
    const weight = new init.DistanceModulated(new init.Constant(nS(2)), new init.ExponentialProfile(um(10)));
    const result = new conn.FixedProb(0.5, { weight, seed: 1 }).generate(20, 20, { prePositions: line(20), postPositions: line(20) });
    of(result).forEach(([i, j], k) => expect(result.weights!.get(k).item(nS)).toBeCloseTo(2 * Math.exp(-Math.abs(i - j) / 10), 5));
  });

  it('become matrices', () => {
    const result = new conn.OneToOne({ weight: mS([1, 2]), delay: ms(3) }).generate(2, 3);
    expect(String(result.toDense())).toBe('[[1. 0. 0.]\n [0. 2. 0.]] mS');
    expect(String(result.delayToDense())).toBe('[[3. 0. 0.]\n [0. 3. 0.]] ms');
    expect(String(result.toCsr().eventVecmat(unitless([1, 1])))).toBe('[1. 2. 0.] mS');
    expect(String(new conn.OneToOne().generate(2, 2).toDense())).toBe('[[1. 0.]\n [0. 1.]]');
    expect(String(result)).toBe('ConnectionResult(n_connections=2, shape=(2, 3))');
  });

  it('of two kinds are of one dimension, in the unit of the first', () => {
    const rule = new conn.ExcitatoryInhibitory({ excRatio: 0.5, excProb: 1, inhProb: 1, excWeight: nS(1), inhWeight: new init.Constant(mS(-1e-6)) });
    expect(String(rule.generate(2, 2).toDense())).toBe('[[ 1.  1.]\n [-1. -1.]] nS');
    expect(String(rule)).toBe('ExcitatoryInhibitory(exc_ratio=0.5, exc_prob=1, inh_prob=1)');
  });
});

describe('results put together', () => {
  const a = new conn.OneToOne({ weight: nS([1, 2, 3]), delay: ms(1) }).generate(3, 3);
  const b = new conn.Ring({ neighbors: 1, bidirectional: false, weight: nS(5), delay: ms([1, 2, 3]) }).generate(3, 3);
  const all = new conn.AllToAll({ includeSelfConnections: true, weight: unitless(10) }).generate(3, 3);

  it('of either, with the first ones weight', () => {
    expect(String(a.union(b).toDense())).toBe('[[1. 5. 0.]\n [0. 2. 5.]\n [5. 0. 3.]] nS');
    expect(String(a.union(b).delayToDense())).toBe('[[1. 1. 0.]\n [0. 1. 2.]\n [3. 0. 1.]] ms');
    expect(String(b.union(a.weightScale(10)).union(a).toDense())).toBe('[[10.  5.  0.]\n [ 0. 20.  5.]\n [ 5.  0. 30.]] nS');
  });

  it('of both, with weights multiplied and delays averaged', () => {
    const both = a.intersection(all);
    expect(String(both.toDense())).toBe('[[10.  0.  0.]\n [ 0. 20.  0.]\n [ 0.  0. 30.]] nS');
    expect(String(both.delays)).toBe('0.5 ms');
    expect(a.intersection(b).nConnections).toBe(0);
  });

  it('without those of another', () => {
    expect(of(all.difference(a))).toEqual([[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]]);
    expect(String(a.union(b).difference(a).weights)).toBe('[5. 5. 5.] nS');
  });

  it('scaled', () => {
    expect(String(a.weightScale(2).weights)).toBe('[2. 4. 6.] nS');
    expect(a.weightScale(mV(2)).weights!.get(0).item(nS.mul(mV))).toBe(2);
    expect(String(a.delayScale(3).delays)).toBe('3. ms');
  });

  it('are those of sets', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, p, q) => {
        const [x, y] = [p, q].map((prob, i) => new conn.FixedProb(prob, { seed: seed + i }).generate(7, 9));
        const [first, second] = [x, y].map((result) => new Set(of(result).map(([i, j]) => i * 9 + j)));
        const codes = (result: unknown): number[] => of(result).map(([i, j]) => i * 9 + j);
        expect(codes(x.union(y))).toEqual([...new Set([...first, ...second])].sort((i, j) => i - j));
        expect(codes(x.intersection(y))).toEqual([...first].filter((code) => second.has(code)));
        expect(codes(x.difference(y))).toEqual([...first].filter((code) => !second.has(code)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the random numbers', () => {
  it('are uniform, and their logarithms right', () => {
    const draws = new Draws(12);
    const logs = new Float64Array(20_000);
    for (const fine of [false, true]) {
      draws.fillLogUniform(logs, fine);
      // -log u is exponential: mean 1, variance 1.
      expect(Math.abs(logs.reduce((a, b) => a + b, 0) / logs.length + 1)).toBeLessThan(4 / Math.sqrt(logs.length));
      expect(Math.max(...logs)).toBeLessThan(0);
      const quartiles = [0.25, 0.5, 0.75].map((p) => logs.filter((x) => x < Math.log(p)).length / logs.length);
      quartiles.forEach((found, i) => expect(Math.abs(found - (i + 1) / 4)).toBeLessThan(4 * Math.sqrt(0.25 / logs.length)));
    }
    const found = Array.from({ length: 20_000 }, () => draws.below(7));
    degrees(Int32Array.from(found), 7).forEach((count) => expect(Math.abs(count - 20_000 / 7)).toBeLessThan(220));
  });

  it('turn into gaps by a logarithm that is right for every probability', () => {
    for (const p of [1e-12, 1e-6, 0.0002, 0.1, 0.2499, 0.25, 0.5, 0.9, 0.999999]) expect(logOneMinus(p) / Math.log1p(-p)).toBeCloseTo(1, 12);
  });

  it('are the same on every machine', () => {
    const draws = new Draws(0);
    const logs = new Float64Array(3);
    draws.fillLogUniform(logs, true);
    expect([draws.bits(), draws.bits(), ...logs]).toMatchInlineSnapshot(`
      [
        3986308772,
        26700642,
        -0.287082225766941,
        -0.5536054377078443,
        -0.07895451708207091,
      ]
    `);
  });
});

describe('bad input', () => {
  const xy = line(5);
  const refused: [string, () => unknown, string][] = [
    ['a probability', () => new conn.FixedProb(1.5), 'FixedProb: prob must be from 0 to 1, got 1.5'],
    ['a probability that is none', () => new conn.Random(NaN), 'Random: prob must be from 0 to 1, got NaN'],
    ['a probability of a kind', () => new conn.ExcitatoryInhibitory({ inhProb: -0.1 }), 'inhProb must be from 0 to 1, got -0.1'],
    ['weights of one kind', () => new conn.ExcitatoryInhibitory({ excWeight: nS(1) }), 'excWeight is given and inhWeight is not'],
    ['kinds of two dimensions', () => new conn.ExcitatoryInhibitory({ excWeight: nS(1), inhWeight: mV(1) as never }).generate(9, 9), 'the first want a conductance'],
    ['an odd number of neighbours', () => new conn.SmallWorld({ k: 3 }), 'k must be even, half of it on each side, got 3'],
    ['more neighbours than neurons', () => new conn.SmallWorld().generate(6, 6), 'SmallWorld: k must be below the number of neurons, got 6 of 6'],
    ['half a neuron', () => new conn.Regular(1.5), 'degree must be an integer of 0 or more, got 1.5'],
    ['too many connections', () => new conn.FixedNum(5).generate(5, 5), 'FixedNum: 5 different connections for each neuron want as many neurons, got 4'],
    ['two sizes', () => new conn.ScaleFree().generate(9, 8), 'preSize and postSize must be the same, got 9 and 8'],
    ['a size', () => new conn.FixedProb(0.1).generate(-1, 8), 'preSize'],
    ['a ring that is too small', () => new conn.Ring({ neighbors: 2 }).generate(4, 4), 'of 4 neurons each has at most 1 neighbours on a side, got 2'],
    ['a grid without rows', () => new conn.Grid2d().generate(9, 9), 'as in generate([20, 30], [20, 30]): got (9,) and (9,)'],
    ['a kind of grid', () => new conn.Grid2d({ connectivity: 'x' as never }), `must be 'von_neumann' or 'moore', got 'x'`],
    ['a direction', () => new conn.FixedNum(1, { direction: 'x' as never }), `must be 'out' or 'in', got 'x'`],
    ['more modules than neurons', () => new conn.ModularRandom(9).generate(5, 5), 'got 9 and 5'],
    ['no profile', () => new conn.DistanceDependent(1 as never), 'DistanceDependent wants a DistanceProfile'],
    ['another profile', () => new conn.Gaussian(new init.StepProfile(um(1)) as never), 'Gaussian wants a GaussianProfile'],
    ['no positions', () => new conn.DistanceDependent(new init.StepProfile(um(1))).generate(5, 5), 'wants to know where the neurons lie'],
    ['positions of others', () => new conn.DistanceDependent(new init.StepProfile(um(1))).generate(5, 6, { prePositions: xy, postPositions: xy }), 'postPositions wants the shape (6, dimensions), got (5, 1)'],
    ['distances of others', () => new conn.DistanceDependent(new init.StepProfile(um(1))).generate(2, 2, { distances: um([1, 2]) }), 'distances wants the shape (2, 2), got (2,)'],
    ['weights of others', () => new conn.AllToAll({ weight: nS([1, 2, 3]) }).generate(2, 2), 'does not broadcast to the size (2,)'],
    ['a delay that is none', () => new conn.AllToAll({ delay: mV(1) as never }).generate(2, 2), 'delay wants a time, got 1 mV'],
    ['a seed', () => new conn.AllToAll({ seed: 0.5 }), 'seed must be an integer of 0 or more, got 0.5'],
    ['weights that are not there', () => new conn.AllToAll().generate(2, 2).weightScale(2), 'give the rule a weight'],
    ['delays that are not there', () => new conn.AllToAll().generate(2, 2).delayToDense(), 'give the rule a delay'],
    ['results of two sizes', () => new conn.AllToAll().generate(2, 2).union(new conn.AllToAll().generate(2, 3)), 'connections of 2 x 2 and 2 x 3 neurons cannot be put together'],
    ['what is drawn in a trace', () => jit(() => unitless(new conn.FixedProb(0.5).generate(3, 3).nConnections))(), 'connect before it'],
  ];
  it.each(refused)('is refused: %s', (_, run, text) => {
    expect(run).toThrow(text);
  });
});

describe('a large network', () => {
  it('takes as long as its connections, and hardly more memory', () => {
    const before = process.memoryUsage().arrayBuffers;
    const { user: start } = process.cpuUsage();
    const result = new conn.FixedProb(80 / 100_000, { weight: mS(0.6), seed: 1 }).generate(100_000, 100_000);
    const csr = result.toCsr();
    expect(process.cpuUsage().user - start).toBeLessThan(2_000_000);
    expect(Math.abs(result.nConnections - 8e6)).toBeLessThan(4 * Math.sqrt(8e6));
    expect(csr.shape).toEqual([100_000, 100_000]);
    const arrays = result.postIndices.byteLength + result.indptr.byteLength;
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1.3 * arrays);
  });
});
