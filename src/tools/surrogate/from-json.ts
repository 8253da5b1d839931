import { fail } from '../../core/error.js';
import { ParamState, showValue } from '../../state/index.js';
import { unitless, type NestedValues } from '../../unit/index.js';
import { Arctan } from './arctan.js';
import { ERF } from './erf.js';
import { GaussianGrad } from './gaussian-grad.js';
import { InvSquareGrad } from './inv-square-grad.js';
import { LeakyRelu } from './leaky-relu.js';
import { LogTailedRelu } from './log-tailed-relu.js';
import { MultiGaussianGrad } from './multi-gaussian-grad.js';
import { NonzeroSignLog } from './nonzero-sign-log.js';
import type { Parameter } from './parameter.js';
import { PiecewiseExp } from './piecewise-exp.js';
import { PiecewiseLeakyRelu } from './piecewise-leaky-relu.js';
import { PiecewiseQuadratic } from './piecewise-quadratic.js';
import { QPseudoSpike } from './q-pseudo-spike.js';
import { ReluGrad } from './relu-grad.js';
import { S2NN } from './s2nn.js';
import { Sigmoid } from './sigmoid.js';
import { SlayerGrad } from './slayer-grad.js';
import { SoftSign } from './soft-sign.js';
import { SquarewaveFourierSeries } from './squarewave-fourier-series.js';
import type { SavedSurrogate, Surrogate } from './surrogate.js';

/** A class of surrogates. */
export type SurrogateClass = new (options?: never) => Surrogate;

const builtIn: readonly SurrogateClass[] = [
  Arctan,
  ERF,
  GaussianGrad,
  InvSquareGrad,
  LeakyRelu,
  LogTailedRelu,
  MultiGaussianGrad,
  NonzeroSignLog,
  PiecewiseExp,
  PiecewiseLeakyRelu,
  PiecewiseQuadratic,
  QPseudoSpike,
  ReluGrad,
  S2NN,
  Sigmoid,
  SlayerGrad,
  SoftSign,
  SquarewaveFourierSeries,
];

/**
 * The surrogate that `toJSON` wrote. Classes of yours are named besides; what was trained is a ParamState again.
 *
 * @example
 * await file.save('net.npz', { weights: net.states(ParamState), spkFun: spkFun.toJSON() });
 * const saved = (await file.load('net.npz')) as { spkFun: surrogate.SavedSurrogate };
 * const again = surrogate.fromJSON(saved.spkFun);
 *
 * @throws when it is no saved surrogate, or its class is not known
 */
export function fromJSON(saved: SavedSurrogate, classes: readonly SurrogateClass[] = []): Surrogate {
  const { surrogate, parameters, trained = [] } = isSaved(saved) ? saved : fail('surrogate/saved', { value: showValue(saved) });
  const known = [...classes, ...builtIn];
  const Class = known.find(({ name }) => name === surrogate);
  if (Class === undefined) return fail('surrogate/unknown', { surrogate, known: known.map(({ name }) => name) });
  const options = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, parameter(value, trained.includes(name))]),
  );
  const made = new Class(options as never);
  const names = Object.keys(made.parameters());
  if (names.length !== Object.keys(options).length || !names.every((name) => name in options)) {
    fail('surrogate/parameters', { surrogate, saved: Object.keys(options), wants: names });
  }
  // A class without a constructor of its own has its parameters as properties.
  for (const name of names) if (Object.hasOwn(made, name)) Object.assign(made, { [name]: options[name] });
  return made;
}

function parameter(value: NestedValues, isState: boolean): Parameter {
  if (!isState && typeof value === 'number') return value;
  const quantity = unitless(value as number);
  return isState ? new ParamState(quantity) : quantity;
}

function isSaved(x: unknown): x is SavedSurrogate {
  if (typeof x !== 'object' || x === null) return false;
  const { surrogate, parameters } = x as Partial<SavedSurrogate>;
  return typeof surrogate === 'string' && typeof parameters === 'object' && (parameters as unknown) !== null;
}
