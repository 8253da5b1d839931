import { describe, expect, it } from 'vitest';
import { environ, random, RandomState } from '../../src/state/index.js';
import * as init from '../../src/tools/init/index.js';
import { ms, mV, type Quantity, uvolt } from '../../src/unit/index.js';

describe('rules', () => {
  it('print as braintools prints them', () => {
    const rules = [
      new init.Constant(mV(0)),
      new init.Constant(mV([1, 1, 1])),
      new init.Uniform(mV(0), mV(1)),
      new init.Normal(mV(-65), mV(2)),
      new init.ZeroInit(),
      new init.ZeroInit(mV),
    ];
    expect(rules.map(String)).toEqual([
      'Constant(value=0. mV)',
      'Constant(value=[1. 1. 1.] mV)',
      'Uniform(low=0. mV, high=1. mV)',
      'Normal(mean=-65. mV, std=2. mV)',
      'ZeroInit(unit=1)',
      'ZeroInit(unit=mV)',
    ]);
  });

  it('make arrays of the shape asked for, in the unit they were given', () => {
    expect(String(new init.Constant(mV(2)).sample([2, 2]))).toBe('[[2. 2.]\n [2. 2.]] mV');
    expect(String(new init.Constant(mV([1, 2])).sample([2, 2]))).toBe('[[1. 2.]\n [1. 2.]] mV');
    expect(String(new init.ZeroInit(mV).sample([2]))).toBe('[0. 0.] mV');
    environ.context({ precision: 64 }, () => expect(new init.Constant(mV(2)).sample([1]).dtype).toBe('float64'));
  });

  it('draw from the shared source, or from one of their own', () => {
    random.seed(42);
    const shared = new init.Uniform(mV(0), mV(1)).sample([5]);
    expect(String(shared)).toBe('[0.72766423 0.78786755 0.18169427 0.26263022 0.11072934] mV');
    const own = new init.Normal(mV(-65), uvolt(2000));
    expect(String(own.sample([3], new RandomState(1)))).toBe(String(own.sample([3], new RandomState(1))));
  });

  it('refuse what makes no sense', () => {
    expect(() => new init.Uniform(mV(1), mV(1))).toThrow('Uniform: low must be below high, got 1 mV and 1 mV');
    expect(() => new init.Uniform(mV(1), ms(2) as never)).toThrow('Uniform: high wants a voltage, got 2 ms');
    expect(() => new init.Normal(mV(1), mV(-1))).toThrow('Normal: std must not be negative, got -1 mV');
    expect(() => new init.Constant(3 as never)).toThrow('Constant: value wants a quantity, got 3');
  });
});

describe('param', () => {
  it('leaves a scalar a scalar, and an array that broadcasts as it is', () => {
    expect(init.param(ms(20), 3).shape).toEqual([]);
    expect(init.param(ms([1, 2, 3]), [2, 3]).shape).toEqual([3]);
    expect(init.param(ms([[1], [2]]), [2, 3]).shape).toEqual([2, 1]);
  });

  it('asks a rule or a function for the size', () => {
    expect(init.param(new init.Constant(ms(1)), [2, 3]).shape).toEqual([2, 3]);
    expect(init.param((shape): Quantity<'time'> => ms(new Array(shape[0]).fill(1)), 4).shape).toEqual([4]);
  });

  it('gives each copy of a batch its own draw, and repeats arrays', () => {
    const V = init.param(new init.Normal(mV(0), mV(1)), 3, { batchSize: 2 });
    expect(V.shape).toEqual([2, 3]);
    expect(String(V.get(0))).not.toBe(String(V.get(1)));
    expect(String(init.param(mV([1, 2, 3]), 3, { batchSize: 2 }))).toBe('[[1. 2. 3.]\n [1. 2. 3.]] mV');
    expect(init.param(mV([1, 2, 3]), [2, 3], { batchSize: 4 }).shape).toEqual([4, 1, 3]);
    expect(init.param(mV([[1], [2]]), 1, { batchSize: 2 }).shape).toEqual([2, 1]);
  });

  it('refuses an array that does not broadcast, and another dimension', () => {
    expect(() => init.param(ms([1, 2]), 3)).toThrow('a parameter of shape (2,) does not broadcast to the size (3,)');
    expect(() => init.param(ms([[1], [2]]), 1)).toThrow('a parameter of shape (2, 1) does not broadcast to the size (1,)');
    expect(() => init.param(ms(1), 3, { unit: mV as never, name: 'V' })).toThrow('V wants a voltage, got 1 ms');
    expect(() => init.param(20 as never, 3)).toThrow('a parameter wants a quantity or a rule that makes one, got 20');
    expect(() => init.param(ms(1), 0)).toThrow('a size is a positive integer or a tuple of them, got 0');
  });
});
