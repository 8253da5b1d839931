// Read by the compiler alone: what must compile, what must not, and the types that come out.
import * as quad from '../../src/tools/quad/index.js';
import { ms, mV, nA, type Quantity } from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

const decay = (V: Quantity<'voltage'>) => V.neg().div(ms(10));
const quiet = (V: Quantity<'voltage'>) => V.div(ms(1).sqrt());

// ---- one quantity
const V = quad.odeRk4Step(decay, mV([1]), ms(0));
is<Same<typeof V, Quantity<'voltage'>>>();
const [next, error] = quad.odeDopri5Step(decay, mV([1]), ms(0), { returnError: true });
is<Same<typeof next, Quantity<'voltage'>>>();
is<Same<typeof error, Quantity<'voltage'>>>();
const noisy = quad.sdeMilsteinStep(decay, quiet, mV([1]), ms(0), { sdeType: 'stra' });
is<Same<typeof noisy, Quantity<'voltage'>>>();
is<Same<ReturnType<typeof quad.expEulerStep<'voltage', []>>, Quantity<'voltage'>>>();

// ---- several, and what else the function takes
const f = (y: { V: Quantity<'voltage'>; w: Quantity<'current'> }, _: Quantity<'time'>, tau: Quantity<'time'>) => ({
  V: y.V.neg().div(tau),
  w: y.w.neg().div(tau),
});
const pair = quad.odeRk4Step(f, { V: mV(1), w: nA(1) }, ms(0), { args: [ms(5)] });
is<Same<typeof pair, { V: Quantity<'voltage'>; w: Quantity<'current'> }>>();
// A function written in place takes its types from the variable.
quad.odeEulerStep((y) => ({ a: y.a.div(ms(1)) }), { a: mV(1) }, ms(0));

// @ts-expect-error a voltage is no rate of one
quad.odeRk4Step((y: Quantity<'voltage'>) => y, mV([1]), ms(0));
// @ts-expect-error the function wants a time
quad.odeRk4Step(f, { V: mV(1), w: nA(1) }, ms(0), { args: [mV(5)] });
// @ts-expect-error a rate for each variable
quad.odeEulerStep((y: { a: Quantity; b: Quantity }) => ({ a: y.a.div(ms(1)) }), { a: V, b: V } as never, ms(0));
// @ts-expect-error a diffusion is per square root of time
quad.sdeEulerStep(decay, decay, mV([1]), ms(0));
// @ts-expect-error the classical step has no error to give
quad.odeRk4Step(decay, mV([1]), ms(0), { returnError: true });
// @ts-expect-error a time is no voltage
quad.odeRk4Step(decay, mV([1]), mV(0));
