import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BrainError, environ, HiddenState, init, LIFRef, nn, record, State, transform, u, type Quantity } from '../../src/index.js';

const { mA, mV, ms, unitless } = u;
const steps = (n: number): Quantity<'one'> => u.math.arange(0, n, 1);

beforeEach(() => environ.set({ debug: 'nan' }));
afterEach(() => environ.reset());

function refusal(run: () => unknown): BrainError {
  try {
    run();
  } catch (error) {
    if (error instanceof BrainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe("environ.set({ debug: 'nan' })", () => {
  test('names the State, the step, the neuron and the line', () => {
    const x = new State(unitless([3, 2, 5, 9]), { name: 'Decay.x' });
    const fall = (): void => {
      x.value = x.value.sub(1);
      x.value = x.value.add(u.math.sqrt(x.value).mul(0)); // the line that makes it
    };
    const error = refusal(() => transform.forLoop.with({ length: 10 })(fall));
    expect(error.message).toMatch(/^Decay\.x is NaN in step 2, neuron 1: sqrt of -1 gives NaN \(at .*nan\.test\.ts:25:\d+\)$/);
    expect(x.value.toArray()).toEqual([3, 2, 5, 9]);
  });

  test('says so of a neuron deep in a model', () => {
    const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(3, { V_th: mV(1) })));
    const step = (t: Quantity<'time'>) =>
      environ.context({ t, dt: ms(0.1) }, () => neuron.step(mA(1).div(unitless([1, 1, 1]).sub(u.math.where(t.gt(ms(0.25)), unitless([0, 0, 1]), unitless(0))))));
    const error = refusal(() => transform.forLoop(step, u.math.arange(ms(0), ms(1), ms(0.1))));
    expect(error.message).toMatch(/^LIFRef\.V is Infinity in step 3, neuron 2: div of 1 and 0 gives Infinity \(at .*nan\.test\.ts:35:/);
    expect(neuron.V.value.toArray()).toEqual([0, 0, 0]);
  });

  test('looks at what is recorded, too, and at positions of a grid', () => {
    const error = refusal(() =>
      transform.forLoop((i) => ({ a: i, b: unitless([[1, 1], [1, 1]]).div(unitless([[9, 9], [9, 3]]).sub(i)) }), steps(5)),
    );
    expect(error.message).toMatch(/^result b is Infinity in step 3, neuron \(1, 1\): div of 1 and 0 gives Infinity/);
  });

  test('goes into branches and loops of the step', () => {
    const x = new State(unitless([1, 4]), { name: 'x' });
    const error = refusal(() =>
      transform.forLoop((i) => {
        transform.forLoop((k) => {
          x.value = x.value.sub(k.mul(i));
          x.value = u.math.sqrt(x.value);
        }, steps(3));
      }, steps(5)),
    );
    expect(error.message).toMatch(/^x is NaN in step 1, neuron 0: sqrt of -\d.* gives NaN \(at .*nan\.test\.ts:\d+/);
  });

  test('knows what was there from the start', () => {
    const last = new State(ms([-Infinity, 3]), { name: 'last' });
    const seen = transform.forLoop((i) => {
      last.value = u.math.where(i.gt(unitless([5, 1])), ms(1), last.value);
      return last.value;
    }, steps(4));
    expect(seen.get(0, 0).item(ms)).toBe(-Infinity);
    const x = new State(unitless([1]), { name: 'x' });
    const input = refusal(() => transform.forLoop((i) => (x.value = x.value.add(i)), unitless([1, NaN])));
    expect(input.message).toBe('x is NaN in step 1, neuron 0: it comes from input 1');
    const from = refusal(() => transform.forLoop(() => (x.value = x.value.mul(last.value.get(u.slice(0, 1)).div(ms(1)))), steps(2)));
    expect(from.message).toMatch(/^x is -Infinity in step 0, neuron 0: it comes from last, as it was before/);
  });

  test('watches runs in chunks and backwards, and what runs without a loop', async () => {
    const x = new HiddenState(init.param(new init.Constant(unitless(2)), [2]), { name: 'x' });
    const run = transform.prepare.with({ reverse: true })((i) => {
      x.value = x.value.div(i.sub(3));
      return [record.every(2, x.value)];
    }, steps(6));
    await expect(run.startAsync({ onChunk: () => undefined })).rejects.toThrow(/^x is Infinity in step 2, neuron 0: div of 1 and 0/);
    expect(x.value.toArray()).toEqual([2, 2]);
    const jitted = refusal(() => transform.jit(() => u.math.log(x.value.sub(2)))());
    expect(jitted.message).toMatch(/^result is -Infinity, neuron 0: log of 0 gives -Infinity/);
  });

  test('lets a run without any be what it is', () => {
    const run = () => {
      const x = new State(unitless([0.5]));
      const seen = transform.forLoop((i) => (x.value = u.math.sin(x.value.mul(i))), steps(20));
      return [...seen.toTypedArray(), x.value.item()];
    };
    const watched = run();
    environ.set({ debug: false });
    expect(run()).toEqual(watched);
  });

  test('is off unless it is set', () => {
    environ.set({ debug: false });
    expect(transform.forLoop((i) => u.math.log(i.sub(1)), steps(2)).toArray()).toEqual([NaN, -Infinity]);
  });
});
