// Code of users that works for any dimension, with the annotations that they would write. Nothing here runs.
import { environ, HiddenState, nn, random, transform, u, type AnyQuantity, type Div, type Mul, type Pow, type Quantity, type Unit } from 'braints';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_ extends true>(..._: unknown[]): void {}

const { mA, math, mS, ms, mV, ohm } = u;
const V = mV([-60, -55]), tau = ms(20);

// ---- one dimension
function relax<D>(x: Quantity<D>, tau: Quantity<'time'>): Quantity<Div<D, 'time'>> {
  return x.div(tau);
}
const slope = relax(V, tau);
is<Same<typeof slope, Quantity<'voltageRate'>>>();
const current: Quantity<'currentRate'> = relax(mA(1), tau);

function leak<D>(x: Quantity<D>, rest: Quantity<D>, tau: Quantity<'time'>): Quantity<Div<D, 'time'>> {
  return rest.sub(x).add(x.sub(x)).mul(0.5).div(tau);
}
const leaked = leak(V, mV(-60), tau);
is<Same<typeof leaked, Quantity<'voltageRate'>>>();
// @ts-expect-error both of one dimension
leak(V, mA(1), tau);

function variance<D>(x: Quantity<D>): Quantity<Pow<D, 2>> {
  return x.sub(x.mean()).pow(2);
}
const spread = variance(V);
is<Same<typeof spread, Quantity<'kg^2 m^4 s^-6 A^-2'>>>();
const deviation: Quantity<'voltage'> = variance(V).sqrt();

// A product and a quotient do not cancel for a D that is not known yet; `.as` says that they do, and checks it.
function euler<D>(x: Quantity<D>, slope: Quantity<Div<D, 'time'>>): Quantity<D> {
  return x.add(slope.mul(environ.getDt()).as(x.unit));
}
const next = euler(V, slope);
is<Same<typeof next, Quantity<'voltage'>>>();
// @ts-expect-error a slope of currents
euler(V, current);

// ---- several
function power<A, B>(a: Quantity<A>, b: Quantity<B>): Quantity<Mul<A, B>> {
  return a.mul(b);
}
const watts = power(mV(1), mA(1));
is<Same<typeof watts, Quantity<'power'>>>();

function conductance<G, E>(g: Quantity<G>, x: Quantity<E>, reversal: Quantity<E>): Quantity<Mul<G, E>> {
  return g.mul(reversal.sub(x));
}
const flowing = conductance(mS(1), V, mV(0));
is<Same<typeof flowing, Quantity<'current'>>>();

// ---- functions, units, lists, records and classes of any dimension
function twice<D>(f: (x: Quantity<D>) => Quantity<D>): (x: Quantity<D>) => Quantity<D> {
  return (x) => f(f(x));
}
const doubled = twice((x: Quantity<'voltage'>) => x.mul(2))(V);
is<Same<typeof doubled, Quantity<'voltage'>>>();

function ramp<D>(unit: Unit<D>, n: number): Quantity<D> {
  return unit(math.arange(n));
}
const ramped = ramp(mV, 3);
is<Same<typeof ramped, Quantity<'voltage'>>>();

function total<D>(items: readonly Quantity<D>[]): Quantity<D> {
  return items.reduce((a, b) => a.add(b));
}
const summed = total([V, mV(1)]);
is<Same<typeof summed, Quantity<'voltage'>>>();
// @ts-expect-error voltages and times
total([V, tau]);

function each<T extends Record<string, AnyQuantity>>(record: T): { [K in keyof T]: T[K] } {
  return record;
}
const parts = each({ V, tau });
is<Same<typeof parts.tau, Quantity<'time'>>>();

class LowPass<D> {
  readonly out: HiddenState<Quantity<D>>;
  constructor(start: Quantity<D>, readonly tau: Quantity<'time'>) {
    this.out = new HiddenState(start);
  }
  drift(x: Quantity<D>): Quantity<Div<D, 'time'>> {
    return x.sub(this.out.value).div(this.tau);
  }
  step(x: Quantity<D>): Quantity<D> {
    this.out.value = euler(this.out.value, this.drift(x));
    return this.out.value;
  }
}
const filtered = transform.forLoop((x) => new LowPass(mV(0), tau).step(x), V);
is<Same<typeof filtered, Quantity<'voltage'>>>();
// @ts-expect-error a filter of voltages
new LowPass(mV(0), tau).step(mA(1));

const stepped = nn.expEulerStep((x: Quantity<'voltage'>) => relax(x, tau), V);
is<Same<typeof stepped, Quantity<'voltage'>>>();

// ---- arrays and quantities in either order
const scaled = random.rand(5).mul(mV(1));
is<Same<typeof scaled, Quantity<'voltage'>>>();
const weighted = mV(1).mul(random.rand(5));
is<Same<typeof weighted, Quantity<'voltage'>>>();
const conductances = random.rand(5).mul(mS(0.6)).mul(V.sub(V));
is<Same<typeof conductances, Quantity<'current'>>>();
const number = math.multiply(2, ohm(1));
is<Same<typeof number, Quantity<'resistance'>>>();

// ---- the way out and the way back, in generic code too
function anything(x: AnyQuantity, y: AnyQuantity): AnyQuantity {
  return x.mul(y).div(x).add(y);
}
const back: Quantity<'voltage'> = anything(V, tau).as(mV);
const through: AnyQuantity = relax(anything(V, tau), tau);

export { back, deviation, through };
