import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { Builder, within, type Aval } from '../../src/engine/index.js';
import { abstractRepr, math, ms, mV, Quantity, unitless, volt, type AnyQuantity, type Unit } from '../../src/unit/index.js';

/** A value that stands for one still to be computed, as inside a transform. */
function traced<D>(unit: Unit<D>, aval: Aval = { shape: [1], dtype: 'float32' }): Quantity<D> {
  return new Quantity<D>(new Builder(null).input(aval), unit);
}

const V = traced(mV) as AnyQuantity;
const anything = V as unknown as number;

describe('a traced quantity under JavaScript operators', () => {
  it('refuses to be a number, with the method to write', () => {
    const advice = /cannot use the traced Quantity\(~float32\[1\], "mV"\): compare with x\.gt\(y\)/;
    expect(() => anything > 3).toThrow(advice);
    expect(() => +anything).toThrow(advice);
    expect(() => anything * 2).toThrow(advice);
    expect(() => Math.abs(anything)).toThrow(advice);
    expect(() => Number(V)).toThrow(advice);
  });

  it('refuses to be a text or an index', () => {
    const advice = /has no text and indexes nothing: return it from the function/;
    expect(() => `${anything}`).toThrow(advice);
    expect(() => String(V)).toThrow(advice);
    expect(() => [1, 2, 3][anything]).toThrow(advice);
    expect(() => JSON.stringify({ V })).toThrow(advice);
  });

  it("refuses '+' and '=='", () => {
    expect(() => anything + 1).toThrow("'+' and '==' cannot use the traced");
    // eslint-disable-next-line eqeqeq -- the point of the test
    expect(() => anything == 3).toThrow('write x.add(y), x.eq(y)');
  });

  it('refuses to be taken for an array', () => {
    expect(() => [...V]).toThrow('iterating needs a value');
    expect(() => V.length).toThrow('use x.shape[0] or x.size');
    expect(() => Float32Array.from(V as never)).toThrow('iterating needs a value');
  });

  it('refuses to be read', () => {
    for (const read of [() => V.item(mV), () => V.toTypedArray(), () => V.toArray(), () => V.toDecimal(mV)]) {
      expect(read).toThrow(/needs a value, and Quantity\(~float32\[1\], "mV"\) is traced: .* read it afterwards/);
    }
    expect(() => math.where(V)).toThrow(/u\.math\.where\(x\) needs values.*size/);
    expect(() => math.arange(mV(0), traced(mV, { shape: [], dtype: 'float32' }), mV(1))).toThrow('is traced');
  });

  it('prints all the same', () => {
    expect(inspect(V)).toBe('Quantity(~float32[1], "mV")');
    expect(repr(V)).toBe('Quantity(~float32[1], "mV")');
    expect(V.toString()).toBe('~float32[1] mV');
    expect(inspect({ V })).toBe('{ V: Quantity(~float32[1], "mV") }');
    expect(repr(traced(unitless, { shape: [2, 3], dtype: 'bool' }))).toBe('Quantity(~bool[2,3])');
    expect(repr(traced(ms, { shape: [], dtype: 'float64' }))).toBe('Quantity(~float64[], "ms")');
  });

  it('still refuses unlike dimensions', () => {
    expect(() => V.add(ms(3))).toThrow('cannot add ~float32[1] mV and 3 ms: voltage and time');
  });
});

describe('a traced quantity under its own methods', () => {
  it('records what happens to it, and keeps track of units meanwhile', () => {
    const builder = new Builder(null);
    within(builder, () => {
      const x = new Quantity(builder.input({ shape: [3], dtype: 'float32' }), mV);
      const y = math.where(x.gt(volt(0.001)), x.sub(mV(60)).div(ms(20)), mV(0).div(ms(1)));
      expect(repr(y)).toBe('Quantity(~float32[3], "mV / ms")');
      expect(repr(x.add(volt(1)).sum())).toBe('Quantity(~float32[], "mV")');
      expect(repr(x.div(volt(2)))).toBe('Quantity(~float32[3])');
      expect(repr(mV(2).mul(x).sqrt().with(0, mV(1)))).toBe('Quantity(~float32[3], "mV")');
      expect(y.isTraced).toBe(true);
      expect(mV(1).add(mV(2)).isTraced).toBe(false);
    });
    expect(builder.equations.map((equation) => equation.op.name)).toContain('select');
  });
});

describe('a concrete quantity under JavaScript operators', () => {
  const x = mV(3) as AnyQuantity as unknown as number;

  it('has a text', () => {
    expect(`${x}`).toBe('3. mV');
    expect(String(mV([1, 2]))).toBe('[1. 2.] mV');
    expect(inspect(mV(3))).toBe('Quantity(3., "mV")');
    expect(abstractRepr(mV([1, 2]))).toBe('Quantity(~float32[2], "mV")');
    expect(JSON.stringify([mV([1, 2]), new Quantity([3])])).toBe('[{"mantissa":[1,2],"unit":"mV"},[3]]');
  });

  it('with a dimension is no number', () => {
    expect(() => x > 2).toThrow("JavaScript's operators would drop the unit of 3 mV: compare with x.gt(y)");
    expect(() => +x).toThrow('or take the number with x.item(mV)');
    expect(() => -x).toThrow('drop the unit');
    expect(() => x + 1).toThrow("'+' and '==' would drop the unit of 3 mV: write x.add(y)");
    expect(() => Math.max(x, 2)).toThrow('drop the unit');
  });

  it('without one is a number where it has one element', () => {
    const one = mV(3).div(mV(2)) as unknown as number;
    expect(one + 1).toBe(2.5);
    expect(one > 1).toBe(true);
    expect(+(new Quantity([4]) as unknown as number)).toBe(4);
    expect(() => +(new Quantity([1, 2]) as unknown as number)).toThrow('take single numbers, got [1. 2.] of shape (2,)');
  });

  it('has no length', () => {
    expect(() => mV([1, 2]).length).toThrow('a quantity has no length ([1. 2.] mV): use x.shape[0] or x.size');
  });
});
