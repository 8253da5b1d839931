import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { callAllFunctions, HiddenState, initAllStates, Module, ParamState, resetAllStates, ShortTermState, State } from '../../src/state/index.js';
import { mV, unitless, type Quantity } from '../../src/unit/index.js';

class Cell extends Module {
  static override readonly states: readonly string[] = ['V'];
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(n: number) {
    super();
    this.inSize = n;
  }

  override initState({ batchSize }: { batchSize?: number | undefined } = {}): void {
    this.V = new HiddenState(mV(new Array(batchSize ?? 1).fill(-60)));
  }
}

class Tree extends Module {
  c = new ShortTermState(unitless([0, 0]));
  b = new Cell(1);
  a = new State(mV([0, 0, 0]));
  z: Module[] = [new Cell(1), this.b];
  _p = new Cell(1);
  again = this.b;
  d = { x: new Cell(1), a: new ParamState({ w: unitless([0, 0]), b: mV([0]) }) };
  dup = this.a;
  me = this;
  none = null;
}

// The order of brainstate: alphabetical attributes, the first path wins, children before their module.
describe('a tree of modules', () => {
  it('finds every State once, in alphabetical order', () => {
    const tree = initAllStates(new Tree());
    expect([...tree.states().keys()]).toEqual(['_p.V', 'a', 'again.V', 'c', 'd.a', 'd.x.V', 'z.0.V']);
    expect([...tree.states(ParamState).keys()]).toEqual(['d.a']);
    expect([...tree.states(ShortTermState).keys()]).toEqual(['_p.V', 'again.V', 'c', 'd.x.V', 'z.0.V']);
  });

  it('finds every module once, children first', () => {
    expect([...new Tree().nodes().keys()]).toEqual(['_p', 'again', 'd.x', 'z.0', '']);
  });

  it('prints in the order of definition, repeated objects by name', () => {
    class Small extends Module {
      first = new Cell(2);
      _hidden = this.first;
      list = [this.first, new Cell(3)];
      flags = { on: true, count: 2 };
      self = this;
      nothing = null;
    }
    const text = `Small(
  first=Cell(
    in_size=(2,)
  ),
  hidden=Cell(...),
  list=[
    Cell(...),
    Cell(
      in_size=(3,)
    )
  ],
  flags={
    'on': True,
    'count': 2
  },
  self=Small(...)
)`;
    expect(String(new Small())).toBe(text);
    expect(inspect(new Small())).toBe(text);
  });

  it('prints its name first', () => {
    expect(String(new Module({ name: 'net' }))).toBe('Module(\n  name=net\n)');
    expect(String(new Module())).toBe('Module()');
  });
});

describe('states of a module', () => {
  it('are asked for in vain before they are made', () => {
    expect(() => new Cell(1).V.value).toThrow('Cell has no V yet: call nn.initAllStates');
  });

  it('are made anew by initAllStates and set back by resetAllStates', () => {
    const cell = initAllStates(new Cell(1));
    const { V } = cell;
    V.value = mV([3]);
    resetAllStates(cell);
    expect(cell.V).toBe(V);
    expect(String(V.value)).toBe('[-60.] mV');
    expect(initAllStates(cell).V).not.toBe(V);
  });

  it('carry the place in the module in their errors', () => {
    const tree = initAllStates(new Tree());
    expect(() => (tree._p.V.value = mV([1, 2]))).toThrow('Tree._p.V has the shape (1,), got (2,)');
  });

  it('cannot be reset before they are made, nor to another batch size', () => {
    expect(() => resetAllStates(new Cell(1))).toThrow('Cell has no V yet');
    const cell = initAllStates(new Cell(1), { batchSize: 2 });
    const { V } = cell;
    expect(() => resetAllStates(cell)).toThrow('Cell.V has the shape (2,), got (1,)');
    expect(cell.V).toBe(V);
    expect(() => initAllStates(cell, { batchSize: 0 })).toThrow('batchSize must be a positive integer, got 0');
  });
});

describe('callAllFunctions', () => {
  it('calls methods without an order first, then by rising order', () => {
    const calls: string[] = [];
    class Log extends Module {
      constructor(readonly id: string) {
        super();
      }
      note(): void {
        calls.push(this.id);
      }
    }
    class Late extends Log {
      static callOrder = { note: 2 };
    }
    class Early extends Log {
      static callOrder = { note: 0 };
    }
    class Net extends Log {
      a = new Late('late');
      b = new Early('early');
      c = new Log('plain');
    }
    callAllFunctions(new Net('net'), 'note');
    expect(calls).toEqual(['plain', 'net', 'early', 'late']);
  });

  it('says which module lacks the method, or passes over it', () => {
    expect(() => callAllFunctions(new Module(), 'fly')).toThrow('Module has no method fly');
    callAllFunctions(new Module(), 'fly', [], { missing: 'pass' });
    expect(() => initAllStates({} as Module)).toThrow('initState wants a Module, got {}');
  });

  it('leaves out what it is told to', () => {
    const tree = initAllStates(new Tree(), { exclude: [Cell] });
    expect(() => tree.b.V).toThrow('has no V yet');
  });
});
