import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { onPlain } from '../arithmetic.js';
import { measured, type Measured, type Term } from '../measured.js';
import { unitless } from '../unit.js';

/** A function that equations can use. `most` is how many arguments it takes at most. */
interface EquationFunction {
  readonly least: number;
  readonly most: number;
  run(...args: Term[]): Measured;
}

function plain(name: string, operation: (x: Operand) => Operand): EquationFunction {
  return one(onPlain(name, operation));
}

function one(run: (x: Term) => Measured): EquationFunction {
  return { least: 1, most: 1, run };
}

function ofAny(run: (a: Term, b: Term) => Measured): EquationFunction {
  const all = (first: Term, ...rest: Term[]): Measured =>
    rest.reduce<Measured>((a, b) => run(a, b), measured(first, ''));
  return { least: 2, most: Infinity, run: all };
}

/** The functions of equations by name. Their dimensions for the compiler are in `types/equation.ts`. */
export const functions: ReadonlyMap<string, EquationFunction> = /* @__PURE__ */ (() => new Map(
  Object.entries({
    exp: plain('exp', engine.exp),
    expm1: plain('expm1', engine.expm1),
    exprel: plain('exprel', engine.exprel),
    log: plain('log', engine.log),
    log1p: plain('log1p', engine.log1p),
    sigmoid: plain('sigmoid', engine.sigmoid),
    sin: plain('sin', engine.sin),
    cos: plain('cos', engine.cos),
    tan: plain('tan', engine.tan),
    sinh: plain('sinh', engine.sinh),
    cosh: plain('cosh', engine.cosh),
    tanh: plain('tanh', engine.tanh),
    floor: plain('floor', engine.floor),
    ceil: plain('ceil', engine.ceil),
    abs: one((x) => arithmetic.abs(measured(x, 'abs'))),
    sign: one((x) => ({ mantissa: engine.sign(measured(x, 'sign').mantissa), unit: unitless })),
    sqrt: one((x) => arithmetic.sqrt(measured(x, 'sqrt'))),
    min: ofAny(arithmetic.minimum),
    max: ofAny(arithmetic.maximum),
    clip: {
      least: 3,
      most: 3,
      run: (x, low, high) => arithmetic.minimum(arithmetic.maximum(x, low), high),
    },
    where: { least: 3, most: 3, run: arithmetic.select },
  }),
))();
