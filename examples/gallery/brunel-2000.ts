// Four states of a sparse network of excitation and inhibition.
//
// 10,000 excitatory and 2500 inhibitory neurons. Each has 1000 excitatory and 250 inhibitory inputs from the others,
// and 1000 excitatory ones from outside that fire at random. How strong inhibition is (g) and how strong the drive
// (eta, in units of the rate that lifts a neuron to its threshold) decides what the network does:
//
//   SR        synchronous regular      neurons fire like clocks, in step: two halves of them in turn
//   SI fast   synchronous irregular    the network oscillates; each neuron takes part now and then
//   AI        asynchronous irregular   the rate hardly changes, and no oscillation stands out
//   SI slow   synchronous irregular    the network oscillates slowly; each neuron fires once in a while
//
// Brunel (2000), Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons, Journal of
// Computational Neuroscience 8(3): the four networks of figure 8. Table 1 gives their rates and global frequencies:
// 60.7 Hz and 180 Hz in SI fast, 37.7 Hz in AI, 5.5 Hz and 22 Hz in SI slow.
//
//   --no-png   writes the figure as SVG alone
import { conn, DeltaProj, environ, init, LIFRef, metric, Module, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { Hz, mA, ms, mV } = u;

/** A network of figure 8: its parameters, and what table 1 of the paper says of it. */
export const regimes = {
  SR: { g: 3, eta: 2, duration: ms(200), published: 'no numbers' },
  'SI fast': { g: 6, eta: 4, duration: ms(300), published: '60.7 Hz, and 180 Hz' },
  AI: { g: 5, eta: 2, duration: ms(300), published: '37.7 Hz' },
  // Half a second is short for 22 Hz: now and then the second harmonic of the bursts comes out on top.
  'SI slow': { g: 4.5, eta: 0.9, duration: ms(1100), published: '5.5 Hz, and 22 Hz' },
} as const;
export type Regime = keyof typeof regimes;

// ---- 1. The network -----------------------------------------------------------------------------------------------
const [C_E, C_I] = [1000, 250];
const J = mV(0.1);
const D = ms(1.5);
const [tau, theta] = [ms(20), mV(20)];

/** Who is connected with whom, for so many excitatory neurons: the same number of inputs for each neuron. */
export function connections(N_E = 10000) {
  const inputs = (from: number, count: number) =>
    new conn.FixedNum(count, { direction: 'in', allowSelfConnections: true }).generate(from, N_E + N_E / 4);
  return { N_E, excitatory: inputs(N_E, C_E), inhibitory: inputs(N_E / 4, C_I) };
}

export type Connections = ReturnType<typeof connections>;

class BrunelNetwork extends Module {
  readonly neurons: LIFRef;
  readonly excitation: DeltaProj;
  readonly inhibition: DeltaProj;

  constructor({ N_E, excitatory, inhibitory }: Connections, { g, eta }: { g: number; eta: number }) {
    super();
    const N = N_E + N_E / 4;
    const V_initializer = new init.Uniform(mV(0), theta);
    this.neurons = new LIFRef(N, {
      tau, V_rest: mV(0), V_th: theta, V_reset: mV(10), tau_ref: ms(2), spkReset: 'hard', V_initializer,
    });
    // A spike makes the potential of those that it reaches jump, some time later.
    const project = (part: (spikes: Quantity<'one'>) => Quantity<'one'>, comm: nn.EventSparseLinear<'voltage'>) =>
      new DeltaProj(this.neurons.outputDelay(D), part, { comm, post: this.neurons });
    this.excitation = project((spikes) => spikes.get(u.slice(0, N_E)), new nn.EventSparseLinear(excitatory, J));
    this.inhibition = project((spikes) => spikes.get(u.slice(N_E)), new nn.EventSparseLinear(inhibitory, J.mul(-g)));

    // As many spikes from outside as a Poisson process has in a step: its distribution is a list, and a random number
    // has a place in it. (`random.poisson` does the same, and takes six times as long.)
    const expected = theta.div(J.mul(tau)).mul(eta).mul(environ.getDt()).item(); // nu_ext C_ext dt
    const below = u.unitless(poissonDistribution(expected));
    this.neurons.addDeltaInput('external', () => J.mul(u.math.searchsorted(below, random.rand(N))));
  }

  override update(t: Quantity<'time'>) {
    return environ.context({ t }, () => {
      this.excitation.step();
      this.inhibition.step();
      return this.neurons.step(mA(0));
    });
  }
}

/** The probabilities that a Poisson number is 0, at most 1, at most 2, and so on. */
function poissonDistribution(mean: number): number[] {
  const sums: number[] = [];
  for (let k = 0, p = Math.exp(-mean), sum = 0; sum < 1 - 1e-7; p *= mean / ++k) sums.push((sum += p));
  return sums;
}

// ---- 2. A run, and what came out ----------------------------------------------------------------------------------

/** Times and spikes of a run, whose first 100 ms are dropped, and the measures that tell the states apart. */
export function run(seed: number, regime: Regime, net?: Connections, duration: Quantity<'time'> = regimes[regime].duration) {
  random.seed(seed);
  return environ.context({ dt: ms(0.1) }, () => {
    const network = nn.initAllStates(new BrunelNetwork(net ?? connections(), regimes[regime]));
    const all = u.math.arange(ms(0), duration, environ.getDt());
    const kept = u.slice(1000);
    const times = all.get(kept);
    const spikes = transform.forLoop((t: Quantity<'time'>) => network.update(t), all).get(kept);
    const activity = metric.firingRate(spikes, environ.getDt());
    const cv = u.math.nanmean(metric.isiCv(spikes)).item();
    return { times, spikes, rate: activity.mean().item(Hz), cv, ...oscillation(activity) };
  });
}

/** The frequency up to 1 kHz at which the activity of all neurons changes most, in Hz, and by which part of its mean. */
function oscillation(activity: Quantity<'frequency'>) {
  const rates = Float64Array.from(activity.toTypedArray());
  const mean = rates.reduce((sum, x) => sum + x, 0) / rates.length;
  let [best, depth] = [0, 0];
  for (let frequency = 5; frequency <= 1000; frequency++) {
    const turn = 2 * Math.PI * frequency * environ.getDt().item(u.second);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    let [x, y, re, im] = [0, 0, 1, 0];
    for (const rate of rates) {
      x += (rate - mean) * re;
      y += (rate - mean) * im;
      [re, im] = [re * c - im * s, re * s + im * c];
    }
    const share = (2 * Math.hypot(x, y)) / rates.length / mean;
    if (share > depth) [best, depth] = [frequency, share];
  }
  return { frequency: best, depth };
}

if (isProgram(import.meta.url)) {
  random.seed(1);
  const net = connections();
  const fig = visualize.getFigure(4, 2, { rowLen: [1.6, 1.1, 1.6, 1.1], colLen: 4, sharex: false });
  (Object.keys(regimes) as Regime[]).forEach((regime, i) => {
    const { times, spikes, rate, cv, frequency, depth } = run(1, regime, net);
    const { g, eta, published } = regimes[regime];
    show(`${regime}: rate ${rate.toFixed(1)} Hz, variation of intervals ${cv.toFixed(2)},`);
    show(`  oscillation at ${frequency} Hz of ${(100 * depth).toFixed(0)} %; published: ${published}`);

    // The end of the run: all neurons, and of 50 of them the spikes.
    const [above, below] = [fig.at(2 * (i >> 1), i % 2), fig.at(2 * (i >> 1) + 1, i % 2)];
    const length = regime === 'SR' ? 300 : regime === 'SI slow' ? 4000 : 2000;
    const end = u.slice(-length);
    const [ts, shown] = [times.get(end), spikes.get(end)];
    visualize.rasterPlot(above, ts, shown.get(u.slice(), u.slice(0, 50)), { title: `${regime} (g = ${g}, eta = ${eta})` });
    const activity = metric.firingRate(shown, ms(0.1), { dt: ms(0.1) });
    visualize.linePlot(below, ts, activity, { xlabel: 'time', ylabel: 'rate', linewidth: 0.8 });
  });
  await saveFigure(fig, 'brunel-2000');
}
