// Read by the compiler alone: what must compile, what must not, and the types that come out.
import * as conn from '../../src/tools/conn/index.js';
import * as init from '../../src/tools/init/index.js';
import * as input from '../../src/tools/input/index.js';
import { Hz, ms, mS, mV, nA, um, unitless, type Quantity } from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

// ---- inputs
const ramp = input.ramp(nA(0), nA(1), ms(10));
is<Same<typeof ramp, Quantity<'current'>>>();
const [held, length] = input.constant([[nA(0), ms(5)], [nA(1), ms(5)]]);
is<Same<typeof held, Quantity<'current'>>>();
is<Same<typeof length, Quantity<'time'>>>();
const noise = input.wienerProcess(ms(10));
is<Same<typeof noise, Quantity<'one'>>>();
const events = input.poisson(Hz(10), ms(10), { amplitude: mS(1) });
is<Same<typeof events, Quantity<'conductance'>>>();
input.ouProcess(nA(0), nA(1).div(ms(1).sqrt()), ms(5), ms(10));
// @ts-expect-error the strength of noise on a current is no voltage
input.ouProcess(nA(0), mV(1), ms(5), ms(10));
// @ts-expect-error both ends are of one dimension
input.ramp(nA(0), mV(1), ms(10));
// @ts-expect-error a duration is a time
input.ramp(nA(0), nA(1), nA(10));
// @ts-expect-error a frequency is no time
input.sinusoidal(nA(1), ms(10), ms(10));

const wave = new input.Ramp(nA(0), nA(1), ms(10)).add(new input.Sinusoidal(nA(1), Hz(5), ms(10)));
is<Same<ReturnType<typeof wave.values>, Quantity<'current'>>>();
const power = wave.mul(mV(2));
is<Same<ReturnType<typeof power.values>, Quantity<'power'>>>();
// @ts-expect-error a current and a voltage do not add up
wave.add(new input.Ramp(mV(0), mV(1), ms(10)));
// @ts-expect-error nor a current and a number
wave.add(1);

// ---- connections
const rule = new conn.FixedProb(0.1, { weight: new init.Normal(mS(1), mS(0.1)), delay: ms(1) });
is<Same<typeof rule, conn.FixedProb<'conductance'>>>();
const result = rule.generate(10, [2, 5]);
is<Same<typeof result.weights, Quantity<'conductance'> | undefined>>();
const current = result.toCsr().vecmat(mV([1, 2]));
is<Same<typeof current, Quantity<'current'>>>();
is<Same<ReturnType<typeof result.delayToDense>, Quantity<'time'>>>();
new conn.DistanceDependent(new init.GaussianProfile(um(100))).generate(2, 2, { prePositions: um([[0], [1]]), postPositions: unitless([[0], [1]]) });
// @ts-expect-error a delay is a time
new conn.AllToAll({ delay: mV(1) });
// @ts-expect-error both kinds have weights of one dimension
new conn.ExcitatoryInhibitory({ excWeight: mS(1), inhWeight: mV(1) });
// @ts-expect-error weights of two dimensions do not go together
result.union(new conn.AllToAll({ weight: mV(1) }).generate(10, 10));
