import { nn, u, type Quantity } from 'braints';

const { mA, mV, ohm, unitless } = u;

// The dimension of the input is not taken from the bias: without a word it has none.
const plain = new nn.Linear(3, 2, { wInit: new nn.init.KaimingNormal({ unit: mA }), bInit: mA([1, 2]) });
export const current: Quantity<'current'> = plain.step(unitless([1, 2, 3]));
// @ts-expect-error the input has no dimension
plain.step(mV([1, 2, 3]));
// @ts-expect-error a bias is added to currents
new nn.Linear(3, 2, { wInit: mA([[1, 2], [3, 4], [5, 6]]), bInit: mV([1, 2]) });

const ohmic = new nn.Linear<'resistance', 'current'>(1, 1, { wInit: ohm([[2]]), bInit: mV([1]) });
export const voltage: Quantity<'voltage'> = ohmic.step(mA([3]));

export const all: Quantity<'current'> = new nn.AllToAll(3, 2, { wInit: mA(1), bInit: mA([1, 2]) }).step(unitless([1, 2, 3]));
export const each: Quantity<'current'> = new nn.OneToOne(2, { wInit: mA(1), bInit: mA([1, 2]) }).step(unitless([1, 2]));
