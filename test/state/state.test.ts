import { describe, expect, it } from 'vitest';
import { Builder, within } from '../../src/engine/trace/builder.js';
import { HiddenState, LongTermState, ParamState, ShortTermState, State } from '../../src/state/index.js';
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
      `ParamState(\n  value={\n    'w': ShapedArray(float32[2,3]),\n    'b': Quantity(float32[1], "mV")\n  }\n)`,
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
