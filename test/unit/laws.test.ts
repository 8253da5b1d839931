// What holds for all units and quantities, tried on random ones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as powers from '../../src/unit/generated/powers.js';
import { isUnit, Quantity, u, unitless, type AnyUnit } from '../../src/unit/index.js';

const everyUnit = Object.values<unknown>({ ...u, ...powers }).filter(isUnit);
const common: AnyUnit[] = [
  u.mV, u.volt, u.ms, u.second, u.nA, u.pA, u.ohm, u.nS, u.cm, u.cm2, u.uF, u.Hz, u.molar, u.kelvin, u.hour, u.inch,
];

const half = fc.integer({ min: -6, max: 6 }).map((n) => n / 2);
const exponents = fc.tuple(half, half, half, half, half, half, half);
const dimension = exponents.map((e) => u.getDimension(e));
const commonUnit = fc.constantFrom(...common);
const anyUnit = fc.oneof(fc.constantFrom(...everyUnit), fc.constantFrom(...common));

/** A product of up to four powers of units. */
const product = fc
  .array(fc.tuple(anyUnit, fc.constantFrom(-3, -2, -1.5, -1, -0.5, 0.5, 1, 1, 1, 2, 3)), { minLength: 1, maxLength: 4 })
  .map((factors) => factors.map(([unit, n]) => unit.pow(n)).reduce((a, b) => a.mul(b)));

const severalUnits = fc.shuffledSubarray(common, { minLength: 3, maxLength: 5 });

const size = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);

/** Sizes are numbers: factors of several units round. */
function expectSameSize(a: AnyUnit, b: AnyUnit): void {
  expect(a.dimension).toBe(b.dimension);
  // Powers of ten apart, since a product of large units may be beyond the range of numbers.
  const ratio = (a.factor / b.factor) * 10 ** (a.scale - b.scale);
  expect(Math.abs(ratio - 1)).toBeLessThan(1e-13);
}

describe('dimensions', () => {
  const one = u.getDimension('one');

  it('form an abelian group, halves included', () => {
    fc.assert(
      fc.property(dimension, dimension, dimension, (a, b, c) => {
        expect(a.mul(b)).toBe(b.mul(a));
        expect(a.mul(b).mul(c)).toBe(a.mul(b.mul(c)));
        expect(a.mul(one)).toBe(a);
        expect(a.mul(a.pow(-1))).toBe(one);
        expect(a.div(b)).toBe(a.mul(b.pow(-1)));
        expect(a.mul(b).pow(-1)).toBe(b.pow(-1).mul(a.pow(-1)));
      }),
    );
  });

  it('have powers', () => {
    fc.assert(
      fc.property(dimension, dimension, half, half, (a, b, m, n) => {
        expect(a.pow(m).mul(a.pow(n))).toBe(a.pow(m + n));
        expect(a.mul(b).pow(n)).toBe(a.pow(n).mul(b.pow(n)));
        expect(a.pow(2).pow(0.5)).toBe(a);
        expect(a.pow(0)).toBe(one);
        expect(a.pow(1)).toBe(a);
      }),
    );
  });

  it('are found again by their name, their exponents and their base form', () => {
    fc.assert(
      fc.property(exponents, (e) => {
        const a = u.getDimension(e);
        expect(u.getDimension(a.isOne ? 'one' : a.name)).toBe(a);
        expect(u.getDimension(a.exponents)).toBe(a);
        expect(u.getDimension({ m: e[0], kg: e[1], s: e[2], A: e[3], K: e[4], mol: e[5], cd: e[6] })).toBe(a);
      }),
    );
  });
});

describe('units', () => {
  it('are read back from what they are displayed as', () => {
    for (const unit of everyUnit) expectSameSize(u.parseUnit(String(unit)), unit);
    fc.assert(
      fc.property(product, (unit) => expectSameSize(u.parseUnit(String(unit)), unit)),
      { numRuns: 2000 },
    );
  });

  it('do not depend on the order in which they are multiplied', () => {
    fc.assert(
      fc.property(product, product, product, (a, b, c) => {
        expect(a.mul(b).symbol).toBe(b.mul(a).symbol);
        expectSameSize(a.mul(b), b.mul(a));
        expectSameSize(a.mul(b).mul(c), a.mul(b.mul(c)));
      }),
      { numRuns: 500 },
    );
  });

  it('have one text in every order, as long as no part of the product loses its dimension', () => {
    fc.assert(
      fc.property(severalUnits, fc.integer({ min: 1, max: 4 }), (units, by) => {
        const turned = [...units.slice(by), ...units.slice(0, by)];
        const multiply = (list: AnyUnit[]): AnyUnit =>
          list.reduce((a, b) => {
            fc.pre(!a.mul(b).dimension.isOne);
            return a.mul(b);
          });
        expect(multiply(units).symbol).toBe(multiply(turned).symbol);
      }),
    );
  });

  it('are their own double reciprocals', () => {
    fc.assert(
      fc.property(product, (unit) => {
        expectSameSize(unit.reverse().reverse(), unit);
        expectSameSize(unit.reverse(), unit.pow(-1));
        expectSameSize(unit.mul(unit.reverse()), unitless);
      }),
    );
  });
});

describe('quantities', () => {
  /** A dimension with at least two units. */
  const alike = fc.constantFrom(...common).chain((a) =>
    fc.tuple(
      fc.constant(a),
      fc.constantFrom(...everyUnit.filter((b) => b.dimension === a.dimension && Math.abs(b.scale) < 12)),
      fc.constantFrom(...everyUnit.filter((b) => b.dimension === a.dimension && Math.abs(b.scale) < 12)),
    ),
  );
  const close = (x: number, y: number, scale: number): void => {
    expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-13 * Math.max(Math.abs(scale), Math.abs(x), Number.MIN_VALUE));
  };

  it('come back from another unit within rounding', () => {
    fc.assert(
      fc.property(size, alike, (x, [a, b]) => {
        const there = new Quantity(x, a).in(b);
        expect(there.unit).toBe(b);
        close(there.in(a).item(a), x, x);
      }),
    );
  });

  it('convert through a third unit as they do at once', () => {
    fc.assert(
      fc.property(size, alike, (x, [a, b, c]) => {
        const once = new Quantity(x, a).in(c).item(c);
        close(new Quantity(x, a).in(b).in(c).item(c), once, once);
      }),
    );
  });

  it('add up as their conversions do', () => {
    fc.assert(
      fc.property(size, size, alike, (x, y, [a, b, c]) => {
        const [p, q] = [new Quantity(x, a), new Quantity(y, b)];
        const [left, right] = [p.in(c).item(c), q.in(c).item(c)];
        close(p.add(q).in(c).item(c), left + right, Math.max(Math.abs(left), Math.abs(right)));
      }),
    );
  });

  it('multiply as their SI values do', () => {
    fc.assert(
      fc.property(size, size, commonUnit, commonUnit, (x, y, a, b) => {
        const z = new Quantity(x, a).mul(new Quantity(y, b)) as Quantity;
        const si = x * a.magnitude * y * b.magnitude;
        close((z.mantissa as number) * z.unit.magnitude, si, si);
      }),
    );
  });
});
