import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { math, mA, ms, mV, ohm, Quantity, second, u, volt, type Quantity as Q } from '../../src/unit/index.js';

const { autograd } = u;
const V = mV([1, 2, 3]);
const R = ohm(2);

// What brainunit (saiunit 0.5.2) gives for the same functions at the same places.
describe('derivatives have units, as in brainunit', () => {
  it('of a scalar by one argument, or by several', () => {
    const energy = (v: Q<'voltage'>) => v.pow(2).sum().mul(u.uF(3));
    expect(repr(autograd.grad(energy)(V))).toBe('Quantity([ 6. 12. 18.], "nC")');
    const power = (v: Q<'voltage'>, r: Q<'resistance'>) => v.pow(2).div(r).sum();
    expect(
      autograd
        .grad(power, { argnums: [0, 1] })(V, R)
        .map(repr),
    ).toEqual(['Quantity([1. 2. 3.], "mA")', 'Quantity(-3.5, "mA^2")']);
    expect(repr(autograd.grad(power, { argnums: 1 })(V, R))).toBe('Quantity(-3.5, "mA^2")');
  });

  it('element by element', () => {
    expect(repr(autograd.vectorGrad((v: Q<'voltage'>) => v.pow(3))(V))).toBe('Quantity([ 3. 12. 27.], "mV^2")');
    const [slope, value] = autograd.vectorGrad((v: Q<'voltage'>) => v.pow(2), { returnValue: true })(V);
    expect([repr(slope), repr(value)]).toEqual(['Quantity([2. 4. 6.], "mV")', 'Quantity([1. 4. 9.], "mV^2")']);
  });

  it('of every element by every other', () => {
    const square = (v: Q<'voltage'>) => v.sum().mul(v);
    const wanted = 'Quantity([[7. 1. 1.]\n          [2. 8. 2.]\n          [3. 3. 9.]], "mV")';
    expect(repr(autograd.jacfwd(square)(V))).toBe(wanted);
    expect(repr(autograd.jacrev(square)(V))).toBe(wanted);
    expect(repr(autograd.hessian((v: Q<'voltage'>) => v.pow(3).sum())(V))).toBe(
      'Quantity([[ 6.  0.  0.]\n          [ 0. 12.  0.]\n          [ 0.  0. 18.]], "mV")',
    );
  });
});

describe('trees, aux and numbers', () => {
  it('an argument may be a tree, and its derivatives are one', () => {
    const f = ({ I, tau }: { I: Q<'current'>; tau: Q<'time'> }) => I.mul(tau).mul(2);
    const { I, tau } = autograd.grad(f)({ I: mA(3), tau: ms(5) });
    expect([repr(I), repr(tau)]).toEqual(['Quantity(10., "ms")', 'Quantity(6., "mA")']);
  });

  it('hands on what comes beside the value', () => {
    const f = (v: Q<'voltage'>) => [v.pow(2).sum(), { kept: v.mul(2), name: 'run' }] as const;
    const [[value, aux], gradient] = autograd.valueAndGrad(f, { hasAux: true })(V);
    expect([repr(value), repr(aux.kept), aux.name, repr(gradient)]).toEqual([
      'Quantity(14., "mV^2")',
      'Quantity([2. 4. 6.], "mV")',
      'run',
      'Quantity([2. 4. 6.], "mV")',
    ]);
    expect(repr(autograd.grad(f, { hasAux: true })(V)[1].kept)).toBe('Quantity([2. 4. 6.], "mV")');
    const [plain] = autograd.valueAndGrad((v: Q<'voltage'>) => v.sum())(V);
    expect(repr(plain)).toBe('Quantity(6., "mV")');
  });

  it('a derivative without a dimension is a plain number, whatever the sizes of the units', () => {
    expect(
      autograd
        .grad((v: Q<'voltage'>) => v.in(volt))(mV(5))
        .item(),
    ).toBe(1);
    expect(
      autograd
        .grad((t: Q<'time'>) => math.exp(t.div(second(1)).neg()))(ms(0))
        .in(u.Hz)
        .item(u.Hz),
    ).toBeCloseTo(-1, 6);
    expect(repr(autograd.grad((x: number | Q<'one'>) => math.multiply(new Quantity(x), mV(3)))(2))).toBe(
      'Quantity(3., "mV")',
    );
  });

  it('second derivatives by several arguments, one for each pair', () => {
    const f = (v: Q<'voltage'>, t: Q<'time'>) => v.pow(2).mul(t);
    const [[vv, vt], [tv, tt]] = autograd.hessian(f, { argnums: [0, 1] })(mV(3), ms(4));
    expect([vv, vt, tv, tt].map(repr)).toEqual([
      'Quantity(8., "ms")',
      'Quantity(6., "mV")',
      'Quantity(6., "mV")',
      'Quantity(0., "mV^2 / ms")',
    ]);
  });

  it('a tree of results has a tree of derivatives', () => {
    const { a, b } = autograd.jacrev((v: Q<'voltage'>) => ({ a: v.div(R), b: v.pow(2) }))(mV([1, 2]));
    expect(a.dim).toBe('conductance');
    expect(a.toArray(u.mS)).toEqual([
      [500, 0],
      [0, 500],
    ]);
    expect(repr(b)).toBe('Quantity([[2. 0.]\n          [0. 4.]], "mV")');
  });

  it('goes forwards along a direction of the same dimensions', () => {
    const [value, change] = autograd.jvp(
      (v: Q<'voltage'>, r: Q<'resistance'>) => v.div(r),
      [mV(6), ohm(2)],
      [volt(0.002), ohm(0)],
    );
    expect([repr(value), repr(change)]).toEqual(['Quantity(3., "mA")', 'Quantity(1., "mA")']);
  });
});

describe('what cannot be differentiated is refused', () => {
  it.each([
    [
      () => autograd.grad((v: Q<'voltage'>) => v)(V),
      'grad wants a function that returns one number, got ~float32[3] mV of shape (3,)',
    ],
    [
      () => autograd.grad((_: string) => mV(1))('V'),
      'grad: argument 1 has to be a quantity or a number to be differentiated by, got string',
    ],
    [() => autograd.grad((v: Q<'voltage'>) => v, { argnums: 1 })(mV(1)), 'argnum'],
    [
      () => autograd.grad((_: Q<'voltage'>) => 'V' as never)(mV(1)),
      'grad wants a function that returns a quantity or a number, got string',
    ],
    [
      () => autograd.valueAndGrad((v: Q<'voltage'>) => v as never, { hasAux: true })(mV(1)),
      'wants a function that returns [value, anything else]',
    ],
    [
      () => autograd.jvp((v: Q<'voltage'>) => v, [mV(1)], [ms(1) as never]),
      'cannot express 1 ms in mV: time and voltage',
    ],
  ])('%#', (run, text) => {
    expect(run).toThrow(text);
  });
});
