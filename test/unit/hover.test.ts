import { describe, expect, it } from 'vitest';
import { compile, errorsOf, hoversOf } from './compile.js';

// What an editor shows. The encoding of dimensions breaks silently: types stay right while hovers become unreadable.

const head = `
import { environ, expr, HiddenState, init, LIFRef, nn, transform, u, type AnyQuantity, type Dim, type Div, type Mul, type Pow, type Quantity, type Unit } from 'braints';
const { amp, cm2, Hz, joule, kelvin, mA, math, metre, ms, mV, ohm, volt } = u;
declare module 'braints' {
  interface NamedDimensions { spikeDensity: 'm^-2 s^-1' }
}
declare const some: AnyQuantity;
declare const plain: Quantity<'one'>;
declare const V: Quantity<'voltage'>, I: Quantity<'current'>, tau: Quantity<'time'>;
`;

describe('what an editor shows', () => {
  const shown: Record<string, [source: string, hover: string]> = {
    product: ['ohm(1).mul(mA(25))', 'Quantity<"voltage">'],
    quotient: ['mV(1).div(ms(1))', 'Quantity<"voltageRate">'],
    unnamed: ['ohm(1).mul(joule(1)).mul(kelvin(1)).div(amp(1).pow(2))', 'Quantity<"kg^2 m^4 s^-5 A^-4 K">'],
    back: ['ohm(1).mul(joule(1)).div(ohm(1))', 'Quantity<"energy">'],
    halves: ['mV(1).mul(ms(1).sqrt())', 'Quantity<"kg m^2 s^-2.5 A^-1">'],
    halvesBack: ['mV(1).mul(ms(1).sqrt()).pow(2)', 'Quantity<"kg^2 m^4 s^-5 A^-2">'],
    ratio: ['mV(1).div(mV(2))', 'Quantity<"one">'],
    unit: ['mA', 'Unit<"current">'],
    unitQuotient: ['volt.div(mA)', 'Unit<"resistance">'],
    unitPower: ['metre.pow(-2)', 'Unit<"m^-2">'],
    times: ['math.arange(ms(0), ms(200), ms(0.1))', 'Quantity<"time">'],
    chosen: ['math.where(V.gt(mV(1)), mV(1), V)', 'Quantity<"voltage">'],
    bools: ['V.gt(mV(1))', 'BoolQuantity'],
    own: ['Hz(5).div(cm2(1))', 'Quantity<"spikeDensity">'],
    ownBack: ['Hz(5).div(cm2(1)).mul(cm2(1))', 'Quantity<"frequency">'],
    // What cannot be known is any: exponents beyond 8, thirds, powers that are not written down.
    tooLarge: ['metre(1).pow(4).pow(3)', 'Quantity<any>'],
    third: ['V.pow(0.3)', 'Quantity<any>'],
    unknown: ['V.pow(Math.random())', 'Quantity<any>'],
    fromAny: ['some.mul(V).div(tau)', 'Quantity<any>'],
    known: ['some.mul(V).as(mV)', 'Quantity<"voltage">'],
    // Generic code.
    relaxed: ['relax(V, tau)', 'Quantity<"voltageRate">'],
    relaxedAny: ['relax(some, tau)', 'Quantity<any>'],
    relaxedTwice: ['relax(relax(V, tau), tau)', 'Quantity<"kg m^2 s^-5 A^-1">'],
    weighed: ['weighted(V, I)', 'Quantity<"power">'],
    // What models and programs carry.
    potential: ['neuron.V', 'HiddenState<Quantity<"voltage">>'],
    value: ['neuron.V.value', 'Quantity<"voltage">'],
    parameter: ['neuron.tau', 'Quantity<"time">'],
    spikes: ['neuron.step(I)', 'Quantity<"one">'],
    looped: ['transform.forLoop((t) => [neuron.V.value, t.mul(I)] as const, times)', '[Quantity<"voltage">, Quantity<"charge">]'],
    tree: ['transform.forLoop((t) => ({ V: neuron.V.value, t }), times)', '{ V: Quantity<"voltage">; t: Quantity<"time">; }'],
    setting: ['environ.getDt()', 'Quantity<"time">'],
    rule: ['new init.Normal(mV(-65), mV(2))', 'Normal<"voltage">'],
    state: ['new HiddenState(mV([1, 2]))', 'HiddenState<Quantity<"voltage">>'],
    equation: ["expr({ V, tau })('-V/tau')", 'Quantity<"voltageRate">'],
  };
  const generic = `
declare function relax<D>(x: Quantity<D>, tau: Quantity<'time'>): Quantity<Div<D, 'time'>>;
declare function weighted<A, B>(a: Quantity<A>, b: Quantity<B>): Quantity<Mul<A, B>>;
const neuron = new LIFRef(1, { R: ohm(1), tau: ms(20) });
`;
  const source = Object.entries(shown).map(([name, [text]]) => `const ${name} = ${text};`).join('\n');
  const compiled = compile(head + generic + source);

  it('compiles', () => expect(errorsOf(compiled)).toEqual([]));

  it.each(Object.entries(shown))('%s: %j', (name, [, hover]) => {
    expect(hoversOf(compiled)[name]).toBe(hover);
  });

  it('of a signature, as it is written', () => {
    expect(hoversOf(compile(`${head}
      export const relax = <D>(x: Quantity<D>, tau: Quantity<'time'>): Quantity<Div<D, 'time'>> => x.div(tau);
    `)).relax).toBe('<D>(x: Quantity<D>, tau: Quantity<"time">) => Quantity<Div<D, "time">>');
  });
}, 60_000);

const mismatch = (code: string, got: string, wants: string, a: string, b: string): string =>
  `${code === 'TS2322' ? `TS2322: Type '${got}' is not assignable to type '${wants}'.` : `TS2345: Argument of type '${got}' is not assignable to parameter of type '${wants}'.`}\n` +
  `  Types of property 'dim' are incompatible.\n    Type '"${a}"' is not assignable to type '"${b}"'.`;

describe('what the compiler refuses, in two lines and why', () => {
  const q = (dim: string): string => `Quantity<"${dim}">`;
  const refused: [source: string, text: string | RegExp][] = [
    ['V.add(tau)', mismatch('TS2345', q('time'), q('voltage'), 'time', 'voltage')],
    ['V.sub(I)', mismatch('TS2345', q('current'), q('voltage'), 'current', 'voltage')],
    ['V.gt(I)', mismatch('TS2345', q('current'), q('voltage'), 'current', 'voltage')],
    ['plain.add(V)', /^TS2345: .*Quantity<"voltage">.*\n? *.*"one"/s],
    ['V.add(1)', `TS2345: Argument of type 'number' is not assignable to parameter of type '${q('voltage')}'.`],
    ['V.in(ms)', /^TS2345: Argument of type 'Unit<"time">' is not assignable to parameter of type 'Unit<"voltage">'\.\n {2}Types of property 'dim' are incompatible\./],
    ['math.exp(V)', /^TS\d+: [^]*voltage/],
    ['math.clip(V, V, tau)', /^TS2345: [^]*"time"/],
    ["const a1: Quantity<'voltage'> = tau", mismatch('TS2322', q('time'), q('voltage'), 'time', 'voltage')],
    ["const a2: Quantity<'voltage'> = V.mul(tau)", mismatch('TS2322', q('magneticFlux'), q('voltage'), 'magneticFlux', 'voltage')],
    ["const a3: Quantity<Dim<'kg m^2 s^-4 A^-1'>> = V", mismatch('TS2322', q('voltage'), q('voltageRate'), 'voltage', 'voltageRate')],
    ["const a4: Quantity<Dim<'volts'>> = V", mismatch('TS2322', q('voltage'), `Quantity<"no dimension and no base unit is called 'volts'">`, 'voltage', "no dimension and no base unit is called 'volts'")],
    ["const a5: Unit<'voltage'> = ms", /^TS2322: Type 'Unit<"time">' is not assignable to type 'Unit<"voltage">'\.\n {2}Types of property 'dim' are incompatible\./],
    ["const a6: Quantity<'spikeDensity'> = Hz(1)", mismatch('TS2322', q('frequency'), q('spikeDensity'), 'frequency', 'spikeDensity')],
    ['some.as(mV).add(tau)', mismatch('TS2345', q('time'), q('voltage'), 'time', 'voltage')],
    ['if (V.gt(V)) {}', /^TS2801: /],
    ['new LIFRef(1, { tau: mV(20) })', /^TS2322: Type 'Quantity<"voltage">' is not assignable to type 'Init<"time">/],
    ['new LIFRef(1, { tau: 20 })', /^TS2322: Type 'number' is not assignable to type 'Init<"time">/],
    ['neuron.step(V)', mismatch('TS2345', q('voltage'), q('current'), 'voltage', 'current')],
    ['neuron.V.value = tau', mismatch('TS2322', q('time'), q('voltage'), 'time', 'voltage')],
    ['transform.forLoop((t: typeof tau) => t, mA([1, 2]))', /^TS2345: [^]*"current"[^]*"time"/],
    ['environ.set({ dt: V })', /^TS2322: Type 'Quantity<"voltage">' is not assignable to type 'Quantity<"time">'/],
    ['relax(V, I)', mismatch('TS2345', q('current'), q('time'), 'current', 'time')],
  ];
  const generic = `
declare function relax<D>(x: Quantity<D>, tau: Quantity<'time'>): Quantity<Div<D, 'time'>>;
const neuron = new LIFRef(1, { R: ohm(1), tau: ms(20) });
`;
  const first = (head + generic).split('\n').length - 1;
  const errors = errorsOf(compile(head + generic + refused.map(([source]) => `${source};`).join('\n')));

  it.each(refused.map((line, i) => [...line, i] as const))('%s', (_, text, i) => {
    const said = errors.filter(({ line }) => line === first + i).map((error) => error.text);
    expect(said).toEqual([typeof text === 'string' ? text : expect.stringMatching(text)]);
    expect(said[0]!.split('\n').length).toBeLessThanOrEqual(6);
  });
}, 60_000);
