// Dimensions with names of one's own, by declaration merging.
import { u, type Dim, type Div, type Mul, type Pow, type Quantity } from 'braints';
import type { NamedDimensions, Quantity as QuantityOfUnits } from 'braints/unit';

declare module 'braints' {
  interface NamedDimensions {
    spikeDensity: 'm^-2 s^-1';
    noiseIntensity: 'kg^2 m^4 s^-5 A^-2';
    // Seven exponents do as well.
    jerk: [1, 0, -3, 0, 0, 0, 0];
  }
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

const { Hz, cm2, metre, mV, ms, second } = u;

// ---- they come out of products, quotients and powers, and go into them
is<Same<Div<'frequency', 'area'>, 'spikeDensity'>>();
is<Same<Mul<'spikeDensity', 'area'>, 'frequency'>>();
is<Same<Mul<'spikeDensity', 'time'>, 'm^-2'>>();
is<Same<Dim<'m^-2 s^-1'>, 'spikeDensity'>>();
is<Same<Dim<'spikeDensity'>, 'spikeDensity'>>();
is<Same<Mul<Pow<'voltage', 2>, 'time'>, 'noiseIntensity'>>();
is<Same<Pow<'noiseIntensity', 0.5>, 'kg m^2 s^-2.5 A^-1'>>();
is<Same<Pow<Mul<'voltage', Pow<'time', 0.5>>, 2>, 'noiseIntensity'>>();
is<Same<Div<'acceleration', 'time'>, 'jerk'>>();
is<Same<NamedDimensions['voltage'], [2, 1, -3, -1, 0, 0, 0]>>();

const density: Quantity<'spikeDensity'> = Hz(5).div(cm2(1));
const noise: Quantity<'noiseIntensity'> = mV(1).pow(2).mul(ms(1));
const jerk: Quantity<'jerk'> = metre(1).div(second(1).pow(3));
// @ts-expect-error spikes per area and time are not spikes per time
const rate: Quantity<'frequency'> = density;
// The part of the package that holds the units alone knows them, too.
const alone: QuantityOfUnits<'spikeDensity'> = density;

// ---- and are told to the library by the same form
u.nameDimension('spikeDensity', 'm^-2 s^-1');
u.nameDimension('noiseIntensity', 'kg^2 m^4 s^-5 A^-2');
u.nameDimension('jerk', [1, 0, -3, 0, 0, 0, 0]);
// @ts-expect-error another form than the declared one
u.nameDimension('spikeDensity', 'm^-2');
// @ts-expect-error a name that was not declared
u.nameDimension('spikeDensty', 'm^-2 s^-1');
// @ts-expect-error a name of the library's
u.nameDimension('voltage', 'm');

export const all = [noise, jerk, rate, alone];
