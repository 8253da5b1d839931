// A key of one's own in the environment, by declaration merging.
import { environ, type Quantity } from 'braints';

declare module 'braints' {
  interface EnvironSettings {
    background: Quantity<'current'>;
  }
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<_ extends true>(): void;

const background = environ.get('background');
is<Same<typeof background, Quantity<'current'>>>();
// @ts-expect-error a number is not a current
environ.set({ background: 3 });
