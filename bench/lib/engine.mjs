// Programs of engine functions, as the layers above the engine make them.
import * as engine from 'braints/engine';

export * from 'braints/engine';
export { sum as total } from 'braints/engine';

/** The program of a function of arrays like `avals`, with the arrays that it captured. */
export function trace(f, avals) {
  const { Builder, close, toValue, within } = engine;
  const builder = new Builder(null);
  const ins = avals.map((aval) => builder.input(aval));
  const outs = within(builder, () => f(...ins)).map((x) => builder.atom(x, toValue(x).dtype));
  const { program, captures } = close(builder, ins, outs);
  return { program, captured: captures.map((v) => builder.capturedArray(v)) };
}

/** A loop inside a trace; instead of the options its length will do. */
export function scan(step, init, xs, options = {}) {
  return engine.scan(step, init, xs, typeof options === 'number' ? { length: options } : options);
}

/** Compiles a function of arrays; the answer runs it once and says how long that took. */
export function timedRun(f, args) {
  const { program, captured } = trace(f, args);
  const executable = engine.compile(program);
  return () => {
    const start = performance.now();
    const outs = engine.runToEnd(executable, [...captured, ...args]);
    return { ms: performance.now() - start, outs };
  };
}

/** An array of float32 of a function of the position. */
export function float32(length, f) {
  return new engine.NDArray([length], 'float32', Float32Array.from({ length }, (_, i) => f(i)));
}

/** The sum of an array's elements: what contenders have to agree on. */
export function checksum(array) {
  let total = 0;
  for (const x of array.data) total += x;
  return total;
}

/** A number between 0 and 1 of a position, the same here and in `peers/common.h`. */
export function noise(i) {
  let x = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
  return ((x ^ (x >>> 13)) >>> 8) / 2 ** 24;
}
