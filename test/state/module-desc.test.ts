import { describe, expect, it } from 'vitest';
import { callAllFunctions, callOrder, Desc, filter, getUniqueName, HiddenState, Module } from '../../src/state/index.js';
import { ms, mV, unitless, volt, type Quantity } from '../../src/unit/index.js';

interface Options {
  tau?: Quantity<'time'>;
  scale?: number;
  label?: string;
  f?: (x: number) => number;
}

class Syn extends Module {
  constructor(
    readonly n: number,
    readonly m: number,
    readonly options: Options = {},
  ) {
    super();
  }
}

describe('a description of a module', () => {
  it('makes one, with options joined, the later over the earlier', () => {
    const syn = Syn.desc(2, 3, { tau: ms(5), scale: 1 }).create({ scale: 2, label: 'a' }, { label: 'b' });
    expect(syn).toBeInstanceOf(Syn);
    expect([syn.n, syn.m, syn.options.scale, syn.options.label]).toEqual([2, 3, 2, 'b']);
    expect(String(syn.options.tau)).toBe('5. ms');
  });

  it('takes what was missing', () => {
    expect(Syn.desc(undefined, 3).create(7)).toMatchObject({ n: 7, m: 3 });
    expect(Syn.desc(4).create(7, { scale: 2 })).toMatchObject({ n: 4, m: 7, options: { scale: 2 } });
    expect(Syn.desc(undefined, undefined, { scale: 1 }).create(7, 8)).toMatchObject({ n: 7, m: 8, options: { scale: 1 } });
  });

  it('makes a new one each time, and stays as it was', () => {
    const desc = Syn.desc(2, 3, { scale: 1 });
    expect(desc.create({ scale: 5 })).not.toBe(desc.create());
    expect(desc.create().options.scale).toBe(1);
  });

  it('prints as a call', () => {
    const f = (x: number): number => x;
    expect(String(Syn.desc(2, 3, { tau: ms(5), label: 'a', f }))).toBe(
      `ParamDescriber(Syn(2, 3, tau=Quantity(5., "ms"), label='a', f=f))`,
    );
  });

  it('equals another with the same class, equal quantities and the same functions', () => {
    const f = (): number => 1;
    const desc = (tau: Quantity<'time'>): Desc<Syn> => Syn.desc(2, 3, { tau, f });
    expect(desc(ms(5)).equals(desc(ms(5)))).toBe(true);
    expect(desc(ms([1, 2])).equals(desc(ms([1, 2])))).toBe(true);
    expect(desc(ms(5)).equals(desc(ms(6)))).toBe(false);
    expect(desc(ms([1, 2])).equals(desc(ms([1, 3])))).toBe(false);
    expect(desc(ms(5)).equals(Syn.desc(2, 3, { tau: ms(5), f: () => 1 }))).toBe(false);
    expect(Syn.desc(2, 3).equals(Syn.desc(2, 4))).toBe(false);
    expect(Syn.desc(2, 3).equals(Module.desc())).toBe(false);
    class Other extends Syn {}
    expect(Syn.desc(2, 3).equals(Other.desc(2, 3))).toBe(false);
    expect(new Desc(HiddenState, [mV([1])]).equals(new Desc(HiddenState, [volt([0.5])]))).toBe(false);
  });

  it('is of a class', () => {
    expect(() => new Desc(3 as never)).toThrow('a description is of a class, got 3');
  });
});

describe('callOrder', () => {
  const calls: string[] = [];

  class Step extends Module {
    note(): void {
      calls.push('none');
    }
  }
  class Decorated extends Module {
    static {
      // What the decorator @callOrder(3) does.
      this.prototype.note = callOrder(3)(this.prototype.note);
    }
    note(): void {
      calls.push('3');
    }
  }
  class Inherits extends Decorated {}
  class Overrides extends Decorated {
    override note(): void {
      calls.push('overridden');
    }
  }
  class ByClass extends Module {
    static readonly callOrder: Readonly<Record<string, number>> = { note: 1 };
    note(): void {
      calls.push('1');
    }
  }
  class ByClassBelow extends ByClass {
    override note(): void {
      calls.push('1 below');
    }
  }
  class Plain extends Module {
    note(): void {
      calls.push('0');
    }
  }
  Plain.prototype.note = callOrder(0)(Plain.prototype.note);

  // As in brainstate: the order belongs to the function, so a method that overrides one has none of its own.
  it('is that of the method, or of the class and those below it', () => {
    class Net extends Module {
      a = new Inherits();
      b = new Overrides();
      c = new ByClassBelow();
      d = new ByClass();
      e = new Plain();
      f = new Step();
      note(): void {
        calls.push('net');
      }
    }
    callAllFunctions(new Net(), 'note');
    expect(calls).toEqual(['overridden', 'none', 'net', '0', '1 below', '1', '3']);
  });

  it('is an integer from 0 to 9', () => {
    expect(() => callOrder(10)).toThrow('a call order is an integer from 0 to 9, got 10');
    class Wrong extends Module {
      static readonly callOrder = { note: -1 };
      note(): void {}
    }
    expect(() => callAllFunctions(new Wrong(), 'note')).toThrow('a call order is an integer from 0 to 9, got -1');
  });
});

describe('leaving modules out', () => {
  it('goes by modules, classes, tags of paths and functions', () => {
    const met: string[] = [];
    class Leaf extends Module {
      constructor(readonly id: string) {
        super();
      }
      meet(): void {
        met.push(this.id);
      }
    }
    class Special extends Leaf {}
    class Net extends Leaf {
      a = new Leaf('a');
      b = [new Special('b0'), new Leaf('b1')];
    }
    const net = new Net('net');
    const meet = (exclude: Parameters<typeof callAllFunctions>[3]): string[] => {
      met.length = 0;
      callAllFunctions(net, 'meet', [], exclude);
      return [...met];
    };
    expect(meet({})).toEqual(['a', 'b0', 'b1', 'net']);
    expect(meet({ exclude: [net.a, Special] })).toEqual(['b1', 'net']);
    expect(meet({ exclude: filter.pathContains(1) })).toEqual(['a', 'b0', 'net']);
    expect(meet({ exclude: filter.not(Special) })).toEqual(['b0']);
    expect(() => meet({ exclude: 3 as never })).toThrow('a filter is a class, a tag, a function');
  });
});

describe('getUniqueName', () => {
  it('counts for each type', () => {
    class Layer extends Module {}
    expect([getUniqueName(Layer), getUniqueName('Layer', 'conv_'), getUniqueName('other')]).toEqual(['Layer0', 'conv_Layer1', 'other0']);
  });
});

describe('States that a class keeps out of sight', () => {
  it('are neither found nor printed', () => {
    class Secret extends Module {
      static override readonly invisible: readonly string[] = ['cache'];
      cache = new HiddenState(unitless([1]));
    }
    expect([String(new Secret()), new Secret().states().size]).toEqual(['Secret()', 0]);
  });
});
