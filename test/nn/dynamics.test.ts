import { describe, expect, it } from 'vitest';
import { Builder, within } from '../../src/engine/trace/builder.js';
import { Dynamics } from '../../src/nn/index.js';
import { mA, ms, mV, type Quantity, uA } from '../../src/unit/index.js';

class Sum extends Dynamics {
  override update(x: Quantity<'current'> = mA(0)): Quantity<'current'> {
    return this.sumCurrentInputs(x, 'the argument');
  }
}

describe('a size', () => {
  it('is a number or a tuple', () => {
    expect(new Dynamics(3).varshape).toEqual([3]);
    expect(new Dynamics([2, 3]).outSize).toEqual([2, 3]);
  });

  it.each([[0], [-1], [1.5], [NaN], [[]], [[2, 0]], [[2, -3]], [[2.5]], ['3'], [undefined]])('refuses %s', (size) => {
    expect(() => new Sum(size as never)).toThrow(/^Sum: a size is a positive integer or a tuple of them, got /);
  });
});

describe('a step', () => {
  it('runs the hooks before with nothing, the update, and the hooks after with its output', () => {
    const calls: unknown[] = [];
    const sum = new Sum(1);
    sum.addBeforeUpdate('before', (...args: unknown[]) => calls.push(['before', ...args]));
    sum.addBeforeUpdate('told', (...args: unknown[]) => calls.push(['told', ...args.map(String)]), { receivesInput: true });
    sum.addAfterUpdate('after', (...args: unknown[]) => calls.push(['after', ...args.map(String)]));
    sum.addAfterUpdate('untold', (...args: unknown[]) => calls.push(['untold', ...args]), { receivesOutput: false });
    expect(String(sum.step(mA(3)))).toBe('3. mA');
    expect(calls).toEqual([['before'], ['told', '3. mA'], ['after', '3. mA'], ['untold']]);
    calls.length = 0;
    sum.update(mA(3));
    expect(calls).toEqual([]);
  });

  it('steps a module that is a hook', () => {
    const [a, b] = [new Sum(1), new Sum(1)];
    const seen: string[] = [];
    b.addAfterUpdate('see', (x: Quantity<'current'>) => void seen.push(String(x)));
    a.addAfterUpdate('b', b);
    a.step(mA(2));
    expect(seen).toEqual(['2. mA']);
    expect([...a.nodes().keys()]).toEqual(['_afterUpdates.b', '']);
  });

  it('refuses a hook under a key that is taken, and names those there are', () => {
    const sum = new Sum(1);
    sum.addBeforeUpdate('a', () => 1);
    expect(() => sum.addBeforeUpdate('a', () => 2)).toThrow("Sum has a hook 'a' already: choose another key");
    expect(() => sum.getBeforeUpdate('b')).toThrow("Sum has no hook 'b': it has a");
    expect(sum.hasBeforeUpdate('a')).toBe(true);
    expect(sum.hasAfterUpdate('a')).toBe(false);
  });

  it('wants an update', () => {
    expect(() => new Dynamics(1).step()).toThrow('Dynamics has no update: write one in the class');
  });
});

describe('inputs', () => {
  it('add up: quantities once, functions at every step', () => {
    const sum = new Sum(1);
    const asked: unknown[] = [];
    sum.addCurrentInput('always', (...args: unknown[]) => {
      asked.push(...args);
      return uA(500);
    });
    sum.addCurrentInput('once', mA(10));
    expect(String(sum.step(mA(1)))).toBe('11.5 mA');
    expect(String(sum.step(mA(1)))).toBe('1.5 mA');
    expect(asked).toEqual(['the argument', 'the argument']);
  });

  it('of one label can be summed alone', () => {
    const sum = new Sum(1);
    sum.addDeltaInput('a', mV(1), { label: 'exc' });
    sum.addDeltaInput('b', mV(2), { label: 'inh' });
    expect(String(sum.sumDeltaInputsOf('exc', mV(0)))).toBe('1. mV');
    expect(String(sum.sumDeltaInputs(mV(0)))).toBe('2. mV');
    expect(String(sum.sumDeltaInputs(mV(0)))).toBe('0. mV');
  });

  it('come again under their key as the same object only', () => {
    const sum = new Sum(1);
    const x = mA(1);
    sum.addCurrentInput('a', x);
    sum.addCurrentInput('a', x);
    expect(() => sum.addCurrentInput('a', mA(1))).toThrow("Sum has another input 'a' already");
    expect(sum.getInput('a')).toBe(x);
    expect(() => sum.getInput('b')).toThrow("Sum has no input 'b': it has a");
    expect(() => sum.addCurrentInput('c', 3 as never)).toThrow("Sum: the input 'c' wants a quantity or a function that gives one, got 3");
  });

  it('that cannot be added are named, and none is lost', () => {
    const sum = new Sum(1);
    sum.addCurrentInput('good', mA(1));
    sum.addCurrentInput('bad', ms(1));
    expect(() => sum.step(mA(1))).toThrow("Sum: the input 'bad' cannot be added: cannot add");
    expect(sum.getInput('good')).toBeDefined();
  });

  it('used up in a step that throws are there again', () => {
    const sum = new Sum(1);
    sum.addCurrentInput('once', mA(10));
    let fails = true;
    sum.addAfterUpdate('fail', () => {
      if (fails) throw new Error('no');
    });
    expect(() => sum.step(mA(1))).toThrow('no');
    fails = false;
    expect(String(sum.step(mA(1)))).toBe('11. mA');
  });

  it('used up or added in a trace that throws are as before it', () => {
    const sum = new Sum(1);
    sum.addCurrentInput('once', mA(10));
    expect(() =>
      within(new Builder(null), () => {
        sum.step(mA(1));
        sum.addCurrentInput('late', mA(5));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(String(sum.step(mA(1)))).toBe('11. mA');
  });

  it('print like those of BrainPy', () => {
    const sum = new Sum(2);
    sum.addCurrentInput('k', mA(2));
    sum.addDeltaInput('d', mV(2), { label: 'exc' });
    expect(String(sum)).toBe(`Sum(
  in_size=(2,),
  out_size=(2,),
  current_inputs={
    'k': Quantity(2., "mA")
  },
  delta_inputs={
    'exc // d': Quantity(2., "mV")
  }
)`);
  });
});
