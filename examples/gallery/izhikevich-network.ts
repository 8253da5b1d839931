// A thousand neurons, all connected with all: no two are alike, and noise keeps them going. Rhythms come and go by themselves.
//
// 800 excitatory neurons, from regular spiking to chattering, and 200 inhibitory ones, from low-threshold to fast spiking.
// Each spike moves all the others, each neuron also receives noise. The vertical bands in the raster are spikes that come
// together, about ten times and about forty times in a second.
//
// Izhikevich (2003), Simple model of spiking neurons, IEEE Transactions on Neural Networks 14(6), figure 3 and the text on it.
// Published: mean rates around 8 Hz, and episodes of rhythms in the alpha (10 Hz) and gamma (40 Hz) range.
//
//   --no-png   writes the figure as SVG alone
import { environ, Izhikevich, Module, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { kHz, ms, mV } = u;
const mV_per_ms = mV.div(ms);
export const [N_E, N_I] = [800, 200];
const N = N_E + N_I;

// ---- 1. The neurons -------------------------------------------------------------------------------------------------
//
// The paper steps by 1 ms, V in two halves of it. Exponential Euler has no need of that, but these are the paper's numbers.
type Variables = { V: Quantity<'voltage'>; u: Quantity<'voltageRate'> };

class TwoHalves extends Izhikevich {
  protected override integrate({ V, u }: Variables, x: Quantity<'voltageRate'>): Variables {
    const dt = environ.getDt();
    const half = (V: Quantity<'voltage'>) => {
      const dV = this.p1.mul(V).mul(V).as(mV_per_ms).add(this.p2.mul(V)).add(this.p3).sub(u).add(x);
      return V.add(dV.mul(dt.div(2)));
    };
    const next = half(half(V));
    return { V: next, u: u.add(this.a.mul(this.b.mul(next).sub(u)).mul(dt)) };
  }
}

// ---- 2. The network -------------------------------------------------------------------------------------------------

/** A value, or one for each, of the excitatory neurons, and then of the inhibitory ones. */
const both = (excitatory: number | Quantity<'one'>, inhibitory: number | Quantity<'one'>): Quantity<'one'> => {
  const each = (x: number | Quantity<'one'>, n: number) => u.math.broadcastTo(typeof x === 'number' ? u.unitless(x) : x, [n]);
  return u.math.concatenate([each(excitatory, N_E), each(inhibitory, N_I)]);
};

export class Network extends Module {
  readonly neurons: TwoHalves;
  readonly synapses: nn.EventLinear<'voltageRate'>;
  readonly noise = mV_per_ms(1).mul(both(5, 2));

  constructor() {
    super();
    // From 0 to 1. The square makes most of the excitatory neurons regular spiking ones.
    const [r, s] = [random.rand(N_E).pow(2), random.rand(N_I)];
    const b = kHz(1).mul(both(0.2, s.mul(-0.05).add(0.25)));
    this.neurons = new TwoHalves(N, {
      a: kHz(1).mul(both(0.02, s.mul(0.08).add(0.02))),
      b,
      c: mV(1).mul(both(r.mul(15).sub(65), -65)),
      d: mV_per_ms(1).mul(both(r.mul(-6).add(8), 2)),
      V_initializer: mV(-65),
      u_initializer: b.mul(mV(-65)),
    });
    // Weights from row to column: 0 to 0.5 of excitatory neurons, -1 to 0 of inhibitory ones.
    const largest = both(0.5, -1).reshape([N, 1]);
    this.synapses = new nn.EventLinear(N, N, mV_per_ms(1).mul(random.rand(N, N).mul(largest)));
  }

  // Spikes of the step before arrive in this one.
  override update() {
    const arriving = this.synapses.step(this.neurons.getSpike());
    this.neurons.step(this.noise.mul(random.randn(N)).add(arriving));
    return [this.neurons.getSpike(), this.neurons.V.value.get(0)] as const;
  }
}

// ---- 3. A run, and what comes out of it -----------------------------------------------------------------------------

/** Times, spikes, and the potential of the first neuron. */
export function run(seed: number, duration: Quantity<'time'>) {
  random.seed(seed);
  return environ.context({ dt: ms(1) }, () => {
    const net = nn.initAllStates(new Network());
    const times = u.math.arange(ms(0), duration, ms(1));
    return [times, ...transform.forLoop.with({ length: times.size })(() => net.update())] as const;
  });
}

/** The mean rates of excitatory and inhibitory neurons in Hz. */
export function rates(spikes: Quantity<'one'>): readonly [E: number, I: number] {
  const rate = (part: Quantity<'one'>) => 1000 * part.mean().item();
  return [rate(spikes.get(u.slice(), u.slice(0, N_E))), rate(spikes.get(u.slice(), u.slice(N_E)))];
}

/**
 * The mean power of all spikes together from one frequency to another, in Hz. Spikes that know nothing of each other have 1.
 */
export function band(spikes: Quantity<'one'>, low: number, high: number): number {
  const counts = Array.from(spikes.sum(1).toTypedArray());
  const wave = (f: number, shape: (phase: number) => number) =>
    counts.reduce((sum, n, t) => sum + n * shape(2 * Math.PI * f * 1e-3 * t), 0);
  let power = 0;
  for (let f = low; f <= high; f++) power += wave(f, Math.cos) ** 2 + wave(f, Math.sin) ** 2;
  return power / (high - low + 1) / counts.reduce((sum, n) => sum + n, 0);
}

if (isProgram(import.meta.url)) {
  const [times, spikes, V] = run(1, ms(1000));
  const [E, I] = rates(spikes);
  show(`mean rate: ${E.toFixed(1)} Hz (excitatory), ${I.toFixed(1)} Hz (inhibitory)`);
  show(`power, in multiples of chance: ${band(spikes, 8, 12).toFixed(0)} (alpha), ${band(spikes, 30, 50).toFixed(0)} (gamma)`);

  const fig = visualize.getFigure(2, 1, { rowLen: [3.6, 1.6], colLen: 7 });
  visualize.rasterPlot(fig.at(0), times, spikes, { title: 'a thousand neurons', markersize: 1.2 });
  visualize.hline(fig.at(0), N_E - 0.5, { label: 'inhibitory above' });
  const shown = u.math.minimum(V, mV(30));
  visualize.linePlot(fig.at(1), times, shown, { title: 'one of them', xlabel: 'time', ylabel: 'V', linewidth: 1 });
  await saveFigure(fig, 'izhikevich-network');
}
