import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Dynamics, environ, Expon, HiddenState, init, LeakyRateReadout, LIFRef, metric, nn, ParamState, random, transform, u, type AnyQuantity, type Quantity,
} from '../../src/index.js';

// Three ways to a batch, and the same losses and gradients: States with an axis for it, one sample's loss under `vmap`,
// and one sample's step under `vmap`.

const { mA, ms, mV, unitless } = u;
const [STEPS, BATCH, N_IN, N_REC, N_OUT] = [30, 5, 12, 6, 3];

class Network extends Dynamics {
  readonly toHidden = new nn.Linear(N_IN, N_REC, { wInit: new init.KaimingNormal({ scale: 60, unit: mA }) });
  readonly recurrent = new nn.Linear(N_REC, N_REC, { wInit: new init.KaimingNormal({ unit: mA }), bInit: null });
  readonly current = new Expon(N_REC, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
  readonly hidden = new LIFRef(N_REC, { tau: ms(20), V_th: mV(1), tau_ref: ms(2) });
  readonly readout = new LeakyRateReadout(N_REC, N_OUT);

  constructor() {
    super(N_IN);
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    const currents = this.toHidden.step(x).add(this.recurrent.step(this.hidden.getSpike()));
    return this.readout.step(this.hidden.step(this.current.step(currents)));
  }
}

let net: Network;
let inputs: Quantity<'one'>;
let labels: Quantity<'one'>;
const times = u.math.arange(STEPS).mul(ms(1));

beforeEach(() => {
  environ.set({ dt: ms(1), precision: 64 });
  random.seed(11);
  net = new Network();
  inputs = random.rand(STEPS, BATCH, N_IN).lt(0.2).astype('float64');
  labels = unitless(Int32Array.of(0, 1, 2, 1, 0));
});
afterEach(() => environ.reset());

const entropy = metric.softmaxCrossEntropyWithIntegerLabels;
const run = (step: (x: Quantity<'one'>) => Quantity<'one'>, xs: Quantity<'one'>): Quantity<'one'> =>
  transform.forLoop((t: Quantity<'time'>, x: Quantity<'one'>) => environ.context({ t }, () => step(x)), times, xs).mean(0);

function byBatchSize(): Quantity<'one'> {
  nn.initAllStates(net, { batchSize: BATCH });
  return entropy(run((x) => net.step(x), inputs), labels).mean();
}

function byVmapOfTheLoss(): Quantity<'one'> {
  const ofOne = (xs: Quantity<'one'>, label: Quantity<'one'>): Quantity<'one'> => {
    nn.initAllStates(net);
    return entropy(run((x) => net.step(x), xs), label);
  };
  return transform.vmap(ofOne, { inAxes: [1, 0] })(inputs, labels).mean();
}

function byVmapOfTheStep(): Quantity<'one'> {
  nn.vmapInitAllStates(net, { axisSize: BATCH });
  const states = [...net.states().values()].filter((state) => !(state instanceof ParamState));
  const step = transform.vmap((x: Quantity<'one'>) => net.step(x), { inStates: states, outStates: states });
  return entropy(run(step, inputs), labels).mean();
}

function gradients(loss: () => Quantity<'one'>): { value: number; by: Map<string, number[]> } {
  const [found, value] = transform.grad(loss, { gradStates: net.states(ParamState), returnValue: true })();
  const by = new Map<string, number[]>();
  for (const [path, gradient] of found as Map<string, AnyQuantity | Record<string, AnyQuantity>>) {
    const leaves = gradient instanceof u.Quantity ? { '': gradient } : (gradient as Record<string, AnyQuantity>);
    for (const [key, x] of Object.entries(leaves)) by.set(`${path}.${key}`, Array.from(x.toTypedArray(), Number));
  }
  return { value: value.item(), by };
}

describe.each([['the loss', byVmapOfTheLoss], ['the step', byVmapOfTheStep]] as const)('vmap of %s', (_, loss) => {
  it('gives the gradients that batchSize gives', () => {
    const wanted = gradients(byBatchSize);
    const found = gradients(loss);
    expect(found.value).toBeCloseTo(wanted.value, 12);
    expect([...found.by.keys()]).toEqual([...wanted.by.keys()]);
    for (const [path, values] of wanted.by) {
      expect(Math.max(...values.map(Math.abs)), path).toBeGreaterThan(1e-4);
      found.by.get(path)!.forEach((x, i) => expect(x, path).toBeCloseTo(values[i], 12));
    }
  });
});

it('a batch is the mean of its samples', () => {
  const whole = gradients(byBatchSize);
  const each = Array.from({ length: BATCH }, (_, i) =>
    gradients(() => {
      nn.initAllStates(net);
      return entropy(run((x) => net.step(x), inputs.get(u.slice(), i)), labels.get(i));
    }),
  );
  expect(each.reduce((sum, { value }) => sum + value, 0) / BATCH).toBeCloseTo(whole.value, 12);
  for (const [path, values] of whole.by) {
    values.forEach((x, k) => expect(each.reduce((sum, { by }) => sum + by.get(path)![k], 0) / BATCH, path).toBeCloseTo(x, 12));
  }
});

it('States in lanes and States with a batch are the same', () => {
  nn.initAllStates(net, { batchSize: BATCH });
  const shapes = [...net.states(HiddenState).values()].map(({ value }) => (value as AnyQuantity).shape);
  nn.vmapInitAllStates(net, { axisSize: BATCH });
  expect([...net.states(HiddenState).values()].map(({ value }) => (value as AnyQuantity).shape)).toEqual(shapes);
});
