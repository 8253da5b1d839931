// What u.math, u.autograd and the checks of functions say of dimensions. Checked by the compiler alone.
import {
  autograd,
  assignUnits,
  checkDims,
  checkUnits,
  math,
  mA,
  mS,
  ms,
  mV,
  ohm,
  sameAs,
  u,
  unitless,
  type AnyQuantity,
  type BoolQuantity,
  type Quantity,
  type Unit,
} from '../../src/unit/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

const V = mV([1, 2]);
const I = mA([3, 4]);
const tau = ms(5);
const x = unitless([1, 2]);
const inOrder = {
  // ---- products in every order
  a: x.mul(V),
  b: V.mul(x),
  c: x.mul(mV),
  d: mV.mul(x),
  e: mV.mul(3),
  f: math.multiply(3, mV),
  g: math.multiply(mV, 3),
  h: I.mul(ohm),
  i: ohm.mul(I),
  j: math.multiply(ohm, I),
  k: math.multiply(I, ohm),
  l: x.div(ms),
  m: math.divide(3, ms),
  n: V.div(ohm),
  o: V.div(mV),
  p: V.gt(mV(1)).mul(mS(0.6)),
};
same<typeof inOrder.a, Quantity<'voltage'>>(true);
same<typeof inOrder.b, Quantity<'voltage'>>(true);
same<typeof inOrder.c, Quantity<'voltage'>>(true);
same<typeof inOrder.d, Quantity<'voltage'>>(true);
same<typeof inOrder.e, Quantity<'voltage'>>(true);
same<typeof inOrder.f, Quantity<'voltage'>>(true);
same<typeof inOrder.g, Quantity<'voltage'>>(true);
same<typeof inOrder.h, Quantity<'voltage'>>(true);
same<typeof inOrder.i, Quantity<'voltage'>>(true);
same<typeof inOrder.j, Quantity<'voltage'>>(true);
same<typeof inOrder.k, Quantity<'voltage'>>(true);
same<typeof inOrder.l, Quantity<'frequency'>>(true);
same<typeof inOrder.m, Quantity<'frequency'>>(true);
same<typeof inOrder.n, Quantity<'current'>>(true);
same<typeof inOrder.o, Quantity<'one'>>(true);
same<typeof inOrder.p, Quantity<'conductance'>>(true);
const stillUnit: Unit<'voltage'> = mA.mul(ohm);
// @ts-expect-error a number does not become a unit
const noUnit: Unit<'voltage'> = mV.mul(3);

// ---- the unit stays
const kept: Quantity<'voltage'>[] = [
  math.median(V),
  math.percentile(V, 30),
  math.std(V),
  math.diff(V),
  math.nanToNum(V),
  math.roll(V, 1),
  math.trace(V),
  math.clip(V, undefined, mV(3)),
  math.mod(V, mV(3)),
  math.copysign(V, tau),
  math.interp(tau, ms([1, 2]), V),
  math.select([V.gt(mV(1))], [V], mV(0)),
  math.average(V, undefined, tau),
  math.floor(V, { unitToScale: mV }),
  math.relu(V),
  ...math.split(V, 2),
  math.unique(V),
  V.clip(mV(0)),
  V.T,
  V.sort(),
  V.cumsum(),
  V.mod(mV(3)),
  math.array([mV(1), u.volt(1)]),
  math.eye(2, 2, { unit: mV }),
  math.linspace(mV(0), mV(1), 3),
  ...(math.histogram(V).slice(1) as [Quantity<'voltage'>]),
];
const bare: Quantity<'one'>[] = [
  math.mod(x, 3),
  math.abs(-3),
  math.floor(1.5),
  math.sum(x),
  math.eye(2),
  math.array([1, 2]),
];
const [gridV, gridTau] = math.meshgrid([V, tau]);
same<typeof gridV, Quantity<'voltage'>>(true);
same<typeof gridTau, Quantity<'time'>>(true);
// @ts-expect-error a remainder of unlike quantities
math.mod(V, tau);
// @ts-expect-error what is whole depends on the unit
math.floor(V);
// @ts-expect-error a voltage in milliseconds
math.floor(V, { unitToScale: ms });
// @ts-expect-error to put a time where a voltage is NaN
math.nanToNum(V, { nan: tau });
// @ts-expect-error voltages among times
math.interp(V, ms([1, 2]), V);
// @ts-expect-error voltages and times
math.array([mV(1), ms(1)]);

// ---- the unit changes
same<ReturnType<typeof changed>, [Quantity<'frequency'>, Quantity<'length'>, Quantity<'power'>, Quantity<'one'>]>(true);
function changed() {
  return [math.reciprocal(tau), math.cbrt(u.cm3(8)), math.matmul(V, I), math.floorDivide(V, mV(2))] as [
    Quantity<'frequency'>,
    Quantity<'length'>,
    Quantity<'power'>,
    Quantity<'one'>,
  ];
}
const squares = V.var();
same<typeof squares, Quantity<'kg^2 m^4 s^-6 A^-2'>>(true);
const three = math.einsum('i,i,i->', V, I, tau);
same<typeof three, Quantity<'energy'>>(true);
const trapezoid = math.trapezoid(I, { dx: tau });
same<typeof trapezoid, Quantity<'charge'>>(true);
const power: Quantity<'area'> = math.power(u.cm(2), 2);
const plainPower: Quantity<'one'> = math.power(2, x);
// The exponent of a product depends on how many factors there are.
same<0 extends 1 & ReturnType<typeof V.prod>['dim'] ? 'any' : 'known', 'any'>(true);
const plainProduct: Quantity<'one'> = x.prod();
// @ts-expect-error each would have another unit
math.cumprod(V);
// @ts-expect-error an array has one unit
math.power(V, x);

// ---- the unit goes
const places: Quantity<'one'>[] = [
  math.argsort(V),
  V.argmax(),
  math.searchsorted(V, mV(3)),
  math.sign(V),
  math.exp(V, { unitToScale: mV }),
];
const bools: BoolQuantity[] = [
  math.isclose(V, mV(1)),
  math.logicalAnd(x, 1),
  x.any(),
  math.isnan(V),
  math.greater(V, mV(2)),
];
// @ts-expect-error bools of a voltage
V.any();
// @ts-expect-error a voltage is no number
math.exp(V);
// @ts-expect-error a voltage in milliseconds
math.exp(V, { unitToScale: ms });
// @ts-expect-error unlike quantities are not compared
math.isclose(V, tau);
// @ts-expect-error nor searched
math.searchsorted(V, tau);

// ---- derivatives
const slope = autograd.grad((v: Quantity<'voltage'>, r: Quantity<'resistance'>) => v.pow(2).div(r).sum(), {
  argnums: [0, 1],
})(V, ohm(1));
const byV: Quantity<'current'> = slope[0];
const byR = slope[1];
same<typeof byR, Quantity<'A^2'>>(true);
const one = autograd.grad((v: Quantity<'voltage'>) => v.sum())(V);
same<typeof one, Quantity<'one'>>(true);
const second = autograd.hessian((v: Quantity<'voltage'>) => v.mul(mA(1)).sum())(V);
same<typeof second, Quantity<'conductance'>>(true);
const tree = autograd.grad(({ i, t }: { i: Quantity<'current'>; t: Quantity<'time'> }) => i.mul(t))({
  i: mA(1),
  t: ms(1),
});
same<typeof tree, { i: Quantity<'time'>; t: Quantity<'current'> }>(true);
const [[value, aux], gradient] = autograd.valueAndGrad((v: Quantity<'voltage'>) => [v.sum(), 'more'] as const, {
  hasAux: true,
})(V);
same<typeof value, Quantity<'voltage'>>(true);
same<typeof aux, 'more'>(true);
same<typeof gradient, Quantity<'one'>>(true);
const matrix = autograd.jacrev((v: Quantity<'voltage'>) => ({ g: v.mul(mS(1)) }))(V);
same<typeof matrix, { g: Quantity<'conductance'> }>(true);
const [at, along] = autograd.jvp((v: Quantity<'voltage'>) => v.div(ohm(1)), [V], [mV([0, 1])]);
same<typeof along, Quantity<'current'>>(true);
// @ts-expect-error a direction of voltages is a list of voltages
autograd.jvp((v: Quantity<'voltage'>) => v, [V], [tau]);
// @ts-expect-error the function takes a voltage
autograd.grad((v: Quantity<'voltage'>) => v.sum())(tau);

// ---- functions that are checked at run time as well take their types from the description
const ohmsLaw = checkDims(['current', ohm], 'voltage')((i, r) => i.mul(r));
const result: Quantity<'voltage'> = ohmsLaw(I, ohm(1));
// @ts-expect-error a voltage is no current
ohmsLaw(V, ohm(1));
// @ts-expect-error a power is no voltage
checkDims(['current', 'voltage'], 'voltage')((i, v) => i.mul(v));
const named = checkDims({ V: mV, tau: 'time' }, 'voltageRate')(({ V, tau }) => V.div(tau));
// @ts-expect-error tau is missing
named({ V });
const likeFirst = checkDims([null, sameAs(0)])((a: Quantity<'voltage'>, b: Quantity<'voltage'>) => a.add(b));
const twice = checkUnits([mV], mV)((v) => v.mul(2));
const alpha = assignUnits([mV], ms.reverse())((v) => v.mul(0.07));
const rate: Quantity<'frequency'> = alpha(V);
const number: Quantity<'one'> = alpha.withoutResultUnits(V);
// @ts-expect-error a time is no voltage
alpha(tau);
// @ts-expect-error inside it is a plain number
assignUnits([mV])((v) => v.add(mV(1)));

declare const unknownDimension: AnyQuantity;
export const used = [
  kept,
  bare,
  stillUnit,
  noUnit,
  squares,
  three,
  power,
  plainPower,
  plainProduct,
  places,
  bools,
  byV,
  one,
  at,
  result,
  likeFirst,
  twice,
  rate,
  number,
  math.sum(unknownDimension),
  trapezoid,
];
