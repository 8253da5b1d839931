import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import { implicit } from './implicit.js';
import { increments, stochasticChange, tamed, type Noisy } from './noise.js';
import { rk2, rk3, rk4, type Tableau } from './tableau.js';
import type { DiffusionFunction, ImplicitOptions, MilsteinOptions, RightHandSide, SdeOptions, SdeType, StepOptions } from './types.js';
import { fields, Variables, weightedSum, type Leaves } from './variables.js';

/** What the steps can be told, by kind. */
interface OptionsOf<A extends readonly unknown[]> {
  plain: StepOptions<A>;
  type: SdeOptions<A>;
  milstein: MilsteinOptions<A>;
  implicit: ImplicitOptions<A>;
}

type Kind = keyof OptionsOf<[]>;

/** What every step of `dy = df dt + dg dW` takes; the options differ. */
interface SdeStep<O extends Kind> {
  /**
   * @param df - the drift: rates of change of y, in its units per time
   * @param dg - the diffusion: what the noise is multiplied by, in the units of y per square root of time
   * @param y - the variable: a float quantity, or an object or list of such, nested at will
   * @param t - the time at which the step begins
   * @returns y one `dt` of the environment later; every element of y has noise of its own, from the shared source
   * @throws when there is no dt, y holds what is no float quantity, a function gives what does not fit y, or there is no such
   * `sdeType`
   */
  <T, const A extends readonly unknown[] = []>(
    df: RightHandSide<T, A>,
    dg: DiffusionFunction<T, A>,
    y: T,
    t: Quantity<'time'>,
    options?: OptionsOf<A>[O],
  ): T;
}

/**
 * The Euler-Maruyama step, of strong order 1/2: `y + df dt + dg dW`. In Itô's sense alone.
 *
 * @example
 * // An Ornstein-Uhlenbeck process; its variance settles at sigma^2 tau / 2.
 * const df = (x: Quantity<'current'>) => x.neg().div(tau);
 * const dg = () => sigma; // in nA / ms^0.5
 * const x = quad.sdeEulerStep(df, dg, I.value, t);
 */
export const sdeEulerStep: SdeStep<'type'> = sdeStep('sdeEulerStep', ['ito'], (variables, noisy, t) => {
  const changes = stochasticChange(variables, noisy, variables.leaves, t, increments(variables));
  return variables.moved((i) => changes[i]);
});

/**
 * Milstein's step, of strong order 1 where the noise of an element depends on that element alone; the derivative of the
 * diffusion is taken as a difference.
 *
 * Kloeden & Platen (1992), Numerical Solution of Stochastic Differential Equations, section 11.1.
 */
export const sdeMilsteinStep: SdeStep<'milstein'> = sdeStep('sdeMilsteinStep', ['ito', 'stra'], (variables, noisy, t, options) => {
  const { dt, leaves } = variables;
  const root = dt.sqrt();
  const f = variables.evaluate(noisy.drift(t), leaves);
  const g = variables.evaluate(noisy.diffusion(t), leaves, 'diffusion');
  const { sdeType, scheme = 'published' } = options;
  if (scheme !== 'published' && scheme !== 'braintools') fail('quad/scheme', { step: 'sdeMilsteinStep', value: showValue(scheme) });
  // dW^2 has a mean of dt in Stratonovich's sense: what the drift adds to the difference would not average out.
  const alone = sdeType === 'stra' && scheme === 'published';
  const beside = variables.moved((i) => (alone ? g[i].mul(root) : f[i].mul(dt).add(g[i].mul(root))));
  const g2 = variables.evaluate(noisy.diffusion(t), beside, 'diffusion');
  const dW = increments(variables);
  return variables.moved((i) => {
    const square: AnyQuantity = dW[i].mul(dW[i]);
    const twice = sdeType === 'ito' ? square.sub(dt) : square;
    return f[i].mul(dt).add(g[i].mul(dW[i])).add(g2[i].sub(g[i]).div(2).div(root).mul(twice));
  });
});

/** Heun's step: the drift is averaged over both ends; the diffusion too in Stratonovich's sense, and not in Itô's. */
export const sdeHeunStep: SdeStep<'type'> = sdeStep('sdeHeunStep', ['ito', 'stra'], (variables, noisy, t, { sdeType }) => {
  const { dt, leaves } = variables;
  const f = variables.evaluate(noisy.drift(t), leaves);
  const g = variables.evaluate(noisy.diffusion(t), leaves, 'diffusion');
  const dW = increments(variables);
  const end = variables.moved((i) => f[i].mul(dt).add(g[i].mul(dW[i])));
  const later = t.add(dt);
  const f2 = variables.evaluate(noisy.drift(later), end);
  const g2 = sdeType === 'stra' ? variables.evaluate(noisy.diffusion(later), end, 'diffusion') : g;
  return variables.moved((i) => f[i].add(f2[i]).mul(0.5).mul(dt).add(g[i].add(g2[i]).mul(0.5).mul(dW[i])));
});

/**
 * The tamed Euler step, for drifts that grow faster than y: the drift is divided by `1 + dt |df|`, with `dt |df|` counted in
 * the unit of y, so that no step goes further than one of that unit. Itô's sense.
 *
 * Hutzenthaler, Jentzen & Kloeden (2012), Strong convergence of an explicit numerical method for SDEs with nonglobally
 * Lipschitz continuous coefficients, Annals of Applied Probability 22.
 */
export const sdeTamedEulerStep: SdeStep<'plain'> = sdeStep('sdeTamedEulerStep', undefined, (variables, noisy, t) => {
  const f = tamed(variables, variables.evaluate(noisy.drift(t), variables.leaves));
  const g = variables.evaluate(noisy.diffusion(t), variables.leaves, 'diffusion');
  const dW = increments(variables);
  return variables.moved((i) => f[i].mul(variables.dt).add(g[i].mul(dW[i])));
});

/** The step with the drift taken at its end: `y' = y + df(y') dt + dg(y) dW`. Itô's sense. See the options for how it is solved. */
export const sdeImplicitEulerStep: SdeStep<'implicit'> = sdeStep('sdeImplicitEulerStep', undefined, (variables, noisy, t, options) => {
  const { dt } = variables;
  const dW = increments(variables);
  const g = variables.evaluate(noisy.diffusion(t), variables.leaves, 'diffusion');
  const known = variables.moved((i) => g[i].mul(dW[i]));
  const f = variables.evaluate(noisy.drift(t), variables.leaves);
  const first = variables.moved((i) => f[i].mul(dt), known);
  return implicit('sdeImplicitEulerStep', variables, { known, first, field: noisy.drift(t.add(dt)), step: dt }, options);
});

/** The stochastic Runge-Kutta step of two stages, in Stratonovich's sense: `odeRk2Step` with `df dt + dg dW` for `df dt`. */
export const sdeSrk2Step: SdeStep<'plain'> = stochasticRungeKutta('sdeSrk2Step', rk2);

/** The stochastic Runge-Kutta step of three stages, in Stratonovich's sense: `odeRk3Step` with `df dt + dg dW` for `df dt`. */
export const sdeSrk3Step: SdeStep<'plain'> = stochasticRungeKutta('sdeSrk3Step', rk3);

/** The stochastic Runge-Kutta step of four stages, in Stratonovich's sense: `odeRk4Step` with `df dt + dg dW` for `df dt`. */
export const sdeSrk4Step: SdeStep<'plain'> = stochasticRungeKutta('sdeSrk4Step', rk4);

type AnySdeOptions = ImplicitOptions<readonly unknown[]> & MilsteinOptions<readonly unknown[]>;

/** A step of a stochastic equation; `types` are the senses it knows, where it lets one choose. */
function sdeStep<O extends Kind>(
  name: string,
  types: readonly SdeType[] | undefined,
  next: (variables: Variables, noisy: Noisy, t: AnyQuantity, options: AnySdeOptions) => Leaves,
): SdeStep<O> {
  const step = (df: unknown, dg: unknown, y: unknown, t: AnyQuantity, options: AnySdeOptions = {}): unknown => {
    const drift = fields(name, 'drift', df, options.args);
    const diffusion = fields(name, 'diffusion', dg, options.args);
    const { sdeType = 'ito' } = options;
    if (types !== undefined && !types.includes(sdeType)) fail('quad/sde-type', { step: name, types, value: showValue(sdeType) });
    const variables = new Variables(name, y);
    return variables.tree(next(variables, { drift, diffusion }, t, { ...options, sdeType }));
  };
  return step as SdeStep<O>;
}

function stochasticRungeKutta(name: string, { a, b, c }: Tableau): SdeStep<'plain'> {
  return sdeStep(name, undefined, (variables, noisy, t) => {
    const dW = increments(variables);
    const stages: Leaves[] = [];
    const after = (weights: readonly number[]): Leaves =>
      variables.moved((i) => weightedSum(weights, stages.map((stage) => stage[i])));
    a.forEach((weights, stage) => {
      const when: AnyQuantity = stage === 0 ? t : t.add(variables.dt.mul(c[stage]));
      stages.push(stochasticChange(variables, noisy, stage === 0 ? variables.leaves : after(weights), when, dW));
    });
    return after(b);
  });
}
