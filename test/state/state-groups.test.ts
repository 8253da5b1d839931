import { describe, expect, it } from 'vitest';
import { transform } from '../../src/index.js';
import { HiddenGroupState, HiddenState, HiddenTreeState, ShortTermState } from '../../src/state/index.js';
import { mA, math, ms, mS, mV, unitless, volt } from '../../src/unit/index.js';

describe('a HiddenGroupState', () => {
  const group = () => new HiddenGroupState(mV([[1, 2, 3], [4, 5, 6]]), { name: 'group' });

  it('has variables along its last axis', () => {
    const state = group();
    expect([state.varshape, state.numState, state.names, state.kind]).toEqual([[2], 3, ['0', '1', '2'], 'hiddenGroup']);
    expect(state).toBeInstanceOf(HiddenState);
    expect(state).toBeInstanceOf(ShortTermState);
    expect(String(state.getValue(1))).toBe('[2. 5.] mV');
    expect(String(state.getValue('1'))).toBe('[2. 5.] mV');
    expect(String(state.getValue(-1))).toBe('[3. 6.] mV');
  });

  it('writes some of them', () => {
    const state = group();
    state.setValue({ 0: mV([0, 0]), '2': volt([0.01, 0.02]) });
    expect(state.value.toArray(mV)).toEqual([[0, 2, 10], [0, 5, 20]]);
    state.setValue([mV([7, 7])]);
    expect(state.value.toArray(mV)).toEqual([[7, 2, 10], [7, 5, 20]]);
  });

  it('refuses what does not fit, and keeps its value', () => {
    const state = group();
    expect(() => state.getValue(3)).toThrow('group has no variable 3: it has 0, 1, 2');
    expect(() => state.getValue('V')).toThrow("group has no variable 'V'");
    expect(() => state.setValue({ 0: mV([9, 9]), 5: mV([1, 1]) })).toThrow("group has no variable '5'");
    expect(() => state.setValue({ 0: mV([1, 2, 3]) })).toThrow('variable 0 of group has the shape (2,), got (3,)');
    expect(() => state.setValue({ 0: ms([1, 2]) as never })).toThrow('cannot');
    expect(() => state.setValue(3 as never)).toThrow('group holds an array or object of equally shaped quantities, got 3');
    expect(state.value.toArray(mV)).toEqual([[1, 2, 3], [4, 5, 6]]);
    expect(() => new HiddenGroupState(mV([1, 2]))).toThrow('a HiddenGroupState holds one array of 2 axes or more');
  });
});

describe('a HiddenTreeState', () => {
  const cell = () => new HiddenTreeState({ V: mV([1, 2]), g: mS([3, 4]), n: unitless([5, 6]) }, { name: 'cell', tag: 'soma' });

  it('keeps each variable in its unit, and their numbers in one array', () => {
    const state = cell();
    expect([state.varshape, state.numState, state.names]).toEqual([[2], 3, ['V', 'g', 'n']]);
    expect(state.value.toArray()).toEqual([[1, 3, 5], [2, 4, 6]]);
    expect(String(state.getValue('g'))).toBe('[3. 4.] mS');
    expect(String(state.getValue('n'))).toBe('[5. 6.]');
    expect(state).toBeInstanceOf(HiddenGroupState);
  });

  it('converts what is written', () => {
    const state = cell();
    state.setValue({ V: volt([0.5, 0.25]) });
    expect(String(state.getValue('V'))).toBe('[500. 250.] mV');
    expect(String(state.getValue('n'))).toBe('[5. 6.]');
    expect(() => state.setValue({ V: mA([1, 2]) as never })).toThrow('variable V of cell wants a voltage, got [1. 2.] mA');
    expect(() => state.setValue({ W: mV([1, 2]) } as never)).toThrow("cell has no variable 'W': it has V, g, n");
  });

  it('can be a tuple', () => {
    const state = new HiddenTreeState([mV([1, 2]), mA([3, 4])]);
    state.setValue([mV([0, 0]), mA([1, 1])]);
    expect(String(state.getValue(1))).toBe('[1. 1.] mA');
    expect(String(state.getValue('0'))).toBe('[0. 0.] mV');
  });

  it('refuses variables of several shapes, and none', () => {
    expect(() => new HiddenTreeState({ a: mV([1]), b: mV([1, 2]) })).toThrow(
      'the variables of a HiddenTreeState must have one shape and one dtype, got a float32(1,), b float32(2,)',
    );
    expect(() => new HiddenTreeState({})).toThrow('holds an array or object of equally shaped quantities, got {}');
    expect(() => new HiddenTreeState({ a: mV(1) })).toThrow('variable a of a HiddenTreeState holds one array with a unit, got 1 mV');
  });

  it('is copied with its units, name and tags', () => {
    const copy = cell().copy();
    expect(String(copy.getValue('g'))).toBe('[3. 4.] mS');
    expect([copy.name, [...copy.tags]]).toEqual(['cell', ['soma']]);
  });

  it('goes through a loop', () => {
    const state = cell();
    transform.forLoop(() => state.setValue({ V: state.getValue('V').add(mV(1)) }), math.arange(3));
    expect(String(state.getValue('V'))).toBe('[4. 5.] mV');
  });
});
