// A call that fails while it runs, after its trace: what the trace did besides writing States is undone as well.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environ, LIFRef, nn, transform, u, type Quantity } from '../../../src/index.js';

const { mA, mV, ms, unitless } = u;

beforeEach(() => environ.set({ dt: ms(0.1), t: ms(0) }));
afterEach(() => environ.reset());

/** A neuron with inputs that wait for its next step. */
function waiting() {
  const neuron = nn.initAllStates(new LIFRef(2, { V_th: mV(1), tau: ms(20) }));
  neuron.addCurrentInput('once', mA(1));
  neuron.addDeltaInput('kick', mV(0.5));
  const pending = () => [neuron.getInput('once'), neuron.getInput('kick')].map(String);
  return { neuron, pending };
}

/** A step that uses the inputs up, and a check that fails when it runs. */
function failing(neuron: LIFRef): Quantity<'one'> {
  const spikes = neuron.step(mA(1));
  transform.jitErrorIf(u.math.any(neuron.V.value.lt(mV(100))), 'too low');
  return spikes;
}

describe('pending inputs are still there', () => {
  const calls: Record<string, (neuron: LIFRef) => unknown> = {
    jit: (neuron) => transform.jit(() => failing(neuron))(),
    forLoop: (neuron) => transform.forLoop.with({ length: 3 })(() => failing(neuron)),
    scan: (neuron) => transform.scan((c: Quantity<'one'>, x: Quantity<'one'>) => [c, x.add(failing(neuron))], unitless(0), unitless([1, 2])),
    cond: (neuron) => transform.cond(unitless(1).gt(0), () => failing(neuron), () => unitless([0, 0])),
    grad: (neuron) => transform.grad(() => failing(neuron).sum(), { gradStates: neuron.V })(),
    vjp: (neuron) => transform.vjp(() => failing(neuron).sum(), [], { gradStates: neuron.V }),
    vmap: (neuron) => transform.vmap((x: Quantity<'one'>) => x.add(failing(neuron)))(unitless([1, 2])),
  };
  test.each(Object.keys(calls))('after a %s whose check fails', (name) => {
    const { neuron, pending } = waiting();
    const before = pending();
    expect(() => calls[name](neuron)).toThrow('too low');
    expect(pending()).toEqual(before);
    expect(neuron.V.value.toArray(mV)).toEqual([0, 0]);
  });

  test('after a run that meets a NaN', () => {
    const { neuron, pending } = waiting();
    const before = pending();
    environ.set({ debug: 'nan' });
    expect(() => transform.jit(() => neuron.step(mA(1).div(unitless(0).mul(neuron.V.value.in(mV).div(mV(1))))))()).toThrow(/LIFRef\.V is (NaN|Infinity)/);
    expect(pending()).toEqual(before);
  });

  test('after a vjp that is refused', () => {
    const { neuron, pending } = waiting();
    expect(() => transform.vjp(() => neuron.step(mA(1)).gt(0), [], { gradStates: neuron.V })).toThrow();
    expect(pending()).toHaveLength(2);
  });

  test('after a run for which there is no memory', () => {
    const { neuron, pending } = waiting();
    const before = pending();
    const step = () => neuron.step(mA(1)).add(u.math.zeros([1000, 2]));
    expect(() => transform.forLoop.with({ length: 1e9 })(step)).toThrow(/this run needs/);
    expect(pending()).toEqual(before);
  });
});

test('a call that succeeds has used them up, and a prepared run has taken them with it', () => {
  const { neuron } = waiting();
  transform.jit(() => neuron.step(mA(1)))();
  expect(() => neuron.getInput('once')).toThrow(/once/);
  neuron.addCurrentInput('once', mA(1));
  const run = transform.prepare.with({ length: 2 })(() => failing(neuron));
  expect(() => run.start()).toThrow('too low');
  expect(() => neuron.getInput('once')).toThrow(/once/);
});
