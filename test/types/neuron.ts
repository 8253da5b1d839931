// Read by the compiler alone: what must compile, what must not, and the types that come out.
import { ParamState, type HiddenState, type ShortTermState, type State } from '../../src/state/index.js';
import { environ, random } from '../../src/state/index.js';
import { AdExIFRef, ALIF, FitzHughNagumo, Gif, HH, Izhikevich, LIF, LIFRef } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import * as init from '../../src/tools/init/index.js';
import * as surrogate from '../../src/tools/surrogate/index.js';
import { kHz, mA, mS, ms, mV, ohm, siemens, uA, unitless, type Quantity } from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

// ---- options
const neuron = new LIFRef(1, { R: ohm(1), tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau_ref: ms(5) });
new LIFRef([2, 3], { tau: new init.Uniform(ms(5), ms(10)), V_initializer: new init.Normal(mV(-65), mV(2)) });
new LIFRef(1, { spkReset: 'hard', spkFun: new surrogate.ReluGrad({ width: 2 }), name: 'pop', V_initializer: mV(-60) });
new LIFRef(3, { tau: (shape) => ms(new Array<number>(shape[0]).fill(5)) });

// @ts-expect-error a voltage is not a time
new LIFRef(1, { tau: mV(20) });
// @ts-expect-error a number has no unit
new LIFRef(1, { tau: 20 });
// @ts-expect-error no such option
new LIFRef(1, { tau_reff: ms(5) });
// @ts-expect-error 'soft' or 'hard'
new LIFRef(1, { spkReset: 'softly' });
// @ts-expect-error a rule for times is not one for voltages
new LIFRef(1, { V_initializer: new init.Constant(ms(1)) });
// @ts-expect-error a size is a number or a tuple
new LIFRef('1');

// ---- members
is<Same<typeof neuron.V, HiddenState<Quantity<'voltage'>>>>();
is<Same<typeof neuron.lastSpikeTime, ShortTermState<Quantity<'time'>>>>();
is<Same<typeof neuron.V.value, Quantity<'voltage'>>>();
is<Same<typeof neuron.tau, Quantity<'time'>>>();
const same = nn.initAllStates(neuron, { batchSize: 2 });
is<Same<typeof same, LIFRef>>();
const spikes = neuron.step(mA(25));
is<Same<typeof spikes, Quantity<'one'>>>();
neuron.step();
const asked = neuron.getSpike();
is<Same<typeof asked, Quantity<'one'>>>();
// @ts-expect-error a voltage is not a current
neuron.step(mV(25));
// @ts-expect-error it takes one input
neuron.step(mA(25), mA(25));
// @ts-expect-error a time is not a voltage
neuron.V.value = ms(1);
// @ts-expect-error its parameters stay
neuron.tau = ms(5);

// ---- every model: its options, what they become, its States, its input
const alif = new ALIF(1, { beta: mV(0.2), a_initializer: 0.5, tau_a: new init.Uniform(ms(50), ms(100)) });
is<Same<typeof alif.beta, Quantity<'voltage'>>>();
is<Same<typeof alif.a, HiddenState<Quantity<'one'>>>>();
is<Same<typeof alif.a_initializer, init.Init<'one'>>>();
const adapting = new AdExIFRef(1, { refVar: true, a: siemens(1), b: mA(1), spkReset: 'hard' });
is<Same<typeof adapting.refVar, boolean>>();
is<Same<typeof adapting.refractory, HiddenState<Quantity<'one'>>>>();
is<Same<typeof adapting.tau_w, Quantity<'time'>>>();
is<Same<typeof adapting.w, HiddenState<Quantity<'current'>>>>();
const izhikevich = new Izhikevich(1, { d: mV(8).div(ms), p2: kHz(4.1), spikeScale: 'V_th' });
is<Same<typeof izhikevich.u.value, Quantity<'voltageRate'>>>();
izhikevich.step(mV(10).div(ms(1)));
const hh = new HH(1, { gL: mS(0.03), method: 'euler', m_initializer: null, h_initializer: 0.6 });
is<Same<typeof hh.method, 'expEuler' | 'euler'>>();
is<Same<typeof hh.m_initializer, init.Init<'one'> | null>>();
hh.step(uA(10));
const fitzHugh = new FitzHughNagumo(1, { a: 0.7, V_initializer: unitless(-1) });
is<Same<typeof fitzHugh.a, Quantity<'one'>>>();
fitzHugh.step(0.5);
fitzHugh.step(unitless(0.5));
const gif = new Gif(1, { k1: kHz(0.2), R1: 0.5, V_th_initializer: mV(-50) });
is<Same<typeof gif.V_th, HiddenState<Quantity<'voltage'>>>>();
gif.getSpike(mV([-60]), mV([-50]));
const spiked = adapting.step(mA(25));
is<Same<typeof spiked, Quantity<'one'>>>();
// @ts-expect-error a conductance is not a voltage
new HH(1, { V_th: mS(1) });
// @ts-expect-error it has no reset
new HH(1, { spkReset: 'soft' });
// @ts-expect-error V is always set to c
new Izhikevich(1, { spkReset: 'soft' });
// @ts-expect-error its input is in mV/ms
izhikevich.step(mA(10));
// @ts-expect-error a number has no unit
hh.step(10);
// @ts-expect-error its input has no unit
fitzHugh.step(mA(10));
// @ts-expect-error LIF has no refractory period
new LIF(1, { tau_ref: ms(2) });
// @ts-expect-error a number is no first potential
new ALIF(1, { V_initializer: -65 });
// @ts-expect-error its parameters stay
hh.gL = mS(1);

// ---- the step of the tutorial
const step = (t: Quantity<'time'>) =>
  environ.context({ t }, () => {
    neuron.step(mA(25));
    return [neuron.V.value, neuron.getSpike()];
  });
is<Same<ReturnType<typeof step>, readonly [Quantity<'voltage'>, Quantity<'one'>]>>();

function declared(t: Quantity<'time'>) {
  return environ.context({ t }, () => {
    const out = { V: neuron.V.value, spikes: neuron.step(mA(25)) };
    return out;
  });
}
is<Same<ReturnType<typeof declared>, { V: Quantity<'voltage'>; spikes: Quantity<'one'> }>>();

// ---- environ
const dt = environ.getDt();
is<Same<typeof dt, Quantity<'time'>>>();
const fit = environ.get('fit', false);
is<Same<typeof fit, boolean>>();
// @ts-expect-error a voltage is not a time
environ.set({ dt: mV(1) });
// @ts-expect-error no such key
environ.get('contrast');

// ---- kinds of States
const hidden: ShortTermState<Quantity<'voltage'>> = neuron.V;
const state: State<unknown> = neuron.V;
// @ts-expect-error a ShortTermState is not a HiddenState
const wrong: HiddenState<Quantity<'time'>> = neuron.lastSpikeTime;
// @ts-expect-error a HiddenState is not a ParamState
const param: ParamState<Quantity<'voltage'>> = neuron.V;
const byKind = neuron.states(ParamState).values().next().value!;
is<typeof byKind extends ParamState<never> | ParamState<unknown> ? true : false>();

// ---- exponential Euler
const next = nn.expEulerStep((V: Quantity<'voltage'>) => mV(-60).sub(V).div(ms(20)), neuron.V.value);
is<Same<typeof next, Quantity<'voltage'>>>();
const inferred = nn.expEulerStep((V) => mV(-60).sub(V).div(ms(20)), mV([1]));
is<Same<typeof inferred, Quantity<'voltage'>>>();
// @ts-expect-error the drift of a voltage is a voltage per time
nn.expEulerStep((V: Quantity<'voltage'>) => V, mV([1]));

// ---- random numbers
const uniform = random.rand(3);
is<Same<typeof uniform, Quantity<'one'>>>();
const drawn = random.normal({ loc: mV(-65), scale: mV(2), size: 10 });
is<Same<typeof drawn, Quantity<'voltage'>>>();
const plain = random.normal({ size: [2, 3] });
is<Same<typeof plain, Quantity<'one'>>>();
// @ts-expect-error of two dimensions
random.normal({ loc: mV(-65), scale: ms(2) });
const waits = random.exponential({ scale: ms(5), size: 3 });
is<Same<typeof waits, Quantity<'time'>>>();
const counts = random.poisson(3, { size: 3 });
is<Same<typeof counts, Quantity<'one'>>>();
const chosen = random.choice(mV([1, 2]), { size: 5 });
is<Same<typeof chosen, Quantity<'voltage'>>>();
// @ts-expect-error bounds of two dimensions
random.truncatedNormal(mV(-65), ms(2));

// ---- a neuron of one's own, by hand
class Leaky extends nn.Dynamics {
  declare V: HiddenState<Quantity<'voltage'>>;
  override update(x: Quantity<'voltage'>) {
    return this.V.value.add(x);
  }
}
const moved = new Leaky(1).step(mV(1));
is<Same<typeof moved, Quantity<'voltage'>>>();
