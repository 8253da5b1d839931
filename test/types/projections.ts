// Read by the compiler alone: what must compile, what must not, and the types that come out.
import { Alpha, AlignPostProj, AMPA, COBA, CUBA, DualExpon, Expon, GABAa, InputDelay, LeakyRateReadout, LIFRef, STDP, STP, DeltaProj, MgBlock } from '../../src/model/index.js';
import type { Desc, HiddenState, LongTermState } from '../../src/state/index.js';
import * as nn from '../../src/nn/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, mM, mS, ms, mV, type Quantity, unitless } from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

// ---- synapses have the dimension of their first value: a conductance unless given
const syn = new Expon(10, { tau: ms(5) });
is<Same<typeof syn, Expon<'conductance'>>>();
is<Same<typeof syn.g, HiddenState<Quantity<'conductance'>>>>();
const g = syn.step(mS([1]));
is<Same<typeof g, Quantity<'conductance'>>>();
const current = new DualExpon(10, { g_initializer: mA(0) });
is<Same<typeof current, DualExpon<'current'>>>();
const alpha = new Alpha(10, { g_initializer: new init.Constant(unitless(0)) });
is<Same<typeof alpha, Alpha<'one'>>>();
const ampa = new AMPA(10, { T: mM(1) });
is<Same<ReturnType<typeof ampa.step>, Quantity<'conductance'>>>();
// @ts-expect-error a voltage is not a time
new Expon(10, { tau: mV(5) });
// @ts-expect-error a current is not a conductance
syn.step(mA([1]));
// @ts-expect-error spikes have no unit
ampa.step(mV([1]));
// @ts-expect-error a time is not a concentration
new GABAa(10, { T: ms(1) });
// @ts-expect-error no such option
new Expon(10, { taus: ms(5) });
// @ts-expect-error a share has no unit
new STP(10, { U: mV(1) });
new STP(10, { U: 0.2 });

// ---- descriptors know what they make
const desc = Expon.desc(10, { tau: ms(5) });
is<Same<typeof desc, Desc<Expon<'conductance'>>>>();
const currents = Expon.desc(10, { g_initializer: mA(0) });
is<Same<typeof currents, Desc<Expon<'current'>>>>();
const coba = COBA.desc({ E: mV(0) });
is<Same<typeof coba, Desc<COBA>>>();
const cuba = CUBA.desc({ scale: mV(60) });
is<Same<typeof cuba, Desc<CUBA<'voltage'>>>>();
const unscaled = CUBA.desc({ scale: unitless(1) });
is<Same<typeof unscaled, Desc<CUBA<'one'>>>>();
const plainCuba = CUBA.desc();
is<Same<typeof plainCuba, Desc<CUBA<'voltage'>>>>();
// @ts-expect-error a time constant is a time
Expon.desc(10, { tau: mV(5) });
// @ts-expect-error E is a voltage
COBA.desc({ E: mS(0) });

// ---- outputs
const out = new COBA({ E: mV(-80) });
const I = out.current(mS([1]), mV([-60]));
is<Same<typeof I, Quantity<'current'>>>();
const bare = new CUBA({ scale: unitless(1) }).current(mA([1]));
is<Same<typeof bare, Quantity<'current'>>>();
// @ts-expect-error a reversal potential is needed
new COBA();
// @ts-expect-error concentrations are not voltages
new MgBlock({ cc_Mg: mV(1) });

// A delay is a time.
new InputDelay(2, { delay: ms(1.5) });
// @ts-expect-error -- a potential is no time
new InputDelay(2, { delay: mV(1) });
// @ts-expect-error -- it was to take conductances
new InputDelay<'conductance'>(2, { delay: ms(1) }).step(mV([1, 2]));

// ---- projections: connections bring what the synapse takes
const post = new LIFRef(10);
const comm = new nn.EventFixedProb(20, 10, 0.5, mS(0.5));
const proj = new AlignPostProj({ comm, syn: Expon.desc(10, { tau: ms(5) }), out: COBA.desc({ E: mV(0) }), post });
is<Same<typeof proj.syn.g.value, Quantity<'conductance'>>>();
is<Same<typeof proj.out, COBA>>();
const own = new AlignPostProj(post.outputDelay(ms(1)), { comm, syn, out, post });
is<Same<typeof own.syn, Expon<'conductance'>>>();
new AlignPostProj({ comm: (x: Quantity<'one'>) => x.mul(mS(1)), syn, out, post });
// @ts-expect-error these synapses are currents, and the connections bring conductances
new AlignPostProj({ comm, syn: new Expon(10, { g_initializer: mA(0) }), out, post });
// @ts-expect-error a synapse that saturates stands with the presynaptic neurons
new AlignPostProj({ comm, syn: new AMPA(10), out, post });
// @ts-expect-error post is missing
new AlignPostProj({ comm, syn, out });
new DeltaProj({ comm: new nn.EventFixedProb(20, 10, 0.5, mV(0.5)), post });

// ---- plasticity and readouts
const stdp = new STDP(comm, { w_max: mS(1), post });
is<Same<typeof stdp.weight, LongTermState<Quantity<'conductance'>>>>();
// @ts-expect-error bounds are in the dimension of the weights
new STDP(comm, { w_max: mV(1) });
const readout = new LeakyRateReadout(8, 3, { wInit: mV(1) });
is<Same<ReturnType<typeof readout.step>, Quantity<'voltage'>>>();
