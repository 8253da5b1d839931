import { describe, expect, it } from 'vitest';
import { environ, LIFRef, nn, transform } from '../../src/index.js';
import {
  filter,
  HiddenState,
  initAllStates,
  Module,
  ParamState,
  random,
  vmapCallAllFunctions,
  vmapInitAllStates,
} from '../../src/state/index.js';
import { mA, math, ms, mV, slice, type Quantity } from '../../src/unit/index.js';

class Cell extends Module {
  static override readonly states: readonly string[] = ['V', 'w'];
  declare V: HiddenState<Quantity<'voltage'>>;
  declare w: ParamState;

  constructor(readonly fails = false) {
    super();
  }

  override initState(): void {
    this.V = new HiddenState(random.normal({ loc: mV(-60), scale: mV(1), size: 3 }));
    this.w = new ParamState(math.zeros(2));
    if (this.fails) throw new Error('no');
  }
}

class Net extends Module {
  a = new Cell();
  b: Cell;

  constructor(fails = false) {
    super();
    this.b = new Cell(fails);
  }
}

describe('States made in lanes', () => {
  it('have a first axis, and numbers of their own in each lane', () => {
    random.seed(1);
    const net = vmapInitAllStates(new Net(), { axisSize: 4 });
    expect([...net.states()].map(([path, state]) => [path, ...state.stored.map((x) => x.shape)])).toEqual([
      ['a.V', [4, 3]],
      ['a.w', [4, 2]],
      ['b.V', [4, 3]],
      ['b.w', [4, 2]],
    ]);
    expect(new Set([net.a.V, net.b.V].flatMap((V) => (V.value.toArray(mV) as number[][]).flat())).size).toBe(24);
    expect(net.a.V.value.unit).toBe(mV);
    expect(() => (net.a.V.value = mV([1, 2, 3]))).toThrow('Net.a.V has the shape (4, 3), got (3,)');
  });

  it('are the same from the same seed', () => {
    const values = (): string => {
      random.seed(2);
      return String(vmapInitAllStates(new Net(), { axisSize: 2 }).b.V.value);
    };
    expect(values()).toBe(values());
  });

  it('can be tagged, and some be left without the axis', () => {
    const net = vmapInitAllStates(new Net(), { axisSize: 4, stateTag: 'lanes', stateToExclude: ParamState });
    expect(net.a.w.value.shape).toEqual([2]);
    expect([...net.states(filter.all('lanes', HiddenState)).keys()]).toEqual(['a.V', 'b.V']);
  });

  it('go through a loop as others do', () => {
    const net = vmapInitAllStates(new Net(), { axisSize: 2 });
    const before = net.a.V.value;
    transform.forLoop(() => {
      net.a.V.value = net.a.V.value.add(mV(1));
    }, math.arange(3));
    expect(String(net.a.V.value.sub(before).max())).toBe('3. mV');
  });

  it('are made by any method', () => {
    const net = vmapCallAllFunctions(new Net(), 'initState', [], { axisSize: 3, exclude: Net });
    expect(net.b.V.value.shape).toEqual([3, 3]);
  });

  it('leave the module as it was when one cannot be made', () => {
    const net = new Net(true);
    expect(() => vmapInitAllStates(net, { axisSize: 4 })).toThrow('no');
    expect(() => net.a.V.value).toThrow('Cell has no V yet');
    expect(() => initAllStates(net)).toThrow('no');
    expect(() => net.a.V.value).toThrow('Cell has no V yet');
    const made = initAllStates(new Net());
    const { V } = made.a;
    made.b = new Cell(true);
    expect(() => vmapInitAllStates(made, { axisSize: 4 })).toThrow('no');
    expect(made.a.V).toBe(V);
  });

  it('are refused without a number of lanes', () => {
    expect(() => vmapInitAllStates(new Net(), { axisSize: 0 })).toThrow('axisSize must be a positive integer, got 0');
    expect(() => vmapInitAllStates(new Net(), {} as never)).toThrow('axisSize must be a positive integer, got undefined');
  });
});

describe('a delay made in lanes', () => {
  class Delayed extends Module {
    cell = new LIFRef(3, { V_th: mV(1) });
    past = this.cell.prefetchDelay('V', ms(0.2));
    layer = new nn.Linear(3, 2);
  }
  const dt = ms(0.1);

  it('has a buffer for each lane and one write pointer for all', () => {
    const net = environ.context({ dt }, () => vmapInitAllStates(new Delayed(), { axisSize: 4, stateTag: 'lanes' }));
    const shapes = [...net.states()].map(([path, state]) => [path, state.stored[0].shape]);
    expect(Object.fromEntries(shapes)).toMatchObject({
      'cell._afterUpdates.V-prefetch-delay-None.history': [4, 3, 3],
      'cell._afterUpdates.V-prefetch-delay-None.writePtr': [],
    });
    expect([...net.states('lanes').keys()].filter((path) => path.endsWith('writePtr'))).toEqual([]);
  });

  it('runs in lanes as each of them does alone', () => {
    const drive = [1, 2, 30];
    const run = (step: (input: Quantity<'current'>) => unknown, input: Quantity<'current'>) =>
      transform.forLoop.with({ length: 20 })(
        (i) => environ.context({ dt, t: dt.mul(i) }, () => step(input) as [Quantity<'voltage'>, Quantity<'one'>]),
        math.arange(20),
      );
    const step = (net: Delayed) => (input: Quantity<'current'>) => {
      const past = net.past.step();
      return [past, net.layer.step(net.cell.step(input))] as const;
    };
    const net = environ.context({ dt }, () => vmapInitAllStates(new Delayed(), { axisSize: 3, stateTag: 'lanes' }));
    const lanes = net.states('lanes');
    const [past] = run(transform.vmap(step(net), { inStates: lanes, outStates: lanes }), mA(drive));
    drive.forEach((I, lane) => {
      const alone = environ.context({ dt }, () => initAllStates(new Delayed()));
      const [wanted] = run(step(alone), mA(I));
      // To rounding: numbers that are the same in all steps are folded in another order.
      expect(past.get(slice(), lane).sub(wanted).abs().max().item(mV)).toBeLessThan(1e-6);
      expect(wanted.max().item(mV)).toBeGreaterThan(0.01);
    });
  });
});
