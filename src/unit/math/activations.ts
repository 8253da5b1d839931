import * as engine from '../../engine/index.js';
import {
  abs,
  add,
  div,
  exp,
  expm1,
  ge,
  gt,
  log,
  maximum,
  minimum,
  mul,
  neg,
  select,
  sigmoid as logistic,
  sqrt,
  sub,
  tanh,
} from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import { asFloat, type Term } from '../measured.js';
import { Quantity } from '../quantity.js';
import { numberOf, plainFunction, type AnyScaling, type PlainFunction, type Scaling } from './dimensionless.js';
import { logAddExp } from './elementwise.js';
import { keeping, onPlain, type Like, type PlainTerm } from './terms.js';

// Activation functions of neural networks. Those that only scale keep the unit; the others want plain numbers.

/** `x` where it is positive, else 0; the unit stays. */
export function relu<D = 'one'>(x: Like<D>): Quantity<D> {
  return keeping(x, 'relu', (m) => select(gt(m, 0), m, 0));
}

/** `x` where it is positive, else `slope` (0.01) of it; the unit stays. */
export function leakyRelu<D = 'one'>(x: Like<D>, slope = 0.01): Quantity<D> {
  return keeping(x, 'leakyRelu', (m) => select(ge(m, 0), asFloat(m), mul(asFloat(m), slope)));
}

/** `min(max(x, 0), 6)` */
export const relu6: PlainFunction = /* @__PURE__ */ plainFunction('relu6', six);

function six(x: Operand): Operand {
  return minimum(maximum(x, 0), 6);
}

/** `1 / (1 + exp(-x))` */
export const sigmoid: PlainFunction = /* @__PURE__ */ plainFunction('sigmoid', (x) => logistic(x));

/** `log(1 + exp(x))`; it does not overflow. */
export const softplus: PlainFunction = /* @__PURE__ */ plainFunction('softplus', (x) => soft(x));

function soft(x: Operand): Operand {
  return logAddExp(x, 0);
}

/** `log(sigmoid(x))` */
export const logSigmoid: PlainFunction = /* @__PURE__ */ plainFunction('logSigmoid', (x) => neg(soft(neg(x))));

/** `x / (1 + |x|)` */
export const softSign: PlainFunction = /* @__PURE__ */ plainFunction('softSign', (x) => div(x, add(abs(x), 1)));

/** `x * sigmoid(x)`, also called swish. */
export const silu: PlainFunction = /* @__PURE__ */ plainFunction('silu', (x) => mul(x, logistic(x)));

/** As `silu`. */
export const swish: PlainFunction = silu;

/** 0 below -3, 1 above 3, a straight line between. */
export const hardSigmoid: PlainFunction = /* @__PURE__ */ plainFunction('hardSigmoid', hard);

function hard(x: Operand): Operand {
  return div(six(add(asFloat(x), 3)), 6);
}

/** `x * hardSigmoid(x)` */
export const hardSilu: PlainFunction = /* @__PURE__ */ plainFunction('hardSilu', (x) => mul(x, hard(x)));

/** As `hardSilu`. */
export const hardSwish: PlainFunction = hardSilu;

/** `x` between -1 and 1. */
export const hardTanh: PlainFunction = /* @__PURE__ */ plainFunction('hardTanh', (x) => minimum(maximum(x, -1), 1));

/** `x * tanh(softplus(x))` */
export const mish: PlainFunction = /* @__PURE__ */ plainFunction('mish', (x) => mul(x, tanh(soft(x))));

/** 0 below -1, `x` above 1, and the parabola that joins them between. */
export const sparsePlus: PlainFunction = /* @__PURE__ */ plainFunction('sparsePlus', (x) => {
  const value = asFloat(x);
  const near = add(value, 1);
  return select(engine.le(value, -1), 0, select(ge(value, 1), value, mul(mul(near, near), 0.25)));
});

/** 0 below -1, 1 above 1, a straight line between. */
export const sparseSigmoid: PlainFunction = /* @__PURE__ */ plainFunction('sparseSigmoid', (x) =>
  mul(add(minimum(maximum(asFloat(x), -1), 1), 1), 0.5),
);

// Where the exponential of a large number would be infinite, its derivative times 0 is NaN: so it is taken of the
// small ones only.
function expm1Below(x: Operand, alpha: number): Operand {
  return mul(expm1(select(gt(x, 0), 0, x)), alpha);
}

function scaled(alpha: number, scale: number): (x: Operand) => Operand {
  return (x) => {
    const value = asFloat(x);
    const both = select(gt(value, 0), value, expm1Below(value, alpha));
    return scale === 1 ? both : mul(both, scale);
  };
}

/** What a function with a shape takes beside. */
export interface AlphaOptions {
  /** 1 by default. */
  readonly alpha?: number;
}

function shaped(name: string, make: (alpha: number) => (x: Operand) => Operand) {
  function run(x: PlainTerm, options?: AlphaOptions): Quantity<'one'>;
  function run<D>(x: Quantity<D>, options: AlphaOptions & Scaling<D>): Quantity<'one'>;
  function run(x: Term, { alpha = 1, ...options }: AlphaOptions & Partial<AnyScaling> = {}): Quantity<'one'> {
    const { unitToScale } = options;
    return new Quantity(make(alpha)(numberOf(x, name, unitToScale === undefined ? undefined : { unitToScale })));
  }
  return run;
}

/** A function with a shape: `elu(x, { alpha: 0.5 })`. */
export type ShapedFunction = ReturnType<typeof shaped>;

/** `x` where it is positive, else `alpha (exp(x) - 1)`. */
export const elu: ShapedFunction = /* @__PURE__ */ shaped('elu', (alpha) => scaled(alpha, 1));

/** `x` where it is positive, else `alpha (exp(x / alpha) - 1)`. */
export const celu: ShapedFunction = /* @__PURE__ */ shaped('celu', (alpha) => (x) => {
  const value = asFloat(x);
  return select(gt(value, 0), value, expm1Below(div(value, alpha), alpha));
});

/** The `elu` with the two constants that keep mean and variance (Klambauer et al. 2017). */
export const selu: PlainFunction = /* @__PURE__ */ plainFunction('selu', (x) =>
  scaled(1.6732632423543772, 1.0507009873554805)(x),
);

/**
 * `x` times the share of normal numbers below it; by default in the approximation with tanh (Hendrycks and Gimpel
 * 2016).
 */
export function gelu(x: PlainTerm, options?: { readonly approximate?: boolean }): Quantity<'one'>;
export function gelu<D>(x: Quantity<D>, options: { readonly approximate?: boolean } & Scaling<D>): Quantity<'one'>;
export function gelu(x: Term, options: { readonly approximate?: boolean } & Partial<AnyScaling> = {}): Quantity<'one'> {
  const { approximate = true, unitToScale } = options;
  const value = asFloat(numberOf(x, 'gelu', unitToScale === undefined ? undefined : { unitToScale }));
  if (!approximate) return new Quantity(mul(mul(value, 0.5), engine.erfc(mul(value, -Math.SQRT1_2))));
  const inner = mul(add(value, mul(mul(mul(value, value), value), 0.044715)), Math.sqrt(2 / Math.PI));
  return new Quantity(mul(value, mul(add(tanh(inner), 1), 0.5)));
}

/** `(x + sqrt(x^2 + b)) / 2`, a smooth relu; `b` is 4 by default. */
export function squareplus(x: PlainTerm, { b = 4 }: { readonly b?: number } = {}): Quantity<'one'> {
  return onPlain(x, 'squareplus', (m) => mul(add(asFloat(m), sqrt(add(mul(m, m), b))), 0.5));
}

/** The first half along an axis times the sigmoid of the second. */
export function glu(x: Quantity<'one'>, axis = -1): Quantity<'one'> {
  return onPlain(x, 'glu', (m) => {
    const shape = engine.shapeOf(m);
    const along = engine.normaliseAxis(axis, shape.length, 'glu');
    const whole = Array.from({ length: along }, () => engine.slice());
    const half = shape[along] / 2;
    return mul(
      engine.index(m, ...whole, engine.slice(0, half)),
      logistic(engine.index(m, ...whole, engine.slice(half))),
    );
  });
}

/** `exp(x) / sum(exp(x))` along an axis; it does not overflow. */
export function softmax(x: Quantity<'one'>, axis = -1): Quantity<'one'> {
  return onPlain(x, 'softmax', (m) => {
    const powers = exp(lessLargest(m, axis));
    return div(powers, engine.expandDims(engine.sum(powers, axis), axis));
  });
}

/** `log(softmax(x))` along an axis. */
export function logSoftmax(x: Quantity<'one'>, axis = -1): Quantity<'one'> {
  return onPlain(x, 'logSoftmax', (m) => {
    const value = lessLargest(m, axis);
    return sub(value, engine.expandDims(log(engine.sum(exp(value), axis)), axis));
  });
}

function lessLargest(x: Operand, axis: number): Operand {
  const value = asFloat(x);
  return sub(value, engine.stopGradient(engine.expandDims(engine.max(value, axis), axis)));
}
