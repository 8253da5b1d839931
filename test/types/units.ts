// Checked by `tsc --noEmit`; nothing here runs. A line after `@ts-expect-error` must not compile, every other must.
import {
  amp, cm, mA, math, ms, mV, nA, nS, ohm, pF, Quantity, u, uF, unitless, volt, cm2, Hz, kelvin, joule,
  type AnyQuantity, type Dim, type Div, type Mul, type Pow, type Unit,
} from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

// ---- the dimensions of products, quotients and powers have names
same<Mul<'resistance', 'current'>, 'voltage'>(true);
same<Mul<'current', 'resistance'>, 'voltage'>(true);
same<Div<'voltage', 'time'>, 'voltageRate'>(true);
same<Div<'voltage', 'voltage'>, 'one'>(true);
same<Div<'one', 'time'>, 'frequency'>(true);
same<Mul<'one', 'one'>, 'one'>(true);
same<Pow<'length', 2>, 'area'>(true);
same<Pow<'area', 0.5>, 'length'>(true);
same<Pow<'voltage', 0>, 'one'>(true);
same<Pow<'time', -1>, 'frequency'>(true);
same<Div<'capacitance', 'area'>, 'capacitanceDensity'>(true);
same<Div<'capacitance', 'conductance'>, 'time'>(true);
same<Mul<'conductanceDensity', 'voltage'>, 'currentDensity'>(true);
same<Dim<'kg m^2 s^-3 A^-1'>, 'voltage'>(true);
same<Dim<'s^-1'>, 'frequency'>(true);
same<Dim<''>, 'one'>(true);

// ---- and a base form where they have none; both ways round
same<Pow<'time', 0.5>, 's^0.5'>(true);
same<Mul<'voltage', Pow<'time', 0.5>>, 'kg m^2 s^-2.5 A^-1'>(true);
same<Pow<Mul<'voltage', Pow<'time', 0.5>>, 2>, Dim<'kg^2 m^4 s^-5 A^-2'>>(true);
same<Mul<Mul<'energy', 'temperature'>, Pow<'current', -2>>, 'kg m^2 s^-2 A^-2 K'>(true);
same<Div<'kg m^2 s^-2 A^-2 K', 'temperature'>, 'inductance'>(true);

// ---- what cannot be known is `any`, and any stays any
same<0 extends 1 & Mul<AnyQuantity['dim'], 'time'> ? 'any' : 'known', 'any'>(true);
same<0 extends 1 & Pow<'length', number> ? 'any' : 'known', 'any'>(true);
same<0 extends 1 & Pow<'length', 9> ? 'any' : 'known', 'any'>(true);

// ---- quantities follow
const tau: Quantity<'time'> = ms(20);
const V: Quantity<'voltage'> = ohm(1).mul(mA(25));
const drift: Quantity<'voltageRate'> = mV(-60).sub(V).add(ohm(1).mul(mA(8))).div(tau);
const density: Quantity<'capacitanceDensity'> = uF(1).div(cm(1).mul(cm(2)));
const ratio: Quantity<'one'> = V.div(mV(2));
const rate: Quantity<'frequency'> = math.divide(1, tau);
const noise = mV(1).mul(ms(1).sqrt());
same<typeof noise, Quantity<'kg m^2 s^-2.5 A^-1'>>(true);
const back: Quantity<'current'> = nS(2).mul(V);
const charge: Quantity<'charge'> = pF(2).mul(V);
const halved: Quantity<'time'> = tau.mul(0.5).div(2);
const rms: Quantity<'voltage'> = V.pow(2).sqrt();
const sum: Quantity<'one'> = ratio.add(1).sub(2);
const chosen: Quantity<'voltage'> = math.where(V.gt(mV(-50)), mV(-60), V);
const number: Quantity<'one'> = math.where(V.gt(mV(-50)), 1, 0);
const positions: Int32Array[] = math.where(V.gt(mV(-50)));
const times: Quantity<'time'> = math.arange(ms(0), ms(200), ms(0.1));
const counting: Quantity<'one'> = math.arange(0, 10, 2);
const zeros: Quantity<'voltage'> = math.zeros([3], mV);
const bare: Quantity<'one'> = math.zeros([3]);
const plain: Quantity<'one'> = new Quantity([1, 2, 3]);
const made: Quantity<'current'> = new Quantity([1, 2, 3], nA);
const joined: Quantity<'voltage'> = math.concatenate([V, mV([1])]);
const first: Quantity<'voltage'> = V.get(0);
const unit: Unit<'voltage'> = mA.mul(ohm);
const areas: Unit<'area'> = cm.pow(2);
const perTime: Unit<'frequency'> = ms.reverse();
const inside: Unit<'voltage'> = u.mV;
const exponential: Quantity<'one'> = math.exp(ratio.neg());
const clipped: Quantity<'voltage'> = math.clip(V, mV(-80), mV(0));
const current: Quantity<'current'> = V.div(ohm(1));
const count: number = ratio.item();
const millivolts: number = V.item(mV);

// ---- wrong dimensions are refused
// @ts-expect-error voltage and time
mV(1).add(ms(1));
// @ts-expect-error a plain number has no unit
mV(1).add(1);
// @ts-expect-error neither has zero
V.gt(0);
// @ts-expect-error voltage and current
V.gt(nA(1));
// @ts-expect-error a quotient of unlike quantities is not a voltage
const wrong: Quantity<'voltage'> = V.div(tau);
// @ts-expect-error a time is not a voltage
const wrongUnit: Unit<'voltage'> = ms;
// @ts-expect-error a voltage in milliseconds
V.in(ms);
// @ts-expect-error exp of a voltage
math.exp(V);
// @ts-expect-error a voltage where the condition holds and a time elsewhere
math.where(V.gt(mV(1)), mV(1), ms(1));
// @ts-expect-error times from volts
math.arange(ms(0), mV(1), ms(1));
// @ts-expect-error voltages and times do not join
math.concatenate([mV([1]), ms([1])]);
// @ts-expect-error a current at an index of voltages
V.with(0, nA(1));
// @ts-expect-error a quantity of a quantity with a unit
mV(ms(1));
// @ts-expect-error the number of a voltage needs a unit to count in
V.item();
// @ts-expect-error bools of a voltage
V.and(V);

// A dimension is never taken from what the result is assigned to.
// @ts-expect-error no unit was given
const unitlessVoltage: Quantity<'voltage'> = new Quantity([1, 2]);
// @ts-expect-error no unit was given
const noVolts: Quantity<'voltage'> = math.zeros([3]);
// @ts-expect-error a rate is not a voltage
const noRate: Quantity<'voltage'> = math.divide(1, tau);
const integers: Quantity<'one'> = new Quantity([1, 2], undefined, 'int32');

// ---- bools are no condition
const above = V.gt(mV(-50));
// @ts-expect-error TS2801: always true
if (above) math.sum(V);
// @ts-expect-error TS2801: always true
const always = V.gt(mV(-50)) ? 1 : 0;
const both: Quantity<'one'> = above.and(V.lt(mV(0))).not();

// ---- the way out and the way back
declare const unknownDimension: AnyQuantity;
const known: Quantity<'voltage'> = unknownDimension.as(mV);
const accepted: Quantity<'voltage'> = unknownDimension;
const given: AnyQuantity = V;
// @ts-expect-error what comes back is what was asked for
const notATime: Quantity<'time'> = unknownDimension.as(mV);

// ---- generic code
function euler<D>(y: Quantity<D>, slope: Quantity<Div<D, 'time'>>, dt: Quantity<'time'>): Quantity<D> {
  // A product and a quotient do not cancel for a D that is not known yet.
  return y.add(slope.mul(dt).as(y.unit));
}
const stepped: Quantity<'voltage'> = euler(V, drift, tau);
function slope<D>(f: (y: Quantity<D>) => Quantity<Div<D, 'time'>>, y: Quantity<D>): Quantity<Div<D, 'time'>> {
  return f(y).add(f(y)).sub(y.div(ms(1)));
}
const slopes: Quantity<'voltageRate'> = slope((y: Quantity<'voltage'>) => y.div(tau), V);
function normalised<D>(x: Quantity<D>): Quantity<Div<D, D>> {
  return x.sub(x.mean()).div(x.max());
}
function doubled<D>(x: Quantity<D>): Quantity<D> {
  return x.add(x).mul(2).in(x.unit);
}

// A user of the quantities, so that none is unused.
export const all = [
  density, rate, back, charge, halved, rms, sum, chosen, number, positions, times, counting, zeros, bare, plain, made,
  joined, first, unit, areas, perTime, inside, exponential, clipped, current, count, millivolts, wrong, wrongUnit,
  always, both, known, accepted, given, notATime, stepped, slopes, normalised(V), doubled(V),
  amp, volt, unitless, unitlessVoltage, noVolts, noRate, integers, cm2, Hz, kelvin, joule, noise,
];
