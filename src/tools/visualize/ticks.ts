/** Where an axis has its ticks, and what they say. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** The step of about `count` ticks over a span: 1, 2 or 5 times a power of ten. */
export function tickStep(span: number, count: number): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const rest = rough / power;
  // The steps 1, 2, 5, 10 change over at their geometric means.
  const factor = rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1;
  return factor * power;
}

/** About `count` round numbers between `low` and `high`. With `integer`, whole numbers alone. */
export function niceTicks(low: number, high: number, count: number, integer = false): Ticks {
  const step = integer ? Math.max(1, tickStep(high - low, count)) : tickStep(high - low, count);
  const slack = 1e-9;
  // Plus 0: never a minus zero.
  const first = Math.ceil(low / step - slack) + 0;
  const last = Math.floor(high / step + slack);
  const values: number[] = [];
  // 3 * 0.1 is not 0.3, 3 / 10 is.
  for (let i = first; i <= last; i++) values.push(step < 1 ? i / Math.round(1 / step) : i * step);
  return { values, labels: tickLabels(values, step) };
}

/** Numbers as an axis writes them: all in one notation, with the digits the step asks for and a true minus sign. */
export function tickLabels(values: readonly number[], step: number): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const exponential = largest >= 1e6 || step < 1e-4;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const write = (value: number): string =>
    exponential ? Number(value.toPrecision(6)).toExponential().replace('e+', 'e') : value.toFixed(digits);
  return values.map((value) => (value === 0 ? '0' : write(value).replaceAll('-', '−')));
}
