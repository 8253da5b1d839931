import type { DimensionNames, StandardDimensions } from '../generated/dimensions.js';
import type { Exponents } from './exponents.js';
import type { NamedDimensions, OwnDimension } from './named-dimensions.js';

/**
 * The exponents that a dimension's name, or a base form such as `kg m^2 s^-3 A^-1`, stands for. `any` for what is
 * neither, such as `string`: its dimension is known at run time only.
 */
export type ExponentsOf<D> = D extends keyof StandardDimensions
  ? StandardDimensions[D]
  : D extends OwnDimension
    ? ExponentsIn<NamedDimensions[D]>
    : ExponentsIn<D>;

/** The name of these exponents, or their base form where they have none. */
export type NameOf<E> = E extends readonly [
  infer m extends number, infer kg extends number, infer s extends number, infer A extends number,
  infer K extends number, infer mol extends number, infer cd extends number,
]
  ? // An exponent outside of the tables (never), or one that generic code leaves open (a union), gives `any`.
    true extends Open<m> | Open<kg> | Open<s> | Open<A> | Open<K> | Open<mol> | Open<cd>
    ? // eslint-disable-next-line @typescript-eslint/no-explicit-any
      any
    : `${m},${kg},${s},${A},${K},${mol},${cd}` extends infer Key
      ? Key extends keyof DimensionNames
        ? DimensionNames[Key]
        : Key extends keyof OwnNames
          ? OwnNames[Key]
          : TrimEnd<`${Factor<'kg', kg>}${Factor<'m', m>}${Factor<'s', s>}${Factor<'A', A>}${Factor<'K', K>}${Rest<mol, cd>}`>
      : never
  : never;

/** The names that users have added, by their exponents. */
type OwnNames = { [N in OwnDimension as KeyOf<ExponentsIn<NamedDimensions[N]>>]: N };

type KeyOf<E> = E extends readonly [
  infer m extends number, infer kg extends number, infer s extends number, infer A extends number,
  infer K extends number, infer mol extends number, infer cd extends number,
]
  ? `${m},${kg},${s},${A},${K},${mol},${cd}`
  : never;

type Open<E, Copy = E> = [E] extends [never] ? true : E extends Copy ? ([Copy] extends [E] ? false : true) : never;

type Rest<Mol extends number, Cd extends number> = `${Factor<'mol', Mol>}${Factor<'cd', Cd>}`;

type Factor<Unit extends string, E extends number> = E extends 0 ? '' : E extends 1 ? `${Unit} ` : `${Unit}^${E} `;

type TrimEnd<S> = S extends `${infer Rest} ` ? Rest : S;

type BaseSymbol = 'm' | 'kg' | 's' | 'A' | 'K' | 'mol' | 'cd';

/** The exponents in a base form, or those that are given as seven numbers already. */
type ExponentsIn<Form> = Form extends string ? Parse<Form> : Form extends Exponents ? Form : Unknown;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Unknown = any;

type Parse<S> = Factors<S> extends infer F
  ? F extends Misspelt
    ? Unknown
    : [Get<F, 'm'>, Get<F, 'kg'>, Get<F, 's'>, Get<F, 'A'>, Get<F, 'K'>, Get<F, 'mol'>, Get<F, 'cd'>]
  : never;

type Factors<S> = S extends `${infer Head} ${infer Rest}` ? ParseFactor<Head> & Factors<Rest> : ParseFactor<S>;

type ParseFactor<S> = S extends `${infer Symbol extends BaseSymbol}^${infer E extends number}`
  ? { [K in Symbol]: E }
  : S extends BaseSymbol
    ? { [K in S]: 1 }
    : S extends ''
      ? unknown
      : { misspelt: S };

interface Misspelt {
  misspelt: unknown;
}

/** The first factor of a base form that no base unit has, or never. */
export type MisspeltIn<Form> = Factors<Form> extends { misspelt: infer M } ? M : never;

type Get<F, Symbol> = Symbol extends keyof F ? F[Symbol] : 0;
