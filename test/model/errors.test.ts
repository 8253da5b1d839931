import { afterEach, describe, expect, it } from 'vitest';
import { BrainError } from '../../src/core/error.js';
import { LIFRef } from '../../src/model/index.js';
import { initAllStates } from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, ms, mV } from '../../src/unit/index.js';

afterEach(() => environ.reset());

/** A neuron from options that the compiler would refuse. */
const make = (options: unknown, size: unknown = 1): (() => LIFRef) => () => new LIFRef(size as number, options as object);

describe('bad options of a neuron', () => {
  it.each([
    [null, 'LIFRef takes its options as an object, got null'],
    [{ tau: mV(20) }, 'LIFRef: tau wants a time, got 20 mV'],
    [{ tau: 20 }, 'LIFRef: tau wants a time, got 20: write ms(20)'],
    [{ tau: '20 ms' }, "LIFRef: tau wants a time, got '20 ms'"],
    [{ tau_reff: ms(5) }, 'LIFRef has no option tau_reff: did you mean tau_ref?'],
    [{ v_rest: mV(5) }, 'LIFRef has no option v_rest: did you mean V_rest?'],
    [{ spk_fun: 1 }, 'LIFRef has no option spk_fun: did you mean spkFun?'],
    [{ bananas: 1 }, 'LIFRef has no option bananas: it has R, tau, tau_ref, V_th, V_rest, V_reset, V_initializer, refVar, spkFun, spkReset, name'],
    [{ V_rest: mV(NaN) }, 'LIFRef: V_rest must be a number, got nan mV'],
    [{ V_rest: mV([1, NaN]) }, 'LIFRef: V_rest must be a number, got [ 1. nan] mV', 2],
    [{ tau: ms(0) }, 'LIFRef: tau must be positive, got 0 ms'],
    [{ tau: ms(-5) }, 'LIFRef: tau must be positive, got -5 ms'],
    [{ tau: ms([5, 0]) }, 'LIFRef: tau must be positive, got [5. 0.] ms', 2],
    [{ tau_ref: ms(-1) }, 'LIFRef: tau_ref must not be negative, got -1 ms'],
    [{ V_th: mV(-60), V_reset: mV(-60) }, 'LIFRef: V_th must be above V_reset everywhere, got V_th -60 mV and V_reset -60 mV'],
    [{ V_th: mV([1, -1]) }, 'LIFRef: V_th must be above V_reset everywhere, got V_th [ 1. -1.] mV and V_reset 0 mV', 2],
    [{ tau: ms([1, 2]) }, 'LIFRef: tau of shape (2,) does not broadcast to the size (3,): give a scalar, or one value for each element', 3],
    [{ spkReset: 'softly' }, "LIFRef: spkReset is 'soft' (subtracts V_th - V_reset) or 'hard' (sets V_reset), got 'softly'"],
    [{ spkFun: 'relu' }, "LIFRef: spkFun wants a surrogate such as new surrogate.ReluGrad(), got 'relu'"],
    [{ V_initializer: new init.Constant(ms(1)) }, 'LIFRef: V_initializer wants a voltage, got Constant(value=1. ms)'],
    [{ V_initializer: mV(NaN) }, 'LIFRef: V_initializer must be a number, got nan mV'],
    [ms(20), 'LIFRef takes its options as an object, got 20 ms'],
  ])('%s', (options, text, size = 1) => {
    expect(make(options, size)).toThrow(text);
  });

  it.each([0, -1, 1.5, NaN, '3'])('size %s', (size) => {
    expect(make({}, size)).toThrow('LIFRef: a size is a positive integer or a tuple of them, got ');
  });

  it('a function that starts the potential with something else is found when it is asked', () => {
    const neuron = new LIFRef(2, { V_initializer: (() => ms([1, 2])) as never });
    expect(() => initAllStates(neuron)).toThrow('LIFRef: V_initializer wants a voltage, got [1. 2.] ms');
    expect(() => neuron.V).toThrow('LIFRef has no V yet');
  });
});

describe('a neuron without its states', () => {
  const neuron = new LIFRef(1);
  const text = 'LIFRef has no V yet: call nn.initAllStates(…) on it, or on what holds it, first';

  it('cannot be read', () => expect(() => neuron.V.value).toThrow(text));
  it('cannot be stepped', () => expect(() => neuron.step(mA(1))).toThrow(text));
  it('cannot say whether it spikes', () => expect(() => neuron.getSpike()).toThrow(text));
});

describe('a step', () => {
  it('wants a t', () => {
    const neuron = initAllStates(new LIFRef(1));
    environ.set({ dt: ms(0.1) });
    expect(() => neuron.step(mA(1))).toThrow('no t in the environment: open environ.context({ t }, …) around the step');
  });

  it('wants a dt', () => {
    const neuron = initAllStates(new LIFRef(1));
    environ.set({ t: ms(0) });
    expect(() => neuron.step(mA(1))).toThrow('no dt in the environment: open environ.context({ dt: ms(0.1) }, …) or call');
  });

  it.each([[mV(25), '25 mV'], [25, '25']])('wants a current, and refuses %s', (x, shown) => {
    const neuron = initAllStates(new LIFRef(1));
    environ.set({ t: ms(0), dt: ms(0.1) });
    expect(() => neuron.step(x as never)).toThrow(`LIFRef: its input wants a current, got ${shown}: give it as mA(…)`);
  });

  it('an input that has no place among the neurons', () => {
    const neuron = environ.context({ dt: ms(0.1) }, () => initAllStates(new LIFRef(2)));
    const step = (): unknown => environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA([1, 2, 3])));
    expect(step).toThrow('LIFRef: its input of shape (3,) does not broadcast to its neurons, (2,)');
    expect(neuron.V.value.toArray()).toEqual([0, 0]);
  });

  it('that fails changes nothing', () => {
    const neuron = initAllStates(new LIFRef(1));
    environ.set({ t: ms(0), dt: ms(0.1) });
    neuron.addDeltaInput('kick', mV([3, 3]));
    expect(() => neuron.step(mA(1))).toThrow('LIFRef.V has the shape (1,), got (2,)');
    expect(String(neuron.V.value)).toBe('[0.] mV');
    expect(neuron.getInput('kick')).toBeDefined();
  });
});

it('errors are data', () => {
  try {
    make({ tau_reff: ms(5) })();
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(BrainError);
    expect(error).toMatchObject({ code: 'model/unknown-option', values: { option: 'tau_reff', nearest: 'tau_ref' } });
  }
});
