import { config } from '../core/config.js';
import { currentBuilder, isTraced, jit, shapeOf, sizeOf, type FloatDType, type Operand, type Shape } from '../engine/index.js';
import * as random from '../engine/random/index.js';
import { scaled } from './random-parameters.js';

/** From so many elements on a draw is worth compiling for one time. */
const MANY = 2000;

/** Compiled draws by what they draw. The oldest are forgotten. */
const compiled = new Map<string, (key: Operand) => Operand>();
/** Small draws that were asked for once. */
const askedFor = new Set<string>();
const REMEMBERED = 500;

/**
 * The engine's draws, for a source of random numbers: outside of every trace, where operations run one by one in plain
 * loops, a draw runs as one compiled program instead if it is large or comes again. The numbers are the same to the bit.
 */
export const draw = {
  ...random,
  bernoulli: ofShape('bernoulli', random.bernoulli),
  binomial: ofShape('binomial', random.binomial),
  exponential: ofShape('exponential', random.exponential),
  gamma: ofShape('gamma', random.gamma),
  gumbel: ofShape('gumbel', random.gumbel),
  loggamma: ofShape('loggamma', random.loggamma),
  normal: ofShape('normal', random.normal),
  poisson: ofShape('poisson', random.poisson),
  randint: ofShape('randint', random.randint),
  truncatedNormal: ofShape('truncatedNormal', random.truncatedNormal),
  uniform: ofShape('uniform', random.uniform),
  /** Normal numbers of a mean and a standard deviation, where they are given. */
  scaledNormal: ofShape('scaledNormal', (key, shape, dtype: FloatDType, loc?: Operand, scale?: Operand) =>
    scaled(random.normal(key, shape, dtype), loc, scale),
  ),
  choice: (...[key, shape, a, options]: Parameters<typeof random.choice>): Operand => {
    const from = typeof a === 'number' ? a : sizeOf(shapeOf(a));
    return drawn('choice', key, Math.max(from, sizeOf(shape)), [shape, a, options], (k) => random.choice(k, shape, a, options));
  },
  permutation: (...[key, x, options]: Parameters<typeof random.permutation>): Operand => {
    const size = typeof x === 'number' ? x : sizeOf(shapeOf(x));
    return drawn('permutation', key, size, [x, options], (k) => random.permutation(k, x, options));
  },
  split: (key: Operand, n: number | Shape = 2): Operand =>
    drawn('split', key, typeof n === 'number' ? n : sizeOf(n), [n], (k) => random.split(k, n)),
};

function ofShape<A extends readonly unknown[]>(name: string, f: (key: Operand, shape: Shape, ...parameters: A) => Operand) {
  return (key: Operand, shape: Shape, ...parameters: A): Operand =>
    drawn(name, key, sizeOf(shape), [shape, ...parameters], (k) => f(k, shape, ...parameters));
}

/** A draw of so many elements; `parameters` are all that it depends on besides the key. */
function drawn(name: string, key: Operand, size: number, parameters: readonly unknown[], f: (key: Operand) => Operand): Operand {
  if (currentBuilder() !== null || isTraced(key) || config.backend === 'reference') return f(key);
  const texts = parameters.map(textOf);
  if (texts.includes(undefined)) return size < MANY ? f(key) : exactly(() => jit(f)(key));
  const text = [name, config.precision, ...texts].join(' ');
  let again = compiled.get(text);
  if (again === undefined) {
    if (size < MANY && !askedFor.has(text)) {
      if (askedFor.size >= REMEMBERED) askedFor.clear();
      askedFor.add(text);
      return f(key);
    }
    again = jit(f);
    if (compiled.size >= REMEMBERED) compiled.delete(compiled.keys().next().value!);
    compiled.set(text, again);
  }
  const run = again;
  return exactly(() => run(key));
}

/** A parameter as text; none for an array or anything else whose content is not looked at here. */
function textOf(x: unknown): string | undefined {
  if (typeof x === 'number') return Object.is(x, -0) ? '-0' : String(x);
  if (x === undefined || typeof x === 'string' || typeof x === 'boolean') return String(x);
  if (Array.isArray(x) && x.every((n) => typeof n === 'number')) return `[${x.join(',')}]`;
  return undefined;
}

/** Without fused multiply-add: as the plain loops compute. */
function exactly<T>(f: () => T): T {
  const { deterministic } = config;
  config.deterministic = true;
  try {
    return f();
  } finally {
    config.deterministic = deterministic;
  }
}
