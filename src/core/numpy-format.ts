import { shortestDigits, toExponential, toFixed } from './digits.js';

/** The dtypes whose elements have a text. */
export type PrintedDType = 'float32' | 'float64' | 'int32' | 'uint32' | 'bool';

/** An array to print: elements in row-major order. */
export interface PrintedArray {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly dtype: PrintedDType;
}

/** Digits after the point, at most, unless asked for more or fewer. */
const PRECISION = 8;
/** Characters of a line, at most. */
const LINE_WIDTH = 75;
/** Items kept at either end of an axis of a summarised array. */
const EDGE_ITEMS = 3;
/** Arrays with more elements than this are summarised; those of which every element has its own text, later. */
const SUMMARY_THRESHOLD = 100;
const OWN_TEXT_THRESHOLD = 1000;

/**
 * The text of an array as numpy writes it with its default options: `[1.  2.5 3. ]`. Floats have the fewest digits
 * that tell them apart in their own precision; arrays of more than 100 elements show three items at either end of
 * an axis. A scalar has no brackets: `25.`. `precision` is how many digits stand after the point at most.
 */
export function formatArray(array: PrintedArray, precision = PRECISION): string {
  if (array.shape.length === 0) return elementFormat(array, [0], precision)(array.data[0]).trim();
  if (array.data.length === 0) return '[]';
  const summarise = array.data.length > SUMMARY_THRESHOLD;
  const shown = summarise ? shownPositions(array.shape) : Array.from({ length: array.data.length }, (_, i) => i);
  return new Layout(array, elementFormat(array, shown, precision), summarise).text();
}

/** The text of an array of which every element is written by `write`, as numpy lays it out. */
export function formatEach(array: PrintedArray, write: (x: number) => string): string {
  if (array.shape.length === 0) return write(array.data[0]);
  if (array.data.length === 0) return '[]';
  return new Layout(array, write, array.data.length > OWN_TEXT_THRESHOLD).text();
}

/** `3.14`, with so many digits after the point, as Python writes it. */
export function fixedText(x: number, places: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const size = Math.abs(x);
  // JavaScript changes to exponents there; such numbers are whole.
  const text = size < 1e21 ? toFixed(size, places) : `${BigInt(size)}${places > 0 ? `.${'0'.repeat(places)}` : ''}`;
  return `${isNegative(x) ? '-' : ''}${text}`;
}

/** `3.14e+00`, with so many digits after the point, as Python writes it. */
export function exponentialText(x: number, places: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const [mantissa, exponent] = toExponential(Math.abs(x), places).split('e');
  return `${isNegative(x) ? '-' : ''}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

/** The positions of the elements that a summary shows. */
function shownPositions(shape: readonly number[]): number[] {
  let positions = [0];
  for (const n of shape) {
    const kept: number[] = [];
    for (let i = 0; i < n; i++) if (n <= 2 * EDGE_ITEMS || i < EDGE_ITEMS || i >= n - EDGE_ITEMS) kept.push(i);
    positions = positions.flatMap((at) => kept.map((i) => at * n + i));
  }
  return positions;
}

type ElementFormat = (x: number) => string;

/** How every element is written, so that all shown ones line up. */
function elementFormat(array: PrintedArray, shown: readonly number[], precision: number): ElementFormat {
  const { data, dtype, shape } = array;
  const values = shown.map((i) => data[i]);
  if (dtype === 'bool') return (x) => (x ? (shape.length === 0 ? 'True' : ' True') : 'False');
  if (dtype === 'int32' || dtype === 'uint32') {
    const width = Math.max(...values.map((x) => String(x).length));
    return (x) => String(x).padStart(width);
  }
  return floatFormat(values, dtype, precision);
}

function floatFormat(values: readonly number[], dtype: 'float32' | 'float64', precision: number): ElementFormat {
  const finite = values.filter(Number.isFinite);
  const write = needsExponent(finite, dtype)
    ? scientificFormat(finite, dtype, precision)
    : (x: number) => positional(x, dtype, precision);
  const parts = finite.map((x) => splitAtPoint(write(x)));
  const right = Math.max(0, ...parts.map((part) => part.right.length));
  let left = Math.max(0, ...parts.map((part) => part.left.length));
  if (finite.length < values.length) {
    const names = values.filter((x) => !Number.isFinite(x)).map(nonFinite);
    // As numpy: room for `nan` and `inf` (with its sign where one is negative), whichever occurs.
    const widest = names.includes('-inf') ? 4 : 3;
    left = Math.max(left, widest - right - 1);
  }
  return (x) => {
    if (!Number.isFinite(x)) return nonFinite(x).padStart(left + right + 1);
    const part = splitAtPoint(write(x));
    return `${part.left.padStart(left)}.${part.right.padEnd(right)}`;
  };
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : x < 0 ? '-inf' : 'inf';
}

/** numpy's rule: very large or small numbers, or a wide range, are written with exponents. */
function needsExponent(finite: readonly number[], dtype: 'float32' | 'float64'): boolean {
  const magnitudes = finite.filter((x) => x !== 0).map(Math.abs);
  if (magnitudes.length === 0) return false;
  const round = dtype === 'float32' ? Math.fround : (x: number) => x;
  const max = magnitudes.reduce((a, b) => Math.max(a, b));
  const min = magnitudes.reduce((a, b) => Math.min(a, b));
  return max >= (dtype === 'float32' ? 1e6 : 1e8) || min < round(0.0001) || round(max / min) > 1000;
}

/** `25.`, `0.1`, `-60.5`: the shortest digits, cut at the precision. */
function positional(x: number, dtype: 'float32' | 'float64', precision: number): string {
  const { sign, digits, exponent } = shortestDigits(x, dtype);
  if (digits.length - 1 - exponent > precision) return trimZeros(atPoint(toFixed(x, precision)));
  const padded = digits.padEnd(exponent + 1, '0');
  const text =
    exponent < 0
      ? `0.${'0'.repeat(-exponent - 1)}${padded}`
      : `${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1)}`;
  return `${sign}${trimZeros(text)}`;
}

/** `1.9990001e+02`, every element with the digits that the longest one needs. */
function scientificFormat(finite: readonly number[], dtype: 'float32' | 'float64', precision: number): ElementFormat {
  const needed = finite.map((x) => {
    const { digits } = shortestDigits(x, dtype);
    if (digits.length - 1 <= precision) return digits.length - 1;
    return splitAtPoint(trimZeros(atPoint(toExponential(x, precision).split('e')[0]))).right.length;
  });
  const places = Math.max(0, ...needed);
  const widest = finite.some((x) => x !== 0 && (Math.abs(x) >= 1e100 || Math.abs(x) < 1e-99)) ? 3 : 2;
  return (x) => scientific(x, places, widest, dtype);
}

function scientific(x: number, places: number, exponentWidth: number, dtype: 'float32' | 'float64'): string {
  const { sign, digits, exponent } = shortestDigits(x, dtype);
  // Where more digits are asked for than tell the number apart, they are those of its exact value.
  const exact = digits.length - 1 !== places;
  const [mantissa, power] = exact
    ? toExponential(Math.abs(x), places).split('e')
    : [`${digits[0]}.${digits.slice(1)}`, String(exponent)];
  const point = mantissa.includes('.') ? '' : '.';
  const size = String(Math.abs(Number(power))).padStart(exponentWidth, '0');
  return `${sign}${mantissa}${point}e${Number(power) < 0 ? '-' : '+'}${size}`;
}

/** A whole number with the point that floats have. */
function atPoint(text: string): string {
  return text.includes('.') ? text : `${text}.`;
}

function trimZeros(text: string): string {
  return text.replace(/0+$/, '');
}

function splitAtPoint(text: string): { left: string; right: string } {
  const point = text.indexOf('.');
  return { left: text.slice(0, point), right: text.slice(point + 1) };
}

/** Brackets, line breaks and the ellipsis around formatted elements. */
class Layout {
  constructor(
    private readonly array: PrintedArray,
    private readonly format: ElementFormat,
    private readonly summarise: boolean,
  ) {}

  text(): string {
    return this.block(0, 0, ' ', LINE_WIDTH - 1);
  }

  /** The sub-array at `offset` (in rows of `axis`), its lines indented by `indent`. */
  private block(axis: number, offset: number, indent: string, width: number): string {
    const { shape } = this.array;
    const items = this.items(shape[axis], offset);
    if (axis === shape.length - 1) return `[${this.row(items, indent, width)}]`;
    const gap = '\n'.repeat(shape.length - 1 - axis);
    const blocks = items.map((at) => (at === undefined ? '...' : this.block(axis + 1, at, `${indent} `, width - 1)));
    return `[${blocks.join(`${gap}${indent}`)}]`;
  }

  /** Positions of the items of an axis; undefined for the ellipsis. */
  private items(n: number, offset: number): (number | undefined)[] {
    const all = Array.from({ length: n }, (_, i) => offset * n + i);
    if (!this.summarise || n <= 2 * EDGE_ITEMS) return all;
    return [...all.slice(0, EDGE_ITEMS), undefined, ...all.slice(-EDGE_ITEMS)];
  }

  private row(items: readonly (number | undefined)[], indent: string, width: number): string {
    const lines: string[] = [];
    let line = indent;
    items.forEach((at, i) => {
      const word = at === undefined ? '...' : this.format(this.array.data[at]);
      if (line.length + word.length > width && line.length > indent.length) {
        lines.push(line.trimEnd());
        line = indent;
      }
      line += word + (i < items.length - 1 ? ' ' : '');
    });
    return [...lines, line].join('\n').slice(indent.length);
  }
}
