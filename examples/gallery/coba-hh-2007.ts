// A balanced network of Hodgkin-Huxley neurons with synaptic conductances. Nothing drives it from outside.
//
// 3200 excitatory and 800 inhibitory neurons, each pair connected with a probability of 2 %. Conductances that are there at
// the start set it going; from then on every cell fires irregularly, because all the others do.
//
// Brette et al. (2007), Simulation of networks of spiking neurons: a review of tools and strategies, Journal of Computational
// Neuroscience 23(3), benchmark 3 of appendix B. The channels are those of Traub & Miles (1991), Neuronal Networks of the
// Hippocampus. First values, threshold and refractory period are those of the example COBAHH of Brian2.
//
// The review asks for irregular activity that sustains itself, and gives no rate. Brian2 2.9.0 has 36.7 Hz up to 600 ms, with a
// standard deviation of 3.0 over 40 seeds, and we have 36.6 Hz, with one of 3.2 over ten.
//
//   --no-png   writes the figure as SVG alone
import {
  environ, init, initializer, Neuron, quad, ShortTermState, u, type HiddenState, type nn, type NeuronOptions, type ParameterTable, type Quantity,
} from 'braints';
import { observe, report } from './balanced.js';
import { ConductanceNetwork, N } from './coba-2005.js';
import { isProgram } from './program.js';

const { kHz, ms, mV, nS, pF, uS } = u;
type Voltage = Quantity<'voltage'>;

// ---- 1. The cell --------------------------------------------------------------------------------------------------
//
// A membrane of 20,000 um2. V and the gates are integrated by exponential Euler, each on its own drift, all of them from
// the values before the step. A cell spikes where V is above threshold and has not spiked in the last 3 ms.
export const C_m = pF(200);
export const [g_L, E_L] = [nS(10), mV(-60)];
export const [g_Na, E_Na] = [uS(20), mV(50)];
export const [g_Kd, E_K] = [uS(6), mV(-90)];
export const V_T = mV(-63); // moves the threshold of the channels, to about -50 mV
export const [V_th, tau_ref] = [mV(-20), ms(3)];

interface TraubMilesOptions extends NeuronOptions {
  V_initializer?: init.Init<'voltage'>;
}

export class TraubMiles extends Neuron {
  static override readonly name: string = 'TraubMiles';
  static override readonly parameters: ParameterTable<Omit<TraubMilesOptions, keyof NeuronOptions>> = {
    V_initializer: initializer(E_L),
  };
  declare V: HiddenState<Voltage>;
  declare m: ShortTermState<Quantity<'one'>>;
  declare h: ShortTermState<Quantity<'one'>>;
  declare n: ShortTermState<Quantity<'one'>>;
  declare lastSpikeTime: ShortTermState<Quantity<'time'>>;
  declare spikes: ShortTermState<Quantity<'one'>>;

  constructor(size: number, options: TraubMilesOptions = {}) {
    super(size, options);
  }

  override initState(options: nn.InitOptions = {}): void {
    super.initState(options);
    const none = u.math.zeros(this.V.value.shape);
    for (const gate of ['m', 'h', 'n', 'spikes'] as const) this[gate] = new ShortTermState(none);
    this.lastSpikeTime = new ShortTermState(none.mul(ms).sub(ms(1e7)));
  }

  override getSpike(): Quantity<'one'> {
    return this.spikes.value;
  }

  override update(): Quantity<'one'> {
    const [V, m, h, n] = [this.V.value, this.m.value, this.h.value, this.n.value];
    const dV = (V: Voltage) =>
      this.sumCurrentInputs(g_L.mul(E_L.sub(V)), V)
        .add(g_Na.mul(m.pow(3).mul(h)).mul(E_Na.sub(V)))
        .add(g_Kd.mul(n.pow(4)).mul(E_K.sub(V)))
        .div(C_m);
    const free = environ.get('t').sub(this.lastSpikeTime.value).ge(tau_ref);
    this.V.value = quad.expEulerStep(dV, V);
    this.spikes.value = this.spkFun.apply(u.math.where(free, this.V.value.sub(V_th).div(mV(1)), -1));
    this.lastSpikeTime.value = u.math.where(this.spikes.value.gt(0), environ.get('t'), this.lastSpikeTime.value);

    // How far V is above V_T, in mV; x / (exp(x / s) - 1) is s / exprel(x / s), which has a value at x = 0 as well.
    const v = V.sub(V_T).div(mV(1));
    const per = (rate: number, x: Quantity<'one'>) => kHz(rate).div(u.math.exprel(x));
    const rises = (rate: number, x: Quantity<'one'>) => kHz(rate).mul(u.math.exp(x));
    const to = (v0: number, s: number) => v.neg().add(v0).div(s); // (v0 - v) / s
    this.m.value = gate(m, per(1.28, to(13, 4)), per(1.4, to(40, 5).neg()));
    this.h.value = gate(h, rises(0.128, to(17, 18)), kHz(4).div(u.math.exp(to(40, 5)).add(1)));
    this.n.value = gate(n, per(0.16, to(15, 5)), rises(0.5, to(10, 40)));
    return this.spikes.value;
  }
}

/** A gate one step later, by the rates at which it opens and closes. */
function gate(x: Quantity<'one'>, alpha: Quantity<'frequency'>, beta: Quantity<'frequency'>): Quantity<'one'> {
  return quad.expEulerStep((x: Quantity<'one'>) => alpha.mul(x.neg().add(1)).sub(beta.mul(x)), x);
}

// ---- 2. The network, a run, and what came out ---------------------------------------------------------------------
//
// The network is that of the conductances, with these cells in it.
export class HodgkinHuxleyNetwork extends ConductanceNetwork {
  protected override makeNeurons() {
    return new TraubMiles(N, { V_initializer: new init.Normal(mV(-65), mV(5)) });
  }
}

export function run(seed: number, end: Quantity<'time'>) {
  return observe(() => new HodgkinHuxleyNetwork(), seed, end);
}

if (isProgram(import.meta.url)) {
  await report(run(0, ms(1000)), { name: 'coba-hh-2007', title: 'Hodgkin-Huxley neurons on their own' });
}
