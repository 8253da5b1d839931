// Twenty firing patterns from one model: what a neuron does depends on four numbers and on its input.
//
// Each panel is one neuron: its potential above, its input below (in a scale of its own). (A) fires for as long as it is
// driven, (B) once when it begins to be; (K) answers two pulses only at its own rhythm, (P) is switched on and off by two
// equal pulses, (R) ignores a current that rises slowly, (S) fires when it is held back.
//
// Izhikevich (2004), Which model to use for cortical spiking neurons?, IEEE Transactions on Neural Networks 15(5), figure 1.
// Parameters, inputs, first values and time steps are those of the script that drew the figure, figure1.m, which the author
// published. What makes each pattern what it is stands in section II of the paper, and in the test of this file.
//
//   --no-png   writes the figure as SVG alone
import { environ, Izhikevich, nn, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { kHz, ms, mV } = u;
const mV_per_ms = mV.div(ms);

// ---- 1. The model ---------------------------------------------------------------------------------------------------
//
// The script steps by forward Euler, and some of its parameters suit that step: with exponential Euler, as the library's own
// neurons are integrated, (I) stays silent, (P) is not switched off and (Q) fires twice. So these neurons step as the script
// does. Class 1 neurons and integrators have another parabola, which p2 and p3 give; accommodation has another equation of u.
type Variables = { V: Quantity<'voltage'>; u: Quantity<'voltageRate'> };

class Published extends Izhikevich {
  protected override integrate({ V, u }: Variables, x: Quantity<'voltageRate'>): Variables {
    const { p1, p2, p3 } = this;
    const dV = p1.mul(V).mul(V).as(mV_per_ms).add(p2.mul(V)).add(p3).sub(u).add(x);
    const next = V.add(dV.mul(environ.getDt()));
    return { V: next, u: u.add(this.recovery(next, u).mul(environ.getDt())) };
  }

  protected recovery(V: Quantity<'voltage'>, u: Quantity<'voltageRate'>) {
    return this.a.mul(this.b.mul(V).sub(u));
  }
}

class Accommodating extends Published {
  protected override recovery(V: Quantity<'voltage'>) {
    return this.a.mul(this.b.mul(V.add(mV(65))));
  }
}

// ---- 2. The patterns ------------------------------------------------------------------------------------------------

/** Parameters in units of mV and ms; V and u at the start (u is b V unless given); the step, the length, the input. */
export interface Pattern {
  readonly name: string;
  readonly abcd: readonly [a: number, b: number, c: number, d: number];
  readonly V: number;
  readonly u?: number;
  readonly dt: number;
  readonly length: number;
  readonly input: (t: number) => number;
  readonly model?: 'class 1' | 'accommodating';
}

const step = (from: number, I: number) => (t: number) => (t > from ? I : 0);
const ramp = (from: number, I: number, slope: number) => (t: number) => I + (t > from ? slope * (t - from) : 0);
const pulses = (starts: readonly number[], width: number, I: number, rest = 0) => (t: number) =>
  starts.some((start) => t > start && t < start + width) ? I : rest;

export const patterns: readonly Pattern[] = [
  { name: '(A) tonic spiking', abcd: [0.02, 0.2, -65, 6], V: -70, dt: 0.25, length: 100, input: step(10, 14) },
  { name: '(B) phasic spiking', abcd: [0.02, 0.25, -65, 6], V: -64, dt: 0.25, length: 200, input: step(20, 0.5) },
  { name: '(C) tonic bursting', abcd: [0.02, 0.2, -50, 2], V: -70, dt: 0.25, length: 220, input: step(22, 15) },
  { name: '(D) phasic bursting', abcd: [0.02, 0.25, -55, 0.05], V: -64, dt: 0.2, length: 200, input: step(20, 0.6) },
  { name: '(E) mixed mode', abcd: [0.02, 0.2, -55, 4], V: -70, dt: 0.25, length: 160, input: step(16, 10) },
  { name: '(F) adaptation', abcd: [0.01, 0.2, -65, 8], V: -70, dt: 0.25, length: 85, input: step(8.5, 30) },
  { name: '(G) class 1', abcd: [0.02, -0.1, -55, 6], V: -60, dt: 0.25, length: 300, input: ramp(30, 0, 0.075), model: 'class 1' },
  { name: '(H) class 2', abcd: [0.2, 0.26, -65, 0], V: -64, dt: 0.25, length: 300, input: ramp(30, -0.5, 0.015) },
  { name: '(I) spike latency', abcd: [0.02, 0.2, -65, 6], V: -70, dt: 0.2, length: 100, input: pulses([10], 3, 7.04) },
  { name: '(J) subthreshold oscillation', abcd: [0.05, 0.26, -60, 0], V: -62, dt: 0.25, length: 200, input: pulses([20], 5, 2) },
  { name: '(K) resonator', abcd: [0.1, 0.26, -60, -1], V: -62, dt: 0.25, length: 400, input: pulses([40, 60, 280, 320], 4, 0.65) },
  { name: '(L) integrator', abcd: [0.02, -0.1, -55, 6], V: -60, dt: 0.25, length: 100, input: pulses([100 / 11, 100 / 11 + 5, 70, 80], 2, 9), model: 'class 1' },
  { name: '(M) rebound spike', abcd: [0.03, 0.25, -60, 4], V: -64, dt: 0.2, length: 200, input: pulses([20], 5, -15) },
  { name: '(N) rebound burst', abcd: [0.03, 0.25, -52, 0], V: -64, dt: 0.2, length: 200, input: pulses([20], 5, -15) },
  { name: '(O) threshold variability', abcd: [0.03, 0.25, -60, 4], V: -64, dt: 0.25, length: 100, input: (t) => pulses([10, 80], 5, 1)(t) + pulses([70], 5, -6)(t) },
  { name: '(P) bistability', abcd: [0.1, 0.26, -60, 0], V: -61, dt: 0.25, length: 300, input: pulses([37.5, 216], 5, 1.24, 0.24) },
  { name: '(Q) afterpotential', abcd: [1, 0.2, -60, -21], V: -70, dt: 0.1, length: 50, input: (t) => (Math.abs(t - 10) < 1 ? 20 : 0) },
  { name: '(R) accommodation', abcd: [0.02, 1, -55, 4], V: -65, u: -16, dt: 0.5, length: 400, input: (t) => (t < 200 ? t / 25 : t >= 300 && t < 312.5 ? (t - 300) / 3.125 : 0), model: 'accommodating' },
  { name: '(S) inh. spiking', abcd: [-0.02, -1, -60, 8], V: -63.8, dt: 0.5, length: 350, input: (t) => (t < 50 || t > 250 ? 80 : 75) },
  { name: '(T) inh. bursting', abcd: [-0.026, -1, -45, -2], V: -63.8, dt: 0.5, length: 350, input: (t) => (t < 50 || t > 250 ? 80 : 75) },
];

// ---- 3. A run -------------------------------------------------------------------------------------------------------

/** Times of the steps in ms, the input in mV/ms and V at each, and the times of the spikes. */
export function run(pattern: Pattern, Model: typeof Izhikevich = pattern.model === 'accommodating' ? Accommodating : Published) {
  const { abcd: [a, b, c, d], V, u: u0 = b * V, dt, length, input, model } = pattern;
  const steps = Math.round(length / dt) + 1;
  const times = Array.from({ length: steps }, (_, i) => i * dt);
  const inputs = times.map(input);
  const neuron = new Model(1, {
    a: kHz(a), b: kHz(b), c: mV(c), d: mV_per_ms(d),
    ...(model === 'class 1' ? { p2: kHz(4.1), p3: mV_per_ms(108) } : {}),
    V_initializer: mV(V), u_initializer: mV_per_ms(u0),
  });
  return environ.context({ dt: ms(dt) }, () => {
    nn.initAllStates(neuron);
    const [spikes, Vs] = transform.forLoop((I: Quantity<'voltageRate'>) => [neuron.step(I), neuron.V.value], mV_per_ms(inputs));
    const list = (x: Quantity<'one'>): number[] => Array.from(x.toTypedArray());
    const spiked = list(spikes);
    return { times, inputs, V: list(Vs.div(mV(1))), spikeTimes: times.filter((_, i) => spiked[i] > 0) };
  });
}

// ---- 4. What came out -----------------------------------------------------------------------------------------------
if (isProgram(import.meta.url)) {
  const fig = visualize.getFigure(5, 4, { rowLen: 1.4, colLen: 2.4, sharex: false });
  patterns.forEach((pattern, i) => {
    const { times, inputs, V, spikeTimes } = run(pattern);
    show(`${pattern.name}: ${spikeTimes.length} spikes`);
    const [low, high] = [Math.min(...inputs), Math.max(...inputs)];
    const axes = fig.at(Math.floor(i / 4), i % 4);
    const labels = { title: pattern.name, xlabel: i < 16 ? '' : 'time', ylabel: i % 4 === 0 ? 'V' : '', ylim: mV([-105, 35]) };
    visualize.linePlot(axes, ms(times), mV(V.map((v) => Math.min(v, 30))), { ...labels, linewidth: 1 });
    visualize.linePlot(axes, ms(times), mV(inputs.map((x) => -100 + (10 * (x - low)) / (high - low))), { linewidth: 1 });
  });
  await saveFigure(fig, 'izhikevich-patterns');
}
