import { afterEach, describe, expect, it } from 'vitest';
import { config } from '../../src/core/config.js';
import { environ } from '../../src/state/index.js';
import { ms, mV, second } from '../../src/unit/index.js';

afterEach(() => environ.reset());

describe('a context', () => {
  it('holds for the length of a function and gives back what it returns', () => {
    const inside = environ.context({ dt: ms(0.1) }, () => String(environ.getDt()));
    expect(inside).toBe('0.1 ms');
    expect(() => environ.getDt()).toThrow('no dt in the environment');
  });

  it('hides the one around it, and only what it sets', () => {
    environ.context({ dt: ms(0.1), t: ms(3) }, () => {
      environ.context({ t: ms(4) }, () => {
        expect(String(environ.get('t'))).toBe('4. ms');
        expect(String(environ.getDt())).toBe('0.1 ms');
      });
      expect(String(environ.get('t'))).toBe('3. ms');
    });
  });

  it('closes when its function throws', () => {
    expect(() =>
      environ.context({ dt: ms(0.1) }, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(environ.get('dt', undefined)).toBeUndefined();
  });

  it('ends with its block when declared with using', () => {
    {
      using _ = environ.context({ dt: ms(0.1) });
      expect(String(environ.getDt())).toBe('0.1 ms');
    }
    expect(environ.get('dt', null)).toBeNull();
  });

  it('switches precision and backend, and back', () => {
    environ.context({ precision: 64, backend: 'reference' }, () => {
      expect(config).toEqual({ precision: 64, backend: 'reference', deterministic: false, debug: false });
      expect(environ.getPrecision()).toBe(64);
      expect(mV([1]).dtype).toBe('float64');
    });
    expect(config).toEqual({ precision: 32, backend: 'wasm', deterministic: false, debug: false });
  });

  it('refuses a function that returns a promise', () => {
    expect(() => environ.context({ t: ms(0) }, async () => 1)).toThrow('a context is synchronous');
    expect(environ.get('t', undefined)).toBeUndefined();
  });

  it('refuses to be closed out of order', () => {
    const outer = environ.context({ dt: ms(0.1) });
    const inner = environ.context({ t: ms(0) });
    expect(() => outer[Symbol.dispose]()).toThrow('contexts close in the reverse order of opening');
    inner[Symbol.dispose]();
    outer[Symbol.dispose]();
    outer[Symbol.dispose](); // A second time does nothing.
  });

  it('refuses a function that leaves one open inside it, and closes that one', () => {
    expect(() => environ.context({ t: ms(0) }, () => void environ.context({ dt: ms(0.1) }))).toThrow('declare it with `using`');
    expect(environ.get('dt', undefined)).toBeUndefined();
  });

  it('leaves nothing behind when a value is refused', () => {
    expect(() => environ.context({ t: ms(0), dt: ms(0) }, () => 1)).toThrow('dt must be positive, got 0 ms');
    expect(environ.get('t', undefined)).toBeUndefined();
  });
});

describe('global values', () => {
  it('are found until they are popped or reset', () => {
    environ.set({ dt: ms(0.1), fit: true });
    expect(environ.all()).toMatchObject({ fit: true, precision: 32, backend: 'wasm', deterministic: false });
    expect(String(environ.pop('dt'))).toBe('0.1 ms');
    expect(() => environ.pop('dt')).toThrow('no dt in the environment');
    expect(environ.pop('dt', null)).toBeNull();
    environ.reset();
    expect(() => environ.get('fit')).toThrow('no fit in the environment: open environ.context({ fit: true }, …) to train');
  });

  it('give way to a context, also when set inside it', () => {
    environ.context({ precision: 64 }, () => {
      environ.set({ precision: 32 });
      expect(environ.getPrecision()).toBe(64);
    });
    expect(environ.getPrecision()).toBe(32);
  });

  it('cannot be popped or reset under an open context', () => {
    environ.context({ dt: ms(0.1) }, () => {
      expect(() => environ.pop('dt')).toThrow('cannot pop dt while an open context sets it');
      expect(() => environ.reset()).toThrow('cannot reset the environment inside a context (of dt)');
    });
  });
});

describe('a missing value', () => {
  it.each([
    ['dt', 'environ.set({ dt: ms(0.1) })'],
    ['t', 'with t from transform.forLoop(step, times)'],
    ['i', 'with i from transform.forLoop(step, u.math.arange(n))'],
    ['fit', '{ fit: false } to evaluate'],
    ['contrast', 'call environ.set({ contrast: … })'],
  ])('%s says how to set it', (key, text) => {
    expect(() => environ.get(key as 'dt')).toThrow(`no ${key} in the environment: open environ.context({ ${key}`);
    expect(() => environ.get(key as 'dt')).toThrow(text);
  });
});

describe('what goes by the precision', () => {
  it('is told by the environment', () => {
    expect([environ.floatDType(), environ.intDType(), environ.tolerance()]).toEqual(['float32', 'int32', 1e-5]);
    environ.context({ precision: 64 }, () => {
      expect([environ.floatDType(), environ.intDType(), environ.tolerance()]).toEqual(['float64', 'int32', 1e-12]);
    });
  });

  it('and what a run is watched for', () => {
    expect(environ.get('debug')).toBe(false);
    environ.context({ debug: 'nan' }, () => expect(config.debug).toBe('nan'));
    expect(config.debug).toBe(false);
  });
});

describe('a behavior', () => {
  const told: unknown[] = [];
  const listen = (): void => environ.registerDefaultBehavior('fit', (fit) => void told.push(fit));
  afterEach(() => told.splice(0));

  it('hears of each value that comes into force', () => {
    listen();
    environ.set({ fit: true });
    environ.set({ dt: ms(0.1) });
    environ.context({ fit: false }, () => environ.set({ fit: true }));
    expect(told).toEqual([true, false, true]);
    environ.pop('fit');
    expect(told).toEqual([true, false, true]);
    expect(environ.listRegisteredBehaviors()).toEqual(['fit']);
  });

  it('is one for each key, until it is replaced or taken out', () => {
    listen();
    expect(listen).toThrow('fit has a behavior already: pass { replace: true }');
    environ.registerDefaultBehavior('fit', () => void told.push('new'), { replace: true });
    environ.set({ fit: true });
    expect(environ.unregisterDefaultBehavior('fit')).toBe(true);
    expect(environ.unregisterDefaultBehavior('fit')).toBe(false);
    environ.set({ fit: false });
    expect(told).toEqual(['new']);
    expect(() => environ.registerDefaultBehavior('fit', 3 as never)).toThrow('a behavior of fit is a function, got 3');
  });

  it('that throws leaves the value as it was', () => {
    environ.set({ fit: true });
    environ.registerDefaultBehavior('fit', (fit) => {
      if (!fit) throw new Error('always fit');
    });
    expect(() => environ.set({ fit: false })).toThrow('always fit');
    expect(() => environ.context({ fit: false }, () => 1)).toThrow('always fit');
    expect(environ.get('fit')).toBe(true);
  });

  it('is forgotten by a reset', () => {
    listen();
    environ.reset();
    environ.set({ fit: true });
    expect(told).toEqual([]);
  });
});

describe('bad values', () => {
  const set = (settings: object): (() => void) => () => environ.set(settings);

  it.each([
    [ms(0), 'dt must be positive, got 0 ms: give a positive, finite, scalar time such as ms(0.1)'],
    [ms(-0.1), 'dt must be positive, got -0.1 ms'],
    [ms(NaN), 'dt must be finite, got nan ms'],
    [ms(Infinity), 'dt must be finite, got inf ms'],
    [mV(0.1), 'dt must be a time, got 0.1 mV'],
    [0.1, 'dt must be a time, got 0.1'],
    ['0.1 ms', "dt must be a time, got '0.1 ms'"],
    [null, 'dt must be a time, got null'],
    [ms([0.1]), 'dt must be a scalar, got [0.1] ms'],
  ])('dt %s', (dt, text) => {
    expect(set({ dt })).toThrow(text);
    expect(environ.get('dt', undefined)).toBeUndefined();
  });

  it('take a dt in any unit of time', () => {
    environ.set({ dt: second(1e-4) });
    expect(environ.getDt().item(ms)).toBeCloseTo(0.1, 12);
  });

  it('are refused for every other key', () => {
    expect(set({ t: mV(1) })).toThrow('t must be a time, got 1 mV');
    expect(set({ i: 'one' })).toThrow("i must be a step's index, got 'one'");
    expect(set({ fit: 1 })).toThrow('fit must be true or false, got 1');
    expect(set({ precision: 16 })).toThrow('precision must be 32 or 64, got 16');
    expect(set({ backend: 'gpu' })).toThrow("backend must be 'wasm' or 'reference', got 'gpu'");
    expect(set({ contrast: undefined })).toThrow('contrast cannot be undefined');
    expect(set({ debug: 'inf' })).toThrow("debug must be 'nan' or false, got 'inf'");
  });
});
