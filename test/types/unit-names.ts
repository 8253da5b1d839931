// Checked by `tsc --noEmit`; nothing here runs. A line after `@ts-expect-error` must not compile, every other must.
import { mvolt2, ykatal3 } from '../../src/unit/generated/powers.js';
import { ms, mV, u, volt, type AnyUnit, type Quantity, type Unit } from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

// ---- every unit of the tables says its dimension
const squared: Quantity<'kg^2 m^4 s^-6 A^-2'> = mvolt2(1);
const cubed: Unit<'s^-3 mol^3'> = ykatal3;
const mile: Quantity<'length'> = u.mile(26.2).add(u.kmetre(1));
const speed: Quantity<'velocity'> = u.kmh(50).add(u.metre(1).div(u.second(1)));
const angle: Quantity<'one'> = u.degree(90);
const force: Quantity<'force'> = u.kgf(1).add(u.dyne(1));
same<typeof squared, ReturnType<typeof mV.pow<2>> extends Unit<infer D> ? Quantity<D> : never>(true);

// ---- one's own
const bohr = u.Unit.create('length', 'bohr', 'a0', { scale: -11, factor: 5.29177210903 });
same<typeof bohr, Unit<'length'>>(true);
same<ReturnType<typeof u.Unit.createScaled<'length'>>, Unit<'length'>>(true);
const mbohr: Unit<'length'> = u.Unit.createScaled(bohr, 'm');
const known: Unit<'voltage'> = u.Unit.create('kg m^2 s^-3 A^-1', 'x', 'x');
const from: Unit<'time'> = u.Unit.create(ms, 'tick', 'tck');
const open: AnyUnit = u.Unit.create(u.getDimension('time'), 'tock', 'tok');
// @ts-expect-error a length is not a time
bohr(1).add(ms(1));

// ---- read from a text, the dimension is known at run time only
const read: AnyUnit = u.parseUnit('nA / cm^2');
const back: Quantity<'currentDensity'> = read(1).as(u.nA.div(u.cm2));

// ---- constants and temperatures
const V_T: Quantity<'voltage'> = u.constants.boltzmann.mul(u.celsius2kelvin(37)).div(u.constants.elementaryCharge);
const celsius: Quantity<'one'> = u.kelvin2celsius(u.kelvin(300));
const inch: Quantity<'length'> = u.constants.inch;
// @ts-expect-error a voltage is no temperature
u.kelvin2celsius(mV(1));
// @ts-expect-error degrees are plain numbers
u.celsius2kelvin(u.kelvin(1));

// ---- as text
volt(3).toString({ unit: mV, precision: 2 });
// @ts-expect-error the unit is of another dimension
volt(3).toString({ unit: ms });

export { angle, back, celsius, cubed, force, from, inch, known, mbohr, mile, open, speed, V_T };
