import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environ, expr, HiddenState, transform, u, type AnyQuantity, type Quantity } from '../../src/index.js';

const { mA, mS, math, ms, mV, ohm, unitless, volt } = u;

describe('an equation in a text', () => {
  const names = { V_rest: mV(-60), R: ohm(1), tau: ms(20), V: mV([-50, -60]), I: mA([25, 0]) };

  it('computes what its methods compute', () => {
    const { V_rest, R, tau, V, I } = names;
    const drift = expr(names)('(V_rest - V + R*I)/tau');
    expect(String(drift)).toBe(String(V_rest.sub(V).add(R.mul(I)).div(tau)));
    expect(String(drift)).toBe('[0.75 0.  ] mV / ms');
  });

  it('is traced like them', () => {
    const byText = (V: Quantity<'voltage'>, I: Quantity<'current'>) => expr({ ...names, V, I })('(V_rest - V + R*I)/tau');
    const byMethods = (V: Quantity<'voltage'>, I: Quantity<'current'>) =>
      names.V_rest.sub(V).add(names.R.mul(I)).div(names.tau);
    const program = (f: (V: Quantity<'voltage'>, I: Quantity<'current'>) => AnyQuantity) =>
      transform.makeProgram(f)(names.V, names.I).optimised();
    expect(program(byText).hash).toBe(program(byMethods).hash);
    expect(String(transform.jit(byText)(names.V, names.I))).toBe('[0.75 0.  ] mV / ms');
  });

  it('takes a step of a model', () => {
    const V = new HiddenState(mV([-60]));
    const step = (t: Quantity<'time'>) => {
      const slope = expr({ V: V.value, tau: ms(20), E: mV(-40) }, 'voltageRate')('(E - V)/tau');
      V.value = V.value.add(slope.mul(environ.getDt()));
      return [V.value, t] as const;
    };
    const [vs] = environ.context({ dt: ms(1) }, () => transform.forLoop(step, math.arange(ms(0), ms(3), ms(1))));
    expect(String(vs.reshape([-1]))).toBe('[-59.     -58.05   -57.1475] mV');
  });

  it.each([
    ['2 + 3*4', 14],
    ['(2 + 3)*4', 20],
    ['2**3**2', 512],
    ['2^3^2', 512],
    ['-2**2', -4],
    ['(-2)**2', 4],
    ['2**-1', 0.5],
    ['2**-2**2', 1 / 16],
    ['-2**-2', -0.25],
    ['2*-3', -6],
    ['2 - -3', 5],
    ['- - 2', 2],
    ['+2 - +3', -1],
    ['8/4/2', 1],
    ['8 - 4 - 2', 2],
    ['8/4*2', 4],
    ['-8/4', -2],
    ['1e3 + 1E-1 + .5 + 2. + 1e+1', 1012.6],
    ['3 > 2', 1],
    ['1 + 1 == 2', 1],
    ['2*3 != 6', 0],
    ['1 <= 0', 0],
    ['-1 >= -1', 1],
    ['(1 < 2) < 3', 1],
    ['0.1 + 0.2', 0.1 + 0.2],
    ['min(3, 1, 2) + max(1, 5)', 6],
    ['clip(7, 0, 5)', 5],
    ['where(1 < 2, 3, 4)', 3],
    ['abs(-3) + sign(-2)', 2],
    ['floor(1.7) + ceil(1.2)', 3],
  ])('%s is %d', (source, value) => {
    expect(expr({})(source as string).item()).toBe(value);
  });

  it.each([
    ['exp(1)', Math.E],
    ['expm1(1e-9)', Math.expm1(1e-9)],
    ['exprel(0)', 1],
    ['exprel(2)', Math.expm1(2) / 2],
    ['log(10)', Math.log(10)],
    ['log1p(1e-9)', Math.log1p(1e-9)],
    ['sqrt(2)', Math.SQRT2],
    ['sin(1) + cos(1) + tan(1)', Math.sin(1) + Math.cos(1) + Math.tan(1)],
    ['sinh(1) + cosh(1) + tanh(1)', Math.sinh(1) + Math.cosh(1) + Math.tanh(1)],
    ['sigmoid(1)', 1 / (1 + Math.exp(-1))],
  ])('%s', (source, value) => {
    expect(expr({})(source as string).item()).toBeCloseTo(value, 14);
  });

  it('has units, plain numbers and quantities in its scope', () => {
    const gates = expr({ V: mV([-40, -30]), n: 2, m: unitless([0.5, 0.25]), mV, ms });
    expect(String(gates('0.1/ms / exprel(-(V + 40*mV)/(10*mV))'))).toBe('[0.1        0.15819767] kHz');
    expect(String(gates('n*m**3'))).toBe('[0.25    0.03125]');
    expect(String(gates('m**1.5'))).toBe('[0.35355335 0.125     ]');
    expect(String(gates('2**m'))).toBe('[1.4142135 1.1892071]');
    expect(String(gates('m**m'))).toBe('[0.70710677 0.70710677]');
    expect(String(gates('ms**n'))).toBe('1. ms^2');
    expect(String(gates('ms**(1/2)'))).toBe('1. ms^0.5');
  });

  it('may stand on several lines', () => {
    expect(String(expr(names)(`
      (V_rest - V
        + R*I)
      / tau
    `))).toBe('[0.75 0.  ] mV / ms');
  });

  it('counts the result in a unit that is asked for', () => {
    expect(String(expr({ R: ohm(2), I: mA(3) }, volt)('R*I'))).toBe('0.006 V');
    expect(String(expr({ R: ohm(2), I: mA(3) }, 'voltage')('R*I'))).toBe('6. mV');
    expect(String(expr({ R: ohm(2), I: mA(3) }, 'kg m^2 s^-3 A^-1')('R*I'))).toBe('6. mV');
  });

  it('is as deep as equations are, and as long', () => {
    const nested = (n: number): string => '('.repeat(n) + '1' + ')'.repeat(n);
    expect(expr({})(nested(400)).item()).toBe(1);
    expect(() => expr({})(nested(20_000))).toThrow('nested more than 500 deep');
    expect(() => expr({})('-'.repeat(20_000) + '1')).toThrow('nested more than 500 deep');
    expect(expr({})('1' + '+1'.repeat(20_000)).item()).toBe(20_001);
  });

  it('is read once', () => {
    const source = '1' + '+1'.repeat(5_000);
    const read = expr({});
    read(source);
    const start = performance.now();
    for (let i = 0; i < 10; i++) read(source);
    const again = performance.now() - start;
    const first = performance.now();
    for (let i = 0; i < 10; i++) read(`${source}+${i}`);
    expect(again).toBeLessThan(performance.now() - first);
  });
});

// ---- properties

/** An expression as a text, as JavaScript's, and by methods; with parentheses only where Python needs them. */
interface Sample {
  readonly text: string;
  readonly javascript: string;
  readonly strength: number;
  readonly byMethods: () => AnyQuantity | number;
}

const a = unitless([0.5, -2, 3]), b = unitless([4, 0.25, -1]), c = 1.5;

function within(sample: Sample, least: number): { text: string; javascript: string } {
  if (sample.strength >= least) return sample;
  return { text: `(${sample.text})`, javascript: sample.javascript };
}

const infix: Record<string, { strength: number; run: (x: never, y: never) => unknown; text: (n: number) => string }> = {
  '+': { strength: 2, run: math.add, text: () => ' + ' },
  '-': { strength: 2, run: math.subtract, text: () => '-' },
  '*': { strength: 3, run: math.multiply, text: (n) => (n % 2 === 0 ? '*' : ' *  ') },
  '/': { strength: 3, run: math.divide, text: () => '/' },
};

const samples = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c').map((name): Sample => ({
      text: name, javascript: name, strength: 9, byMethods: () => ({ a, b, c })[name]!,
    })),
    fc.constantFrom(0, 1, 2, 0.5, 10).map((n): Sample => ({
      text: String(n), javascript: String(n), strength: 9, byMethods: () => n,
    })),
    tie('any').map((x): Sample => ({
      text: `-${within(x, 4).text}`,
      javascript: `(-${within(x, 4).javascript})`,
      strength: 4,
      byMethods: () => negated(x.byMethods()),
    })),
    fc.tuple(tie('any'), fc.constantFrom(2, 3, -1, 0)).map(([x, n]): Sample => ({
      text: `${within(x, 6).text}**${n}`,
      javascript: `((${x.javascript})**${n})`,
      strength: 5,
      byMethods: () => raised(x.byMethods(), n),
    })),
    fc.tuple(fc.constantFrom(...Object.keys(infix)), tie('any'), tie('any'), fc.nat(1)).map(([op, x, y, n]): Sample => {
      const { strength, run, text } = infix[op];
      return {
        text: `${within(x, strength).text}${text(n)}${within(y, strength + 1).text}`,
        javascript: `(${x.javascript}${op === '-' ? ' - ' : op}${y.javascript})`,
        strength,
        byMethods: () => run(x.byMethods() as never, y.byMethods() as never) as AnyQuantity,
      };
    }),
  ),
}));

function negated(x: AnyQuantity | number): AnyQuantity | number {
  return typeof x === 'number' ? -x : x.neg();
}

function raised(x: AnyQuantity | number, n: number): AnyQuantity | number {
  // Plain numbers stay plain in an equation, whose powers are JavaScript's; a quantity's are products.
  if (typeof x === 'number') return x ** n;
  return typeof x.mantissa === 'number' ? x.mantissa ** n : x.pow(n);
}

function elements(x: AnyQuantity | number): number[] {
  return typeof x === 'number' ? [x] : x.ndim === 0 ? [x.item()] : [...x.toTypedArray()];
}

describe('any equation', () => {
  it('is the same as its methods, to the bit', () => {
    fc.assert(
      fc.property(samples.any, ({ text, byMethods }) => {
        expect(elements(expr({ a, b, c })(text))).toEqual(elements(byMethods()));
      }),
      { numRuns: 500 },
    );
  });

  it('of numbers is the same as in JavaScript, to the bit', () => {
    const numbers = { a: 0.7, b: -3, c: 1.5 };
    fc.assert(
      fc.property(samples.any, ({ text, javascript }) => {
        // The oracle: JavaScript's own parser.
        const value = (new Function('a', 'b', 'c', `return ${javascript}`) as (...x: number[]) => number)(0.7, -3, 1.5);
        expect(elements(expr(numbers)(text))).toEqual([value]);
      }),
      { numRuns: 500 },
    );
  });

  it('either is computed or refused with the place, whatever the text', () => {
    const piece = fc.constantFrom('a', 'b', 'mV', '(', ')', '+', '-', '*', '/', '**', '^', ',', '1', '2.5', '<', '==', '=', 'exp(', 'min(', ' ', '\n', '~');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          expr({ a, b, mV })(pieces.join(''));
        } catch (error) {
          expect((error as { code: string }).code).toBe('unit/expr');
          const { at, source } = (error as { values: { at: number; source: string } }).values;
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it('conductances of an equation meet those of its methods', () => {
  const x = { g: mS([1, 2]), V: mV([-50, -60]), E: volt(0.05) };
  expect(String(expr(x)('g*(V - E)'))).toBe(String(x.g.mul(x.V.sub(x.E))));
});
