import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { environ, init, LIFRef, nn, ParamState, Quantity, random, State, transform, u } from '../../../src/index.js';

// Made with brainstate by tools/golden/state-transforms.py.
type Golden = number | boolean | Golden[] | { [key: string]: Golden };
const golden = JSON.parse(
  readFileSync(new URL('../../golden/state-transforms.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, Golden>>;

const { mA, mV, ms, ohm, unitless } = u;
const { math } = u;
type One = Quantity<'one'>;

/** Nested lists of the numbers in a tree, as the golden file has them. */
function plain(x: unknown): Golden {
  if (x instanceof Quantity) return x.toArray() as Golden;
  if (Array.isArray(x)) return x.map(plain);
  return Object.fromEntries(Object.entries(x as object).map(([key, value]) => [key, plain(value)]));
}

function close(got: Golden, wanted: Golden, digits = 10): void {
  const flatten = (x: Golden): number[] =>
    typeof x === 'object' ? Object.keys(x).sort().flatMap((key) => flatten((x as Record<string, Golden>)[key])) : [Number(x)];
  const shape = (x: Golden): unknown =>
    Array.isArray(x) ? x.map(shape) : typeof x === 'object' ? Object.fromEntries(Object.entries(x).map(([k, v]) => [k, shape(v)])) : 0;
  expect(shape(got)).toEqual(shape(wanted));
  const values = flatten(wanted);
  flatten(got).forEach((x, i) => expect(x / Math.max(1, Math.abs(values[i]))).toBeCloseTo(values[i] / Math.max(1, Math.abs(values[i])), digits));
}

const double = <T>(f: () => T): T => environ.context({ precision: 64 }, f);

describe('derivatives are those of brainstate', () => {
  const wanted = golden.derivatives;
  const setUp = () => {
    const w = new ParamState(mV([1, 2, -0.5]));
    const b = new ParamState(ms(3));
    const seen = new State(unitless(0));
    const x = unitless([0.3, -1.2, 2]);
    const loss = (x: One, k: One | number) => {
      seen.value = seen.value.add(1);
      const y = math.tanh(w.value.div(mV(1)).mul(x)).mul(b.value.div(ms(1)));
      return [y.pow(2).sum().mul(k as One), { y }] as const;
    };
    return { w, b, seen, x, loss };
  };

  test('grad: gradients of States and arguments, then the value, then the rest', () =>
    double(() => {
      const { w, b, seen, x, loss } = setUp();
      const both = transform.grad(loss, { gradStates: { w, b }, argnums: [0, 1], hasAux: true, returnValue: true });
      const found = both(x, unitless(2));
      close(plain(found), wanted.grad);
      const [[states]] = found;
      expect([String(states.w.unit), String(states.b.unit)]).toEqual(['mV', 'ms']);
      close(plain(seen.value), wanted.seen);
      close(plain(transform.grad(loss, { gradStates: [b, w], hasAux: true })(x, 2)[0]), wanted.gradList);
    }));

  test('grad with unitAware: the unit of the value by that of the State', () =>
    double(() => {
      const { w, b } = setUp();
      const found = transform.grad(() => w.value.pow(2).sum().mul(b.value), { gradStates: { w, b }, unitAware: true })();
      close(plain(found), wanted.aware);
      expect([found.w.dim, found.b.dim]).toEqual(['magneticFlux', 'kg^2 m^4 s^-6 A^-2']);
    }));

  test('vectorGrad, jacrev, jacfwd', () =>
    double(() => {
      const { w, b, x } = setUp();
      const several = (x: One): One =>
        math.sin(x.get(u.slice(0, 2))).reshape([2, 1]).mul(w.value.div(mV(1))).mul(b.value.div(ms(1)));
      close(plain(transform.vectorGrad((x: One) => x.pow(3))(x)), wanted.vectorGrad);
      const rows = transform.jacrev(several, { gradStates: { w, b }, argnums: 0 })(x);
      const columns = transform.jacfwd(several, { gradStates: { w, b }, argnums: 0 })(x);
      close(plain(rows), wanted.jacrev);
      close(plain(columns), wanted.jacfwd);
      expect(rows[0].w.dim).toBe('voltage');
      close(plain(transform.jacrev((x: One) => ({ a: x.pow(2), b: x.sum() }))(x)), wanted.jacTree);
      close(plain(transform.jacfwd((x: One) => ({ a: x.pow(2), b: x.sum() }))(x)), wanted.jacTree);
    }));

  test('hessian, by States and by arguments', () =>
    double(() => {
      const [p, q] = [new ParamState(unitless([1, 2, -0.5])), new ParamState(unitless(3))];
      const { x } = setUp();
      close(plain(transform.hessian(() => p.value.pow(3).sum().mul(q.value.pow(2)), { gradStates: { p, q } })()), wanted.hessian);
      const sines = (x: One, k: One): One => math.sin(x.mul(k)).sum();
      close(plain(transform.hessian(sines, { argnums: [0, 1] })(x, unitless(2))), wanted.hessianArgs);
    }));

  test('jvp and vjp', () =>
    double(() => {
      const { w, x } = setUp();
      const f = (x: One): Quantity<'voltage'> => w.value.mul(math.exp(x));
      close(plain(transform.jvp(f, [x], [unitless([1, 1, 1])])), wanted.jvp);
      const [value, pullback] = transform.vjp(f, [x], { gradStates: w });
      close(plain([value, pullback(mV([1, 0, 2]))]), wanted.vjp);
    }));
});

describe('loops of a network are those of brainstate', () => {
  test.each(['loop', 'checkpointed'])('the gradient through LIFRef steps: %s', (kind) => {
    environ.context({ precision: 64, dt: ms(0.1) }, () => {
      const neuron = new LIFRef(3, {
        R: ohm(1),
        tau: ms(5),
        V_th: mV(-50),
        V_rest: mV(-60),
        V_reset: mV(-60),
        tau_ref: ms(1),
        V_initializer: new init.Constant(mV(-55)),
      });
      const w = new ParamState(mA([12, 25, 40]));
      const step = (i: One, f: One) =>
        environ.context({ i, t: environ.getDt().mul(i) }, () => {
          const current = transform.cond(f.gt(1), () => w.value.mul(f), () => w.value);
          return [neuron.step(current), neuron.V.value] as const;
        });
      nn.initAllStates(neuron);
      const loop = kind === 'loop' ? transform.forLoop : transform.checkpointedForLoop.with({ base: 4 });
      const loss = () => {
        const [spikes, V] = loop(step, math.arange(0, 60, 1), math.linspace(0.5, 1.5, 60));
        return spikes.mean().add(V.div(mV(1)).add(55).pow(2).mean());
      };
      close(plain(transform.grad(loss, { gradStates: w, returnValue: true })()), golden.network[kind]);
    });
  });

  test('descent inside a loop', () =>
    double(() => {
      const w = new ParamState(unitless([0.5, -0.3]));
      const xs = unitless(Array.from({ length: 5 }, () => [[1, 2], [0.5, -1], [2, 0.3], [-1, 1]]).flat());
      const ys = unitless(Array.from({ length: 5 }, () => [1, 0, 2, -1]).flat());
      const losses = transform.forLoop((x: One, y: One) => {
        const loss = () => math.tanh(w.value.mul(x).sum()).sub(y).pow(2);
        const [gradient, value] = transform.grad(loss, { gradStates: w, returnValue: true })();
        w.value = w.value.sub(gradient.mul(0.1));
        return value;
      }, xs, ys);
      close(plain({ losses, w: w.value }), golden.training);
    }));
});

describe('control flow is that of brainstate', () => {
  const wanted = golden.control;
  test('scan, checkpointedScan and whileLoop hand States on', () =>
    double(() => {
      const s = new State(unitless([1, 2]));
      const step = (c: One, x: One) => {
        s.value = s.value.mul(0.5).add(x);
        return [c.mul(0.9).add(s.value.sum()), s.value.mul(c)] as const;
      };
      const xs = math.arange(0, 7, 1);
      close(plain(transform.scan(step, 0.1, xs)), wanted.scan);
      close(plain(s.value), wanted.afterScan);
      close(plain(transform.scan(step, 0.1, xs, { reverse: true })), wanted.reversed);
      close(plain(transform.checkpointedScan(step, 0.1, xs, { base: 2 })), wanted.checkpointedScan);
      close(plain(s.value), wanted.afterAll);
      const last = transform.whileLoop(
        (x) => x.add(s.value.sum()).lt(40),
        (x) => {
          s.value = s.value.add(1);
          return x.mul(1.5);
        },
        1,
      );
      close(plain(last), wanted.while);
      close(plain(s.value), wanted.afterWhile);
    }));

  test('boundedWhileLoop ends at the bound, and has a gradient', () =>
    double(() => {
      const grown = (n: number) => transform.boundedWhileLoop((x) => x.lt(100), (x) => x.mul(1.5), 1, { maxSteps: n, base: 3 });
      close(plain([0, 1, 5, 9, 10, 11, 12, 30].map(grown)), wanted.bounded);
      const root = (a: One) =>
        transform.boundedWhileLoop((x) => x.mul(x).sub(a).abs().gt(1e-9), (x) => x.add(a.div(x)).mul(0.5), a, { maxSteps: 20, base: 4 });
      close(plain(transform.grad(root, { returnValue: true })(unitless(7))), wanted.boundedGrad);
    }));

  test('switch takes the nearest branch, ifelse without its check the first', () => {
    const taken = [-2, 0, 1, 2, 5].map((i) => transform.switch(i, [(v) => v.add(1), (v) => v.mul(10), (v) => v.neg()], unitless(3)));
    close(plain(taken), wanted.switch);
    const first = [[0, 1, 1], [0, 0, 0], [1, 1, 1]].map((conditions) =>
      transform.ifelse.with({ checkCond: false })(conditions, [() => 1, () => 2, () => 3]),
    );
    close(plain(first), wanted.firstTrue);
  });
});

describe('random numbers inside of a transform are those of brainstate', () => {
  const w = new ParamState(unitless(2));
  const zero = unitless(0);
  const made: State[] = [];
  const cases: Record<string, () => unknown> = {
    cond: () => transform.cond(true, () => random.rand(2), () => unitless([0, 0])),
    condOther: () => transform.cond(false, () => random.rand(2), () => unitless([0, 0])),
    scan: () => transform.scan((c) => [c.add(random.rand()), random.rand(2)], zero, math.arange(0, 3, 1)),
    while: () => transform.whileLoop((x) => x.lt(2), (x) => x.add(random.rand()), zero),
    checkpoint: () =>
      transform.grad(() => transform.checkpoint(() => w.value.mul(random.rand(3)).sum().pow(2))(), { gradStates: w })(),
    checkpointedLoop: () =>
      transform.checkpointedForLoop.with({ base: 2 })((x: One) => x.add(random.rand()), math.arange(0, 5, 1)),
    vmap: () => transform.vmap((x: One) => x.add(random.rand(2)))(math.arange(0, 3, 1)),
    vmapLoop: () =>
      transform.vmap((x: One) => transform.forLoop((i: One) => i.add(x).add(random.rand()), math.arange(0, 2, 1)))(math.arange(0, 3, 1)),
    map: () => transform.map.with({ batchSize: 2 })((x: One) => x.add(random.rand()), math.arange(0, 5, 1)),
    fwdGrad: () => transform.fwdGrad((x: One) => x.pow(2).sum())(unitless([2, 3])),
    fwdGradMany: () =>
      transform.fwdGrad((x: One) => x.pow(2).sum(), { tangentSize: 5, drctDerClip: 4, key: 0 })(unitless([2, 3])),
    newStates: () =>
      transform.vmapNewStates(() => {
        made.splice(0, 2, new State(random.rand(2)), new State(unitless([0, 0])));
        return made[0].value;
      }, { axisSize: 3 })(),
  };
  test.each(Object.entries(cases))('%s', (name, run) => {
    random.seed(11);
    const found = run();
    close(plain([found, random.rand()]), golden.draws[name], 6);
  });

  test('States that are made in lanes have them along a first axis', () => {
    close(plain(made.map((state) => state.value)), golden.draws.made, 6);
    made[1].value = made[1].value.add(1);
    expect(made[1].value.shape).toEqual([3, 2]);
  });
});
