// Equations in texts, read by the compiler. Nothing here runs.
import { expr, u, type AnyQuantity, type Quantity } from 'braints';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_ extends true>(..._: unknown[]): void {}

const { mA, mS, mV, ms, ohm, uF, cm2, unitless } = u;
const V = mV(-50), V_rest = mV(-60), V_th = mV(-40), tau = ms(20), R = ohm(1), I = mA(25), m = unitless(0.1);
const leaky = expr({ V, V_rest, V_th, tau, R, I, m, k: 2, mV });

// ---- dimensions come out
const drift = leaky('(V_rest - V + R*I)/tau');
is<Same<typeof drift, Quantity<'voltageRate'>>>();
const number = leaky('1 + 2*3');
is<Same<typeof number, Quantity<'one'>>>();
const same = leaky('V');
is<Same<typeof same, Quantity<'voltage'>>>();
const squared = leaky('V**2');
is<Same<typeof squared, Quantity<'kg^2 m^4 s^-6 A^-2'>>>();
const caret = leaky('V^2');
is<Same<typeof caret, typeof squared>>();
const rate = leaky('1/tau');
is<Same<typeof rate, Quantity<'frequency'>>>();
const inverse = leaky('tau**-1');
is<Same<typeof inverse, Quantity<'frequency'>>>();
const root = leaky('tau**0.5 - sqrt(tau) + tau**.50');
is<Same<typeof root, Quantity<'s^0.5'>>>();
const whole = leaky('tau ** 2.0 / tau');
is<Same<typeof whole, Quantity<'time'>>>();
const nested = leaky('((((((((((((((((((((((((((((((((((((((((((((((((((V))))))))))))))))))))))))))))))))))))))))))))))))))');
is<Same<typeof nested, Quantity<'voltage'>>>();
const spaced = leaky(`
  (V_rest - V
     + R * I)
  / tau
`);
is<Same<typeof spaced, Quantity<'voltageRate'>>>();
const small = leaky('1e-3*V + 1.5E+2*V - 2e3*V + .5*V + 3.*V');
is<Same<typeof small, Quantity<'voltage'>>>();
const signs = leaky('- -V + +V - -(-V)');
is<Same<typeof signs, Quantity<'voltage'>>>();
const units = leaky('V + 25*mV');
is<Same<typeof units, Quantity<'voltage'>>>();
const known = leaky('tau**k');
is<Same<typeof known, Quantity<'s^2'>>>();

// ---- precedence: of each pair only one reading has these dimensions
const p1 = leaky('-m**2 + m*m**2 - 2**-m**m');
is<Same<typeof p1, Quantity<'one'>>>();
const p2 = leaky('V/tau/tau*tau');
is<Same<typeof p2, Quantity<'voltageRate'>>>();
const p3 = leaky('V - R*I**1 > V_th*m');
is<Same<typeof p3, Quantity<'one'>>>();
const p4 = leaky('tau**-k*tau**2');
is<Same<typeof p4, Quantity<'one'>>>();
const p5 = leaky('V - -V*2**-k/k**2');
is<Same<typeof p5, Quantity<'voltage'>>>();

// ---- functions
const f1 = leaky('exp(-(V - V_th)/(10*mV)) + exprel(V/V_th) + tanh(m) + log(m) + sigmoid(m) + expm1(k) + sin(m)*cos(m)');
is<Same<typeof f1, Quantity<'one'>>>();
const f2 = leaky('max(min(V, V_th), V_rest, V) + abs(V) + clip(V, V_rest, V_th) + where(V > V_th, V_rest, V)');
is<Same<typeof f2, Quantity<'voltage'>>>();
const f3 = leaky('sqrt(V*V) * sign(V)');
is<Same<typeof f3, Quantity<'voltage'>>>();

// ---- the dimension of the result can be named, by a name, a base form or a unit
const named = expr({ V, tau }, 'voltageRate')('V/tau');
is<Same<typeof named, Quantity<'voltageRate'>>>();
const spelled = expr({ V, tau }, 'kg m^2 s^-4 A^-1')('V/tau');
is<Same<typeof spelled, Quantity<'voltageRate'>>>();
const counted = expr({ I, R }, mV)('R*I');
is<Same<typeof counted, Quantity<'voltage'>>>();
// @ts-expect-error "the result must be voltageRate, got voltage"
expr({ V, tau }, 'voltageRate')('V');
// @ts-expect-error "the result must be time, got voltage"
expr({ V, tau }, ms)('V');
// @ts-expect-error "cannot add time to voltage"
expr({ V, tau }, ms)('V + tau');

// ---- what is known at run time only
declare const unknown: AnyQuantity;
declare const text: string;
declare const many: Readonly<Record<string, AnyQuantity>>;
const some = expr({ V, unknown })('V + unknown');
is<Same<typeof some, Quantity<'voltage'>>>();
const open = expr({ V, unknown })('V * unknown');
is<0 extends 1 & (typeof open)['dim'] ? true : false>();
const read = expr({ V })(text);
is<0 extends 1 & (typeof read)['dim'] ? true : false>();
const pattern = expr({ V })(`${text}*V`);
is<0 extends 1 & (typeof pattern)['dim'] ? true : false>();
const asked: Quantity<'voltage'> = expr({ V }, mV)(text);
const all = expr(many)('a + b');
is<0 extends 1 & (typeof all)['dim'] ? true : false>();
const third = leaky('V**(1/3)');
is<0 extends 1 & (typeof third)['dim'] ? true : false>();

// ---- what is wrong does not compile; test/unit/equation-errors.test.ts has the texts
// @ts-expect-error a current is no voltage
leaky('V_rest - V + I');
// @ts-expect-error no such name
leaky('Vm');
// @ts-expect-error not closed
leaky('(V');
// @ts-expect-error exp of a voltage
leaky('exp(V)');

// ---- a model
const na = { V, m, h: unitless(0.5), g_Na: mS(120).div(cm2(1)), E_Na: mV(50), C: uF(1).div(cm2(1)) };
const dV = expr(na)('-g_Na*m**3*h*(V - E_Na)/C');
is<Same<typeof dV, Quantity<'voltageRate'>>>();

export { asked };
