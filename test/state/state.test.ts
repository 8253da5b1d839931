import { describe, expect, it } from 'vitest';
import { Builder, within } from '../../src/engine/trace/builder.js';
import {
  BatchState,
  DelayState,
  HiddenState,
  LongTermState,
  maybeState,
  ParamState,
  RandomState,
  ShortTermState,
  State,
} from '../../src/state/index.js';
import { math, ms, mV, type Quantity, unitless, uvolt, volt } from '../../src/unit/index.js';

describe('a State', () => {
  it('keeps a quantity, counted in the unit of its first value', () => {
    const V = new HiddenState(mV([-60, -55]));
    V.value = volt([-0.05, -0.04]);
    expect(String(V.value)).toBe('[-50. -40.] mV');
  });

  it('keeps trees of quantities', () => {
    const state = new State({ V: mV([1]), rest: [ms(2), unitless([1, 2])] as const });
    state.value = { V: mV([3]), rest: [ms(4), unitless([5, 6])] };
    expect(String(state.value.rest[1])).toBe('[5. 6.]');
    expect(() => (state.value = { V: mV([3]) } as never)).toThrow('has the structure {V: *, rest: [*, *]}, got {V: *}');
  });

  it('turns a scalar into an array of its dtype', () => {
    const count = new State(unitless(0));
    expect(count.value.mantissa).not.toBeTypeOf('number');
    count.value = unitless(3);
    expect(count.value.item()).toBe(3);
  });

  it('gives the same object until it is written', () => {
    const V = new State(mV([1]));
    expect(V.value).toBe(V.value);
  });

  it('refuses what does not fit, and keeps its value', () => {
    const V = new HiddenState(mV([1, 2]), { name: 'V' });
    expect(() => (V.value = ms([1, 2]) as never)).toThrow('V wants a voltage, got [1. 2.] ms');
    expect(() => (V.value = mV([1, 2, 3]))).toThrow('V has the shape (2,), got (3,)');
    expect(() => (V.value = mV(Float64Array.of(1, 2)))).toThrow("V is float32, got float64: cast with .astype('float32')");
    expect(() => (V.value = 3 as never)).toThrow('V holds quantities, got 3');
    expect(() => (V.value = V as never)).toThrow('V cannot hold another State: write its .value');
    expect(() => (V.value = mV(1))).toThrow('V holds one array with a unit, got 1 mV');
    expect(String(V.value)).toBe('[1. 2.] mV');
  });

  it('refuses use while a run owns it', () => {
    const V = new HiddenState(mV([1]), { name: 'V' });
    V.lock('a running forLoop');
    expect(() => V.value).toThrow('V is in use by a running forLoop: wait until it has ended');
    expect(() => (V.value = mV([2]))).toThrow('in use');
    expect(() => V.lock('another')).toThrow('in use by a running forLoop');
    V.unlock();
    expect(String(V.value)).toBe('[1.] mV');
  });

  it('tells its kinds apart', () => {
    const x = unitless([1]);
    const states = [new State(x), new ShortTermState(x), new LongTermState(x), new HiddenState(x), new ParamState(x)];
    expect(states.map((state) => state.kind)).toEqual(['state', 'shortTerm', 'longTerm', 'hidden', 'param']);
    expect(new HiddenState(mV([1]))).toBeInstanceOf(ShortTermState);
    expect(new ParamState(mV([1]))).toBeInstanceOf(LongTermState);
  });

  it('prints its value by dtype and shape', () => {
    expect(String(new HiddenState(mV([1, 2]), { name: 'V', tag: 'soma' }))).toBe(
      `HiddenState(\n  value=Quantity(float32[2], "mV"),\n  name=V,\n  tag={'soma'}\n)`,
    );
    expect(String(new ParamState({ w: math.zeros([2, 3]), b: mV([0]) }))).toBe(
      `ParamState(\n  value={\n    'b': Quantity(float32[1], "mV"),\n    'w': ShapedArray(float32[2,3])\n  }\n)`,
    );
  });
});

describe('a HiddenState', () => {
  it('is an array: a plain scalar is refused', () => {
    expect(() => new HiddenState(mV(-60))).toThrow('a HiddenState holds one array with a unit, got -60 mV');
    expect(new HiddenState(mV([-60])).varshape).toEqual([1]);
  });
});

describe('inside a trace', () => {
  it('reads and writes go to the trace, and the State itself stays as it was', () => {
    const V = new HiddenState(mV([1, 2]));
    const builder = new Builder(null);
    within(builder, () => {
      expect(V.value.isTraced).toBe(true);
      V.value = V.value.add(mV(1)).in(uvolt);
      expect(V.value.unit).toBe(mV);
    });
    expect(builder.cells.get(V)?.written).toBe(true);
    expect(String(V.value)).toBe('[1. 2.] mV');
  });

  it('a tracer that got out is refused', () => {
    const V = new HiddenState(mV([1]), { name: 'V' });
    const kept: Quantity<'voltage'>[] = [];
    within(new Builder(null), () => kept.push(V.value.add(mV(1))));
    expect(() => (V.value = kept[0])).toThrow('V cannot keep a traced value');
  });

  it('a State made there has a value there only', () => {
    let state: State | undefined;
    within(new Builder(null), () => {
      state = new State(unitless([1, 2]), { name: 'inner' });
      state.value = state.value.add(1);
      expect(state.value.shape).toEqual([2]);
    });
    expect(() => state!.value).toThrow(/^inner was made inside a transformed function \(at .*\) that has ended/);
  });
});

describe('tags and metadata', () => {
  it('are kept, printed and copied', () => {
    const state = new State(mV([1]), { name: 'V', tag: ['a', 'b'], metadata: { source: 'paper' } });
    state.addTag('c');
    state.addTag('c');
    expect([...state.tags]).toEqual(['a', 'b', 'c']);
    const text = `State(\n  source=paper,\n  value=Quantity(float32[1], "mV"),\n  name=V,\n  tag={'a', 'b', 'c'}\n)`;
    expect(String(state)).toBe(text);
    expect(String(state.copy())).toBe(text);
  });
});

describe('a copy of a State', () => {
  it('is of the same class and goes its own way, without hooks', () => {
    const V = new HiddenState(mV([1, 2]), { name: 'V' });
    V.registerHook('writeBefore', () => mV([0, 0]));
    const copy = V.copy();
    expect(copy).toBeInstanceOf(HiddenState);
    copy.value = mV([5, 6]);
    expect([String(V.value), String(copy.value)]).toEqual(['[1. 2.] mV', '[5. 6.] mV']);
  });

  it('of a source of random numbers draws the same', () => {
    const source = new RandomState(3);
    expect(String(source.copy().rand(3))).toBe(String(source.rand(3)));
  });

  it('into another takes all but the hooks', () => {
    const V = new HiddenState(mV([1, 2]), { name: 'V' });
    const other = new HiddenState(ms([1, 2, 3]), { name: 'T', tag: 'x' });
    V.copyFrom(other as never);
    expect(String(V)).toBe(`HiddenState(\n  value=Quantity(float32[3], "ms"),\n  name=T,\n  tag={'x'}\n)`);
    expect(() => V.copyFrom(new State(mV([1, 2])) as never)).toThrow('T copies from another HiddenState, got State');
  });
});

describe('other ways to a value', () => {
  it('counts the elements of all arrays', () => {
    expect(new State({ w: math.zeros([2, 3]), b: mV([0]) }).numel).toBe(7);
  });

  it('calls a function with each quantity', () => {
    const units = new State({ w: math.zeros([2, 3]), b: [mV([0])] as const }).valueCall((x) => x.unit.symbol);
    expect(units).toEqual({ w: '1', b: ['mV'] });
  });

  it('takes keys in any order', () => {
    const state = new State({ w: ms([1]), b: [{ x: mV([0]), y: ms([1]) }] });
    state.value = { b: [{ y: ms([2]), x: mV([3]) }], w: ms([4]) };
    expect([String(state.value.w), String(state.value.b[0].x)]).toEqual(['[4.] ms', '[3.] mV']);
  });

  it('asks a State, and leaves anything else', () => {
    expect(String(maybeState(new State(mV([1]))))).toBe('[1.] mV');
    expect(maybeState(3)).toBe(3);
  });

  it('restores a value that fits', () => {
    const V = new HiddenState(mV([1, 2]), { name: 'V' });
    V.restoreValue(mV([3, 4]));
    expect(String(V.value)).toBe('[3. 4.] mV');
    expect(() => V.restoreValue(mV([1]))).toThrow('V has the shape (2,), got (1,)');
    const builder = new Builder(null);
    within(builder, () => V.restoreValue(mV([5, 6])));
    expect(builder.cells.get(V)?.written).toBe(false);
  });
});

describe('States of the other kinds', () => {
  it('are told apart', () => {
    expect(new BatchState(unitless([1]))).toBeInstanceOf(LongTermState);
    expect(new DelayState(unitless([1]))).toBeInstanceOf(ShortTermState);
    expect([new BatchState(unitless([1])).kind, new DelayState(unitless([1])).kind]).toEqual(['batch', 'delay']);
  });
});
