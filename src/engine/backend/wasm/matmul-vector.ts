import { Assembler } from './assembler.js';
import type { MatmulLanes } from './matmul-lanes.js';
import { inBlocks } from './matmul-pack.js';

/** The parameters: pointers, and whether sums go on (not 0) or start. */
const [X, B, OUT, GO_ON] = [0, 1, 2, 3];

/**
 * A function `(x, b, out, goOn)` that adds `depth` rows of `b`, each times its element of `x`, to the result. The rows run
 * past side by side.
 */
export function addRows(lanes: MatmulLanes, depth: number, columns: number): Assembler {
  const code = new Assembler(['i32', 'i32', 'i32', 'i32']);
  const { width, bytes } = lanes;
  const xs = Array.from({ length: depth }, (_, k) => {
    const x = code.local('v128');
    lanes.splat(code, X, k * bytes, x);
    return x;
  });
  const vectors = [code.local('v128'), code.local('v128')].map((sum) => ({ sum, row: code.local('v128') }));
  inBlocks(
    code,
    columns,
    vectors.length * width,
    (count) => {
      const used = vectors.slice(0, Math.ceil(count / width));
      used.forEach(({ sum }) => lanes.zero(code, sum));
      code.get(GO_ON).branch(() => used.forEach(({ sum }, v) => lanes.load(code, OUT, 16 * v, sum)));
      xs.forEach((x, k) =>
        used.forEach(({ sum, row }, v) => {
          lanes.load(code, B, k * columns * bytes + 16 * v, row);
          lanes.addProduct(code, sum, x, row);
        }),
      );
      used.forEach(({ sum }, v) => lanes.store(code, OUT, 16 * v, sum, count - v * width));
    },
    (count) => {
      code.get(B).i32(count * bytes).add().set(B);
      code.get(OUT).i32(count * bytes).add().set(OUT);
    },
  );
  return code;
}

/**
 * A function `(x, b, out)` that gives `columns` sums of products of `x` with rows of `b`, which have `depth` elements.
 * A vector holds the sums of as many rows: squares of `b` are turned on the way, so that each sum keeps its order.
 */
export function dotRows(lanes: MatmulLanes, depth: number, columns: number): Assembler {
  const code = new Assembler(['i32', 'i32', 'i32']);
  const { width, bytes } = lanes;
  const sums = Array.from({ length: Math.ceil(columns / width) }, () => code.local('v128'));
  const rows = Array.from({ length: width }, () => code.local('v128'));
  const xs = rows.map(() => code.local('v128'));
  for (const sum of sums) lanes.zero(code, sum);
  inBlocks(
    code,
    depth,
    width,
    (count) => {
      for (let k = 0; k < count; k++) lanes.splat(code, X, k * bytes, xs[k]);
      sums.forEach((sum, v) => {
        rows.forEach((row, r) => lanes.load(code, B, Math.min(v * width + r, columns - 1) * depth * bytes, row));
        lanes.transpose(code, rows).slice(0, count).forEach((column, k) => lanes.addProduct(code, sum, xs[k], column));
      });
    },
    (count) => {
      code.get(X).i32(count * bytes).add().set(X);
      code.get(B).i32(count * bytes).add().set(B);
    },
  );
  sums.forEach((sum, v) => lanes.store(code, OUT, 16 * v, sum, columns - v * width));
  return code;
}
