import { fail } from '../../core/error.js';
import { isTraced } from '../../engine/index.js';
import { defaultRandom, RandomState, showValue } from '../../state/index.js';

/**
 * Random numbers for building connections: one at a time, and fast, where threefry would take seconds for millions. Seeded by
 * a key of the shared source, so that `random.seed` decides; made of 32-bit integers and sums, products and quotients of
 * doubles alone, so that every machine draws the same.
 *
 * The generator is sfc32 of Chris Doty-Humphrey (PractRand), of period 2^64 at least.
 */
export class Draws {
  #a: number;
  #b: number;
  #c = 0x9e3779b9 | 0;
  #d = 1;

  constructor(seed: number | undefined) {
    if (seed !== undefined && (!Number.isSafeInteger(seed) || seed < 0)) fail('conn/seed', { value: showValue(seed) });
    const { mantissa } = (seed === undefined ? defaultRandom() : new RandomState(seed)).splitKey();
    if (isTraced(mantissa) || typeof mantissa === 'number') fail('conn/traced', {});
    [this.#a, this.#b] = [mantissa.data[0] | 0, mantissa.data[1] | 0];
    for (let i = 0; i < 15; i++) this.bits();
  }

  /** 32 random bits as an integer from 0 to 2^32 - 1. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1), of 53 bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 0x4000000 + (this.bits() >>> 6)) / 0x20000000000000;
  }

  /** An integer from 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /**
   * Fills a list with logarithms of numbers between 0 and 1: of 32 bits, or of 53 where they have to be `fine`. In one go, with
   * the state in local variables: connecting millions spends its time here.
   */
  fillLogUniform(into: Float64Array, fine: boolean): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    let low = 0.5;
    for (let i = 0; i < into.length; i++) {
      if (fine) {
        const sum = (((a + b) | 0) + d) | 0;
        d = (d + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + sum) | 0;
        low = ((sum >>> 11) + 0.5) / 0x200000;
      }
      const sum = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      const high = sum >>> 0;
      into[i] = logOf(high + low, 31 - Math.clz32(high)) - 32 * Math.LN2;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }
}

/** Powers of two from 2^-1 to 2^31. */
const POWERS = Float64Array.from({ length: 33 }, (_, i) => 2 ** (i - 1));

/**
 * The natural logarithm of x, which lies between `2^exponent` and `2^(exponent + 1)`. `Math.log` differs in its last bit from one
 * engine to another; sums and products do not.
 */
function logOf(x: number, exponent: number): number {
  let e = exponent;
  let m = x / POWERS[e + 1];
  while (m < Math.SQRT1_2) {
    m *= 2;
    e--;
  }
  if (m > Math.SQRT2) {
    m *= 0.5;
    e++;
  }
  return e * Math.LN2 + twiceArtanh((m - 1) / (m + 1));
}

/** The logarithm of 1 - p for p below 1, in the same way. */
export function logOneMinus(p: number): number {
  return p < 0.25 ? -twiceArtanh(p / (2 - p)) : logOf(1 - p, 0);
}

/** `2 artanh(s)`, that is `log((1 + s)/(1 - s))`, for s within 0.172 of 0. */
function twiceArtanh(s: number): number {
  const z = s * s;
  return 2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15))))))));
}
