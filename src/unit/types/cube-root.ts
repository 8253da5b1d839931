import type { ExponentsOf, NameOf } from './base-form.js';

/** Thirds of the exponents that have one in halves. */
interface Thirds {
  '-7.5': -2.5;
  '-6': -2;
  '-4.5': -1.5;
  '-3': -1;
  '-1.5': -0.5;
  '0': 0;
  '1.5': 0.5;
  '3': 1;
  '4.5': 1.5;
  '6': 2;
  '7.5': 2.5;
}

/** The dimension of a cube root: `CubeRoot<'volume'>` is `'length'`. `any` stays; what has no such root is `never`. */
export type CubeRoot<A> = 0 extends 1 & A
  ? A
  : A extends 'one'
    ? A
    : Root<ExponentsOf<A>> extends infer E
      ? E extends readonly [never]
        ? never
        : true extends HasNever<E>
          ? never
          : NameOf<E>
      : never;

type Root<E> = E extends readonly [
  infer a extends number,
  infer b extends number,
  infer c extends number,
  infer d extends number,
  infer e extends number,
  infer f extends number,
  infer g extends number,
]
  ? [Third<a>, Third<b>, Third<c>, Third<d>, Third<e>, Third<f>, Third<g>]
  : [never];

type Third<N extends number> = `${N}` extends infer K extends keyof Thirds ? Thirds[K] : never;

type HasNever<E> = E extends readonly unknown[]
  ? { [K in keyof E]: [E[K]] extends [never] ? true : false }[number]
  : false;
