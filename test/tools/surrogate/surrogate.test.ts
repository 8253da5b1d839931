import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { environ, LIFRef, Module, nn, ParamState, transform } from '../../../src/index.js';
import * as file from '../../../src/tools/file/index.js';
import * as surrogate from '../../../src/tools/surrogate/index.js';
import { math, mA, ms, mV, unitless, type Quantity } from '../../../src/unit/index.js';
import { near } from '../near.js';

const { InvSquareGrad, ReluGrad, Sigmoid, Surrogate } = surrogate;
type Numbers = Quantity<'one'>;

/** What a gradient sees at each x. */
function slope(rule: surrogate.Surrogate, x: number[] | Float64Array): Numbers {
  return transform.grad((x: Numbers) => rule.apply(x).sum())(unitless(x));
}

/** One of each class with its defaults. */
const all = Object.entries(surrogate)
  .filter(([name, value]) => /^[A-Z]/.test(name) && !['Surrogate', 'Smoothed'].includes(name) && typeof value === 'function')
  .map(([name, value]) => [name, new (value as new () => surrogate.Surrogate)()] as const);

describe('a surrogate', () => {
  it('spikes at zero and above, in the dtype of x', () => {
    const spikes = new ReluGrad().apply(unitless([-1, -1e-9, 0, 1e-9, 2]));
    expect(spikes.toArray()).toEqual([0, 0, 1, 1, 1]);
    expect(spikes.dtype).toBe('float32');
    expect(new ReluGrad().apply(unitless(Float64Array.of(1))).dtype).toBe('float64');
  });

  it('has its own slope: ReluGrad a triangle', () => {
    near(slope(new ReluGrad(), [-2, -1, -0.5, 0, 0.5, 1, 2]), [0, 0, 0.15, 0.3, 0.15, 0, 0], 1e-6);
    near(slope(new ReluGrad({ alpha: 1, width: 2 }), [1]), [1], 1e-6);
  });

  it('has its own slope: InvSquareGrad 1 / (alpha |x| + 1)^2', () => {
    near(slope(new InvSquareGrad(), [-0.01, 0, 0.01, 0.02]), [0.25, 1, 0.25, 1 / 9], 1e-6);
  });

  it('is a function too', () => {
    const x = unitless([-0.5, 0.25]);
    const loss = (x: Numbers): Numbers => surrogate.sigmoid(x, { alpha: 2 }).sum();
    near(transform.grad(loss)(x), [...(slope(new Sigmoid({ alpha: 2 }), [-0.5, 0.25]).toTypedArray() as Float32Array)], 0);
    expect(surrogate.s2nn(x).toArray()).toEqual([0, 1]);
  });

  it('prints as in braintools', () => {
    expect(String(new ReluGrad())).toBe('ReluGrad(alpha=0.3, width=1.0)');
    expect(String(new InvSquareGrad())).toBe('InvSquareGrad(alpha=100.0)');
    expect(String(new surrogate.S2NN())).toBe('S2NN(alpha=4.0, beta=1.0, epsilon=1e-08)');
    expect(String(new surrogate.SquarewaveFourierSeries())).toBe('SquarewaveFourierSeries(n=2, t_period=8.0)');
  });

  it('refuses a value with a unit, and parameters out of their range', () => {
    expect(() => new ReluGrad().apply(mV(1) as never)).toThrow('ReluGrad wants a number without a unit, got 1 mV');
    expect(() => new ReluGrad({ alpha: 0 })).toThrow('ReluGrad: alpha must be a positive, finite number, got 0');
    expect(() => new Sigmoid({ alpha: unitless([1, -2]) })).toThrow(/alpha must be a positive, finite number, got \[ ?1/);
    expect(() => new Sigmoid({ alpha: mV(1) as never })).toThrow('Sigmoid: alpha must be a positive, finite number, got 1 mV');
    expect(() => new surrogate.LeakyRelu({ alpha: NaN })).toThrow('alpha must be a finite number, zero or more, got NaN');
    expect(() => new surrogate.SquarewaveFourierSeries({ n: 1.5 })).toThrow('n must be a whole number above zero, got 1.5');
  });
});

describe.each(all)('%s', (_, rule) => {
  it('is the exact step forwards, and finite wherever a potential may be', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 }), (values) => {
        const x = unitless(values);
        expect(rule.apply(x).toArray()).toEqual(values.map((v) => (v >= 0 ? 1 : 0)));
        expect(math.isfinite(rule.derivative(x)).all().item()).toBe(1);
        expect(math.isfinite(rule.smooth(x)).all().item()).toBe(1);
      }),
      { numRuns: 30 },
    );
  });

  it('has finite second derivatives a hundred units away, by x and by its parameters', () => {
    const x = unitless([-100, -1, -0.25, 0.25, 1, 100]);
    const again = rule.constructor as new (options: object) => surrogate.Surrogate;
    const numbers = Object.entries(rule.parameters()).filter(([name]) => name !== 'n');
    const parameters = Object.fromEntries(numbers.map(([name, value]) => [name, unitless(value as number)]));
    const loss = (p: Record<string, Numbers>, x: Numbers): Numbers => new again(p).derivative(x).add(new again(p).smooth(x)).sum();
    const [byParameters, byX] = transform.grad(loss, { argnums: [0, 1] })(parameters, x);
    expect(math.isfinite(byX).all().item()).toBe(1);
    for (const gradient of Object.values(byParameters)) expect(math.isfinite(gradient).all().item()).toBe(1);
  });

  it('has the derivative of its smooth function', () => {
    const x = Float64Array.of(-3.3, -0.7, -0.2, 0.1, 0.4, 0.8, 1.7, 4.1);
    const exact = transform.grad((x: Numbers) => rule.smooth(x).sum())(unitless(x));
    near(rule.derivative(unitless(x)), [...(exact.toTypedArray() as Float64Array)], 1e-7, 1e-9);
  });

  it('comes back from JSON', () => {
    const text = JSON.stringify({ spkFun: rule });
    const { spkFun } = JSON.parse(text) as { spkFun: surrogate.SavedSurrogate };
    expect(String(surrogate.fromJSON(spkFun))).toBe(String(rule));
  });
});

describe('a parameter that is trained', () => {
  it('receives the gradient of the derivative, as a State or as an argument', () => {
    const alpha = new ParamState(unitless(2));
    const x = unitless([-0.5, 0, 0.5]);
    const loss = (): Numbers => new Sigmoid({ alpha }).apply(x).sum();
    const byState = transform.grad(loss, { gradStates: alpha })();
    const byArgument = transform.grad((alpha: Numbers) => surrogate.sigmoid(x, { alpha }).sum())(unitless(2));
    const direct = transform.grad((alpha: Numbers) => new Sigmoid({ alpha }).derivative(x).sum())(unitless(2));
    expect(byState.item()).toBeCloseTo(direct.item(), 6);
    expect(byArgument.item()).toBeCloseTo(direct.item(), 6);
  });

  it('leaves the spikes exact, one parameter for each neuron, infinite potentials included', () => {
    const alpha = new ParamState(unitless([1, 2, 3, 4]));
    const rule = new Sigmoid({ alpha });
    expect(rule.apply(unitless([-Infinity, -1e-30, 0, Infinity])).toArray()).toEqual([0, 0, 1, 1]);
    near(slope(rule, [0.5, 0.5, 0.5, 0.5]), [1, 2, 3, 4].map((a) => slope(new Sigmoid({ alpha: a }), [0.5]).item()), 1e-6);
  });

  it('changes what a learning step does: the gradient of a gradient', () => {
    const slopeAt = (alpha: Numbers): Numbers =>
      transform.grad((x: Numbers) => surrogate.sigmoid(x, { alpha }))(unitless(0.3)).sum();
    const gradient = transform.grad(slopeAt)(unitless(2)).item();
    const at = (alpha: number): number => new Sigmoid({ alpha }).derivative(unitless(Float64Array.of(0.3))).get(0).item();
    expect(gradient).toBeCloseTo((at(2 + 1e-5) - at(2 - 1e-5)) / 2e-5, 4);
  });

  it('belongs to a model by a property of it, and trains with the rest', () => {
    class Net extends Module {
      alpha = new ParamState(unitless(2));
      neuron = new LIFRef(3, { V_th: mV(10), spkFun: new Sigmoid({ alpha: this.alpha }) });
    }
    const net = nn.initAllStates(new Net());
    const loss = (): Numbers => environ.context({ dt: ms(1), t: ms(0) }, () => net.neuron.step(mA(5)).sum());
    const gradients = transform.grad(loss, { gradStates: net.states(ParamState) as Map<string, ParamState> })();
    expect([...gradients.keys()]).toEqual(['alpha']);
    expect(Math.abs(gradients.get('alpha')!.item())).toBeGreaterThan(0);
  });
});

describe('a surrogate of your own', () => {
  class Box extends Surrogate {
    static override readonly name = 'Box';
    width: surrogate.Parameter = 0.5;
    derivative = (x: Numbers): Numbers => math.where(x.abs().lt(this.width as number), 1, 0);
  }

  it('takes a name and a derivative', () => {
    near(slope(new Box(), [-1, 0.25, 1]), [0, 1, 0], 0);
    expect(String(new Box())).toBe('Box(width=0.5)');
    expect(() => new Box().smooth(unitless(1))).toThrow('Box has no smooth function');
  });

  it('is told from another one by its parameters, and from one of the same name', () => {
    const wide = new Box();
    wide.width = 2;
    near(slope(wide, [-1, 0.25, 1]), [1, 1, 1], 0);
    const other = (() => {
      class Box extends Surrogate {
        width = 0.5;
        derivative = (x: Numbers): Numbers => x.mul(0).add(7);
      }
      return new Box();
    })();
    near(slope(other, [-1, 0.25, 1]), [7, 7, 7], 0);
  });

  it('comes back from JSON when its class is named', () => {
    const box = new Box();
    box.width = 0.25;
    const saved = JSON.parse(JSON.stringify(box)) as surrogate.SavedSurrogate;
    expect(String(surrogate.fromJSON(saved, [Box]))).toBe('Box(width=0.25)');
    expect(() => surrogate.fromJSON(saved)).toThrow('there is no surrogate Box: name your own classes, fromJSON(saved, [Box])');
    expect(() => surrogate.fromJSON({ ...saved, parameters: { depth: 1 } }, [Box])).toThrow(
      'Box has the parameters width, the saved one has depth',
    );
    expect(() => surrogate.fromJSON(3 as never)).toThrow("fromJSON wants what a surrogate's toJSON() gave, got 3");
  });

  it('refuses to hold what cannot be told apart', () => {
    class Odd extends Surrogate {
      list = [1, 2];
      derivative = (x: Numbers): Numbers => x;
    }
    expect(() => new Odd().apply(unitless(1))).toThrow('Odd: list must be a number, a quantity without a unit or a State of one');
  });
});

describe('a surrogate in a file', () => {
  afterEach(() => environ.reset());

  it('is saved beside the weights, trained parameters and all', async () => {
    const rule = new surrogate.GaussianGrad({ sigma: new ParamState(unitless([0.25, 0.5])), alpha: 2 });
    const bytes = await file.toBytes({ w: mV([1, 2]), spkFun: rule.toJSON() });
    const { spkFun } = (await file.load(bytes)) as { spkFun: surrogate.SavedSurrogate };
    const again = surrogate.fromJSON(spkFun) as surrogate.GaussianGrad;
    expect(String(again)).toBe('GaussianGrad(alpha=2.0, sigma=[0.25 0.5 ])');
    expect(again.sigma).toBeInstanceOf(ParamState);
  });
});
