import { describe, expect, it } from 'vitest';
import { BrainError, expr, u, type AnyQuantity } from '../../src/index.js';
import { compile, errorsOf } from './compile.js';

const { mA, mV, ms, unitless } = u;
const scope = { V: mV(3), V_th: mV([1, 2]), I: mA(4), tau: ms(5), n: unitless(6), bad: undefined };
const run = (source: unknown) => () => expr(scope as never)(source as never) as AnyQuantity;

// The text; what the compiler says instead of taking it; what it is refused with at run time; and where.
const wrong: [source: string, compiler: string, runTime: string, at: number][] = [
  // dimensions
  ['V + I', 'cannot add current to voltage', 'cannot add 3 mV and 4 mA: voltage and current', 2],
  ['V - 1', 'cannot subtract a plain number from voltage', 'cannot subtract 3 mV and 1: voltage and a plain number; give the number a unit: mV(1)', 2],
  ['1 + V', 'cannot add voltage to a plain number', 'cannot add 1 and 3 mV: a plain number and voltage; give the number a unit: mV(1)', 2],
  ['V*tau + I*tau + V*tau', 'cannot add charge to magneticFlux', 'cannot add 15 uWb and 20 uC: magneticFlux and charge', 6],
  ['V > I', 'cannot compare voltage and current', 'cannot compare 3 mV and 4 mA: voltage and current', 2],
  ['exp(V/tau)', 'exp() wants a plain number, got voltageRate', 'exp wants a plain number, got 0.6 mV / ms, a voltageRate; divide by a unit first', 0],
  ['2*sin(V)', 'sin() wants a plain number, got voltage', 'sin wants a plain number, got 3 mV, a voltage; divide by a unit first: x.div(mV(1))', 2],
  ['V**n', 'the exponent of voltage must be a number, not a quantity', 'the exponent of 3 mV, a voltage, must be a number, got 6', 3],
  ['n**V', 'the exponent must be a plain number, got voltage', 'the exponent wants a plain number, got 3 mV, a voltage; divide by a unit first: x.div(mV(1))', 1],
  ['V**0.3', '', 'the exponent must be a whole or half number, got 0.3 for 3 mV; another one has to leave the unit whole and half exponents', 1],
  ['min(V, V_th, I)', 'cannot take min() of voltage and current', 'cannot take the minimum of [1. 2.] mV and 4 mA: voltage and current', 0],
  ['clip(V, V, 3)', 'cannot clip voltage and a plain number', 'cannot take the minimum of 3 mV and 3: voltage and a plain number; give the number a unit: mV(3)', 0],
  ['where(V > V, V, I)', 'cannot choose between voltage and current', 'cannot choose between 3 mV and 4 mA: voltage and current', 0],
  ['where(V, V, V)', 'where() wants a condition, got voltage', 'where wants a plain number, got 3 mV, a voltage; divide by a unit first: x.div(mV(1))', 0],
  // names
  ['Vm', "unknown name 'Vm'", "unknown name 'Vm': did you mean V?", 0],
  ['V + Vth', "unknown name 'Vth'", "unknown name 'Vth': did you mean V_th?", 4],
  ['bananas', "unknown name 'bananas'", "unknown name 'bananas': the names are V, V_th, I, tau, n, bad", 0],
  ['V + exp', 'exp is a function', 'exp is a function: write exp(…)', 4],
  ['expo(n)', "unknown function 'expo'", "unknown function 'expo': did you mean exp?", 0],
  ['n(V)', "unexpected '(': write * for a product", 'n is no function: write n*(…) for a product', 0],
  ['2(V)', "unexpected '(': write * for a product", "unexpected '(': write * for a product", 1],
  // numbers of arguments
  ['exp()', 'exp() takes 1 argument, got 0', 'exp() takes 1 argument, got 0', 0],
  ['exp(n, n)', 'exp() takes 1 argument, got 2', 'exp() takes 1 argument, got 2', 0],
  ['min(V)', 'min() takes 2 or more arguments, got 1', 'min() takes 2 or more arguments, got 1', 0],
  ['where(n, V)', 'where() takes 3 arguments, got 2', 'where() takes 3 arguments, got 2', 0],
  ['clip(V, V, V, V)', 'clip() takes 3 arguments, got 4', 'clip() takes 3 arguments, got 4', 0],
  // syntax
  ['', 'unexpected end', 'unexpected end: a name, a number or ( is missing', 0],
  ['  ', 'unexpected end', 'unexpected end: a name, a number or ( is missing', 0],
  ['V +', 'unexpected end', 'unexpected end: a name, a number or ( is missing', 3],
  ['V * / V', "unexpected '/'", "unexpected '/'", 4],
  ['* V', "unexpected '*'", "unexpected '*'", 0],
  ['V V', "unexpected 'V'", "unexpected 'V': an operator is missing before it", 2],
  ['(V', "'(' is never closed", "'(' is never closed", 0],
  ['2*(V + (V)', "'(' is never closed", "'(' is never closed", 2],
  ['V)', "')' closes nothing", "')' closes nothing", 1],
  ['()', "unexpected ')'", "unexpected ')'", 1],
  ['(V, V)', "unexpected ','", "unexpected ','", 2],
  ['V, V', "unexpected ','", "unexpected ','", 1],
  ['min(V,)', "unexpected ')'", "unexpected ')'", 6],
  ['min(, V)', "unexpected ','", "unexpected ','", 4],
  ['V = V', "unexpected '='", "unexpected '='", 2],
  ['n // n', "unexpected '/'", "unexpected '/'", 3],
  ['1 < n < 2', 'comparisons do not chain', 'comparisons do not chain: compare two things at a time', 6],
  ['2V', "'2V' is neither a number nor a name", "'2V' is neither a number nor a name: write 2*V for a product", 1],
  ['1.2.3*n', "'1.2.3' is neither a number nor a name", "unexpected '.3': an operator is missing before it", 3],
  ['n ~ n', "unexpected '~'", "unexpected '~'", 2],
  ['n $ n', "unexpected '$'", "unexpected '$'", 2],
];

describe('what is wrong with an equation', () => {
  const head = `import { expr, u, type Quantity } from 'braints';
declare const V: Quantity<'voltage'>, I: Quantity<'current'>, tau: Quantity<'time'>, n: Quantity<'one'>;
const f = expr({ V, V_th: V, I, tau, n });
`;
  const first = head.split('\n').length - 1;
  const errors = errorsOf(compile(head + wrong.map(([source]) => `f(${JSON.stringify(source)});`).join('\n')));

  it.each(wrong.map((line, i) => [...line, i] as const))('%j: %s', (source, compiler, runTime, at, i) => {
    const said = errors.filter(({ line }) => line === first + i).map(({ text }) => text);
    const text = `TS2345: Argument of type '${JSON.stringify(source)}' is not assignable to parameter of type '${JSON.stringify(compiler)}'.`;
    expect(said).toEqual(compiler === '' ? [] : [text]);

    let error: unknown;
    try {
      run(source)();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(BrainError);
    const { code, message, values } = error as BrainError<'unit/expr'>;
    expect(code).toBe('unit/expr');
    expect(message).toBe(`${runTime}\n  ${source}\n  ${' '.repeat(at)}^`);
    expect(values.at).toBe(at);
  });

  it('is shown in its line', () => {
    const text = '(V\n\t+ I*tau/tau\n\t+ V)';
    expect(run(text)).toThrow(
      'cannot add 3 mV and 4 mA: voltage and current (line 2, column 2)\n  \t+ I*tau/tau\n  \t^',
    );
  });

  it('may be what a name stands for', () => {
    expect(run('V + bad')).toThrow("'bad' wants a quantity or a number, got undefined\n  V + bad\n      ^");
    expect(run('toString')).toThrow("unknown name 'toString'");
    expect(run('__proto__')).toThrow("unknown name '__proto__'");
  });

  it('may be the dimension of the result', () => {
    const { V, I, tau } = scope;
    expect(() => expr({ V, tau }, 'voltageRate')('V * tau' as never)).toThrow(
      'the result must be voltageRate, got 15 uWb: magneticFlux\n  V * tau\n    ^',
    );
    expect(() => expr({ V, I }, ms)('V' as never)).toThrow('the result must be time, got 3 mV: voltage\n  V\n  ^');
    expect(() => expr({ V, I }, 'one')('V' as never)).toThrow('the result must be a plain number, got 3 mV: voltage');
    expect(() => expr({ V }, 'volts')).toThrow(
      "wants a unit, or a dimension by its name or base form, such as 'voltage' or 'kg m^2 s^-3 A^-1', got 'volts'",
    );
    expect(() => expr({ V }, 3 as never)).toThrow('got number');
  });

  it('may be that it is none', () => {
    expect(run(undefined)).toThrow('an equation is a text, got undefined');
    expect(run(['V'])).toThrow('an equation is a text, got object');
    expect(() => expr(null as never)).toThrow('expr wants an object that says what the names stand for, such as { V, tau }, got null');
    expect(() => expr('V' as never)).toThrow('got string');
  });

  it('is found in shapes as well, at its place', () => {
    expect(() => expr({ a: unitless([1, 2]), b: unitless([1, 2, 3]) })('1 + a*b')).toThrow(/\n {2}1 \+ a\*b\n {7}\^$/);
  });
});

it('a name of a result does not have the dimension', () => {
  const head = `import { expr, u, type Quantity } from 'braints';
declare const V: Quantity<'voltage'>, tau: Quantity<'time'>;
`;
  const texts = [
    "expr({ V, tau }, 'voltageRate')('V*tau');",
    "expr({ V, tau }, 'volts')('V');",
    "expr({ V, tau }, u.ms)('V');",
    "expr({ V, tau }, 'one')('V');",
    "expr({ V, tau: 'x' })('V');",
  ];
  const errors = errorsOf(compile(head + texts.join('\n'))).map(({ text }) => text.split('\n')[0]);
  expect(errors).toEqual([
    `TS2345: Argument of type '"V*tau"' is not assignable to parameter of type '"the result must be voltageRate, got magneticFlux"'.`,
    `TS2345: Argument of type '"V"' is not assignable to parameter of type '"the result must be no dimension and no base unit is called 'volts', got voltage"'.`,
    `TS2345: Argument of type '"V"' is not assignable to parameter of type '"the result must be time, got voltage"'.`,
    `TS2345: Argument of type '"V"' is not assignable to parameter of type '"the result must be a plain number, got voltage"'.`,
    `TS2322: Type 'string' is not assignable to type 'number | { readonly dim: unknown; }'.`,
  ]);
});
