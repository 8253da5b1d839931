import { describe, expect, it } from 'vitest';
import { environ, LIFRef, nn } from '../../src/index.js';
import {
  assignStateValues,
  HiddenState,
  initAllStates,
  Module,
  ParamState,
  RandomState,
  type StateValues,
} from '../../src/state/index.js';
import { mA, mV, ms, unitless, type Quantity } from '../../src/unit/index.js';

class Cell extends Module {
  static override readonly states: readonly string[] = ['V'];
  declare V: HiddenState<Quantity<'voltage'>>;
  w = new ParamState(unitless([1, 2]), { tag: 'plastic' });
  f = (x: number): number => x;
  E = mV(-60);

  override initState(): void {
    this.V = new HiddenState(mV([-60]));
  }
}

class Net extends Module {
  a = new Cell();
  list: unknown[] = [this.a, { b: new Cell() }];
  byName = new Map([['c', new Cell()]]);
  chosen = new Set<unknown>([this.a]);
  shared = this.a.w;
  noise = new RandomState(3);
  me = this;
}

describe('a copy of a module', () => {
  it('has the same structure, sharing and cycles, and States of its own', () => {
    const net = initAllStates(new Net());
    const copy = net.copy();
    expect(String(copy)).toBe(String(net));
    expect(copy).toBeInstanceOf(Net);
    expect(copy.me).toBe(copy);
    expect(copy.list[0]).toBe(copy.a);
    expect(copy.chosen.has(copy.a)).toBe(true);
    expect(copy.shared).toBe(copy.a.w);
    expect(copy.a === net.a).toBe(false);
    copy.a.V.value = mV([-50]);
    copy.a.w.value = unitless([3, 4]);
    expect([String(net.a.V.value), String(net.shared.value)]).toEqual(['[-60.] mV', '[1. 2.]']);
    expect(String(copy.shared.value)).toBe('[3. 4.]');
    expect(String(copy.noise.rand(3))).toBe(String(net.noise.rand(3)));
  });

  it('keeps functions and quantities as they are, and tags', () => {
    const cell = new Cell();
    const copy = cell.copy();
    expect([copy.f === cell.f, copy.E === cell.E]).toEqual([true, true]);
    expect(copy.w.tags.has('plastic')).toBe(true);
  });

  it('can be made before its States are', () => {
    const copy = new Cell().copy();
    expect(() => copy.V.value).toThrow('Cell has no V yet');
    expect(String(initAllStates(copy).V.value)).toBe('[-60.] mV');
  });
});

describe('what hides something', () => {
  it('is copied with its hidden properties', () => {
    class Counter extends Module {
      private __seen = new Set<unknown>();
      part = new Cell();
      see(): number {
        return this.__seen.add(this.part).size;
      }
    }
    const counter = new Counter();
    counter.see();
    expect([counter.copy().see(), String(counter).includes('seen')]).toEqual([1, false]);
  });

  it('in #private fields is refused', () => {
    class Sealed extends Cell {
      #n = 0;
      next(): number {
        return this.#n++;
      }
    }
    class Below extends Sealed {}
    expect(() => new Below().copy()).toThrow('a Below cannot be copied, since the class Sealed has #private fields');
    expect(new Below().next()).toBe(0);
  });

  it('as a neuron does is copied: the two go their own ways', () => {
    const neuron = nn.initAllStates(new LIFRef(2));
    const copy = neuron.copy();
    const step = (one: LIFRef): unknown => environ.context({ dt: ms(0.1), t: ms(0) }, () => one.step(mA([1, 2])));
    expect(String(step(copy))).toBe(String(step(neuron)));
    expect(String(copy.V.value)).toBe(String(neuron.V.value));
    step(copy);
    expect(String(copy.V.value)).not.toBe(String(neuron.V.value));
    expect(String(copy)).toBe(String(neuron));
  });
});

describe('assignStateValues', () => {
  const net = (): Net => initAllStates(new Net());

  it('writes what matches, and tells what does not', () => {
    const target = net();
    const maps: StateValues[] = [
      { 'a.V': mV([1]), 'a.shared': mV([1]) },
      new Map<string | (string | number)[], unknown>([
        [['list', 1, 'b', 'V'], mV([3])],
        ['a.V', mV([2])],
      ]),
    ];
    const { unexpected, missing } = assignStateValues(target, ...maps);
    expect(unexpected).toEqual(['a.shared']);
    expect(missing).toEqual(['a.w', 'byName.c.V', 'byName.c.w', 'list.1.b.w', 'noise']);
    expect(String(target.a.V.value)).toBe('[2.] mV');
    expect(String(target.states().get('list.1.b.V')!.value)).toBe('[3.] mV');
  });

  it('takes the States of another module', () => {
    const [trained, target] = [net(), net()];
    trained.a.w.value = unitless([5, 6]);
    expect(assignStateValues(target, trained.states())).toEqual({ unexpected: [], missing: [] });
    expect(String(target.a.w.value)).toBe('[5. 6.]');
  });

  it('checks everything before it writes anything', () => {
    const target = net();
    const values = { 'a.V': mV([1]), 'a.w': ms([1, 2]) };
    expect(() => assignStateValues(target, values)).toThrow('Net.a.w wants a number without a unit, got [1. 2.] ms');
    expect(String(target.a.V.value)).toBe('[-60.] mV');
    expect(() => assignStateValues(3 as never, values)).toThrow('assignStateValues wants a Module, got 3');
  });
});
