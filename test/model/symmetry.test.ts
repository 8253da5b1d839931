// What must not depend on how a network is written down: the order of its neurons, batches, where a run is cut.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIFRef } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ, random } from '../../src/state/index.js';
import * as transform from '../../src/state/transform/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, math, ms, mV, u, unitless, type Quantity } from '../../src/unit/index.js';

const N = 40;
const STEPS = 100;

beforeEach(() => {
  environ.set({ dt: ms(0.1) });
  random.seed(7);
});
afterEach(() => environ.reset());

/** Potentials, and the conditions they start from, of neurons that all differ. */
interface Start {
  V: Quantity<'voltage'>;
  tau: Quantity<'time'>;
  I: Quantity<'current'>;
}

function drawStart(): Start {
  return {
    V: new init.Uniform(mV(-60), mV(-50)).sample([N]),
    tau: new init.Uniform(ms(10), ms(30)).sample([N]),
    I: new init.Uniform(mA(12), mA(30)).sample([N]),
  };
}

const chosen = <D>(x: Quantity<D>, order: Int32Array): Quantity<D> => x.get(order);

/** The potentials of every step, of neurons that send spikes to each other along `targets` after 1 ms. */
function run({ V, tau, I }: Start, targets?: Int32Array, steps = STEPS, batchSize?: number): Quantity<'voltage'> {
  const neurons = new LIFRef(N, { tau, V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), V_initializer: V, tau_ref: ms(2) });
  const late = neurons.outputDelay(ms(1));
  nn.initAllStates(neurons, { batchSize });
  const conn = targets === undefined ? undefined : u.sparse.fixedOut({ data: mV(0.7), indices: targets, shape: [N, N] });
  const step = (t: Quantity<'time'>): Quantity<'voltage'> =>
    environ.context({ t }, () => {
      if (conn !== undefined) neurons.addDeltaInput('spikes', conn.eventVecmat(late.step()));
      neurons.step(I);
      return neurons.V.value;
    });
  return transform.forLoop(step, math.arange(steps).mul(environ.getDt()));
}

const bytes = (x: Quantity<'voltage'>): Uint8Array => new Uint8Array(x.toTypedArray().buffer);
const shuffled = (): Int32Array => Int32Array.from(random.permutation(N).toTypedArray());

describe('another order of the neurons', () => {
  it('gives the same potentials in that order, to the bit, where they are uncoupled', () => {
    const start = drawStart();
    const order = shuffled();
    const moved = run({ V: chosen(start.V, order), tau: chosen(start.tau, order), I: chosen(start.I, order) });
    expect(bytes(moved)).toEqual(bytes(run(start).get(u.slice(), order)));
  });

  it('and to the bit where they are coupled by one weight for all', () => {
    const start = drawStart();
    const order = shuffled();
    const place = new Int32Array(N);
    order.forEach((from, to) => (place[from] = to));
    const targets = Int32Array.from(random.randint(N, undefined, { size: [N * 5] }).toTypedArray());
    const movedTargets = new Int32Array(N * 5);
    for (let i = 0; i < N; i++) for (let k = 0; k < 5; k++) movedTargets[i * 5 + k] = place[targets[order[i] * 5 + k]];
    const straight = run(start, targets);
    const moved = run({ V: chosen(start.V, order), tau: chosen(start.tau, order), I: chosen(start.I, order) }, movedTargets);
    expect(bytes(moved)).toEqual(bytes(straight.get(u.slice(), order)));
    // The coupling matters: without it the potentials are others.
    expect(bytes(run(start))).not.toEqual(bytes(straight));
  });
});

describe('a batch', () => {
  it('gives what its members give one after the other', () => {
    const start = drawStart();
    const targets = Int32Array.from(random.randint(N, undefined, { size: [N * 5] }).toTypedArray());
    const currents = math.stack([start.I, start.I.mul(0.5), start.I.mul(1.3)]);
    const together = run({ ...start, I: currents }, targets, STEPS, 3);
    expect(together.shape).toEqual([STEPS, 3, N]);
    for (let k = 0; k < 3; k++) {
      const alone = run({ ...start, I: currents.get(k) }, targets).toTypedArray();
      together.get(u.slice(), k).toTypedArray().forEach((V, i) => expect(Math.abs(V - alone[i])).toBeLessThan(1e-4));
    }
  });

  it('or vmap over the same network gives the same', () => {
    const { V, I } = drawStart();
    const neurons = new LIFRef(N, { V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), V_initializer: V });
    const rollout = (scale: Quantity<'one'>): Quantity<'voltage'> => {
      nn.initAllStates(neurons);
      const step = (t: Quantity<'time'>): Quantity<'voltage'> =>
        environ.context({ t }, () => {
          neurons.step(I.mul(scale));
          return neurons.V.value;
        });
      return transform.forLoop(step, math.arange(STEPS).mul(environ.getDt()));
    };
    const scales = unitless([1, 0.5, 1.3]);
    const lanes = transform.vmap(rollout)(scales);
    for (let k = 0; k < 3; k++) {
      const alone = transform.jit(rollout)(scales.get(k)).toTypedArray();
      lanes.get(k).toTypedArray().forEach((x, i) => expect(Math.abs(x - alone[i])).toBeLessThan(1e-4));
    }
  });
});
