import { afterEach, describe, expect, it } from 'vitest';
import { Builder, within } from '../../src/engine/trace/builder.js';
import { transform } from '../../src/index.js';
import { HiddenState, ParamState, State } from '../../src/state/index.js';
import { math, mV, ms, unitless } from '../../src/unit/index.js';

const { minimum } = math;
const V = (...values: number[]): HiddenState<ReturnType<typeof mV>> => new HiddenState(mV(values), { name: 'V' });

describe('a hook of a State', () => {
  it('sees what is read, written and restored', () => {
    const log: string[] = [];
    const state = V(1);
    state.registerHook('read', ({ value }) => void log.push(`read ${value}`));
    state.registerHook('writeBefore', ({ value, oldValue }) => void log.push(`before ${oldValue} to ${value}`));
    state.registerHook('writeAfter', ({ value, oldValue, state }) => void log.push(`after ${oldValue} to ${value} in ${state.name}`));
    state.registerHook('restore', ({ value }) => void log.push(`restore ${value}`));
    void state.value;
    state.value = mV([2]);
    state.restoreValue(mV([3]));
    expect(log).toEqual(['read [1.] mV', 'before [1.] mV to [2.] mV', 'after [1.] mV to [2.] mV in V', 'restore [3.] mV']);
  });

  it('may replace what is written, one after the other by priority', () => {
    const state = V(0);
    state.registerHook('writeBefore', ({ value }) => value.mul(2));
    state.registerHook('writeBefore', ({ value }) => minimum(value, mV(10)), { priority: 1 });
    state.registerHook('writeBefore', () => undefined);
    state.value = mV([30]);
    expect(String(state.value)).toBe('[20.] mV');
  });

  it('that gives what does not fit is refused, and nothing is written', () => {
    const state = V(1);
    state.registerHook('writeBefore', () => ms([1]) as never);
    expect(() => (state.value = mV([2]))).toThrow('V wants a voltage, got [1.] ms');
    expect(String(state.value)).toBe('[1.] mV');
  });

  it('that throws stops the write', () => {
    const state = V(1);
    state.registerHook('writeBefore', ({ value }) => {
      if (value.max().item(mV) > 0) throw new Error('too high');
    });
    expect(() => (state.value = mV([2]))).toThrow('too high');
    state.value = mV([-1]);
    expect(String(state.value)).toBe('[-1.] mV');
  });

  it('is switched off and on, and taken out', () => {
    let count = 0;
    const state = V(1);
    const hook = state.registerHook('read', () => count++, { name: 'counter', enabled: false });
    void state.value;
    hook.enable();
    void state.value;
    hook.disable();
    void state.value;
    expect([count, hook.isEnabled, hook.isRemoved]).toEqual([1, false, false]);
    hook.remove();
    hook.remove();
    expect(() => hook.enable()).toThrow('counter was removed: register it again');
    expect(state.listHooks()).toEqual([]);
  });

  it('holds for the length of a function or a block', () => {
    let count = 0;
    const state = V(1);
    expect(state.temporaryHook('read', () => count++, () => String(state.value))).toBe('[1.] mV');
    {
      using _ = state.temporaryHook('read', () => count++);
      void state.value;
    }
    void state.value;
    expect(count).toBe(2);
    expect(() => state.temporaryHook('read', () => count++, () => { throw new Error('no'); })).toThrow('no');
    expect(state.listHooks('read')).toEqual([]);
  });

  it('does not hear itself', () => {
    const state = V(1);
    const seen: string[] = [];
    state.registerHook('read', () => void seen.push(String(state.value)));
    void state.value;
    expect(seen).toEqual(['[1.] mV']);
  });

  it('runs once while a step is traced, and is part of it', () => {
    let count = 0;
    const state = V(0);
    state.registerHook('writeBefore', ({ value }) => {
      count++;
      return minimum(value, mV(3));
    });
    transform.forLoop(() => {
      state.value = state.value.add(mV(2));
    }, unitless([1, 2, 3]));
    expect([count, String(state.value)]).toEqual([1, '[3.] mV']);
  });

  it('added in a trace that fails is taken out again', () => {
    const state = V(0);
    const failing = (): void =>
      within(new Builder(null), () => {
        state.registerHook('read', () => 0);
        state.addTag('new');
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect([state.listHooks(), [...state.tags]]).toEqual([[], []]);
  });

  it('is a function of a kind that exists', () => {
    const state = V(0);
    expect(() => state.registerHook('red' as 'read', () => 0)).toThrow("a hook is one of 'read', 'writeBefore'");
    expect(() => state.registerHook('read', 3 as never)).toThrow('a hook is a function, got 3');
    expect(() => state.registerHook('init' as 'read', () => 0)).toThrow("V is made already: a hook for init belongs to a class");
  });
});

describe('a hook of a class', () => {
  afterEach(() => State.clearHooks());

  it('is for its States, made before or after, and runs before their own', () => {
    const log: string[] = [];
    const [hidden, param] = [V(1), new ParamState(mV([1]))];
    hidden.registerHook('read', () => void log.push('own'), { priority: 9 });
    HiddenState.registerHook('read', () => void log.push('class'));
    void [hidden.value, param.value, V(2).value];
    expect(log).toEqual(['class', 'own', 'class']);
  });

  it('hears of every State that is made', () => {
    const made: string[] = [];
    {
      using _ = State.registerHook('init', ({ state, value }) => void made.push(`${state.constructor.name} ${value}`));
      V(1);
      new ParamState(mV([2]), { name: 'w' });
    }
    V(3);
    expect(made).toEqual(['HiddenState [1.] mV', 'ParamState [2.] mV']);
  });

  it('goes with clearHooks of that class', () => {
    let count = 0;
    HiddenState.registerHook('read', () => count++);
    State.registerHook('read', () => count++);
    HiddenState.clearHooks();
    void V(1).value;
    expect(count).toBe(1);
    State.clearHooks('read');
    void V(1).value;
    expect(count).toBe(1);
  });
});
