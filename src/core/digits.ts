/** A finite number as its digits: `sign d.ddd * 10^exponent`. */
export interface Digits {
  readonly sign: '' | '-';
  readonly digits: string;
  readonly exponent: number;
}

/** The fewest digits that name this number among those of its precision. */
export function shortestDigits(x: number, dtype: 'float32' | 'float64'): Digits {
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const magnitude = Math.abs(x);
  const [mantissa, exponent] = (dtype === 'float64' ? magnitude.toExponential() : shortestFloat32(magnitude)).split('e');
  return { sign, digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function shortestFloat32(x: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const text = toExponential(x, digits);
    if (Math.fround(Number(text)) === x) return text;
    // A power of two has more room above than below: the nearest digits may miss it and the next ones hit.
    const next = nextDigits(text);
    if (isPowerOfTwo(x) && Math.fround(Number(next)) === x) return next;
  }
  return x.toExponential(8);
}

function isPowerOfTwo(x: number): boolean {
  return Number.isInteger(Math.log2(x)) && 2 ** Math.log2(x) === x;
}

/** One more in the last digit. */
function nextDigits(text: string): string {
  const [mantissa, exponent] = text.split('e');
  const places = mantissa.includes('.') ? mantissa.length - 2 : 0;
  const digits = String(BigInt(mantissa.replace('.', '')) + 1n);
  const shift = digits.length - 1 - places;
  const point = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${point}e${Number(exponent) + shift}`;
}

/** `toFixed` for magnitudes below 1e21, halves to even. */
export function toFixed(x: number, places: number): string {
  return halfToEven(x.toFixed(places), x.toFixed(Math.min(100, places + 60)));
}

/** `toExponential`, halves to even. */
export function toExponential(x: number, places: number): string {
  const rounded = x.toExponential(places);
  const [mantissa, exponent] = rounded.split('e');
  const exact = x.toExponential(Math.min(100, places + 60)).split('e');
  // Rounding that moved the exponent cannot have been a tie.
  if (Number(exact[1]) !== Number(exponent)) return rounded;
  return `${halfToEven(mantissa, exact[0])}e${exponent}`;
}

/** JavaScript rounds ties away from zero; `exact` tells whether there was one. */
function halfToEven(rounded: string, exact: string): string {
  const rest = exact.slice(rounded.includes('.') ? rounded.length : rounded.length + 1);
  if (!/^50*$/.test(rest)) return rounded;
  const kept = exact.slice(0, rounded.length);
  return Number(kept.at(-1)) % 2 === 0 ? kept : rounded;
}
