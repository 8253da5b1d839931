import { Assembler } from './assembler.js';
import type { MatmulLanes } from './matmul-lanes.js';

/** Pointers: from where, to where. */
const [FROM, TO] = [0, 1];

/**
 * A function `(from, to)` that copies `depth` rows of `columns` elements, `step` bytes apart, to rows of whole vectors
 * side by side.
 */
export function packRows(lanes: MatmulLanes, depth: number, columns: number, step: number): Assembler {
  const code = new Assembler(['i32', 'i32']);
  const vectors = Math.ceil(columns / lanes.width);
  const vector = code.local('v128');
  const copy = (rows: number): void => {
    for (let k = 0; k < rows; k++) {
      for (let v = 0; v < vectors; v++) {
        lanes.load(code, FROM, k * step + 16 * v, vector);
        lanes.store(code, TO, 16 * (k * vectors + v), vector, lanes.width);
      }
    }
  };
  inBlocks(code, depth, 4, copy, (rows) => {
    code.get(FROM).i32(rows * step).add().set(FROM);
    code.get(TO).i32(rows * vectors * 16).add().set(TO);
  });
  return code;
}

/**
 * The same from a transposed matrix: a function `(from, to)` that copies `columns` rows of `depth` elements, `step` bytes
 * apart, so that they become columns.
 */
export function packColumns(lanes: MatmulLanes, depth: number, columns: number, step: number): Assembler {
  const code = new Assembler(['i32', 'i32']);
  const { width, bytes } = lanes;
  const vectors = Math.ceil(columns / width);
  const rows = Array.from({ length: width }, () => code.local('v128'));
  const copy = (count: number): void => {
    for (let v = 0; v < vectors; v++) {
      // Columns beyond the last are padding: any row will do.
      rows.forEach((row, r) => lanes.load(code, FROM, Math.min(v * width + r, columns - 1) * step, row));
      lanes.transpose(code, rows).slice(0, count).forEach((vector, k) => {
        lanes.store(code, TO, 16 * (k * vectors + v), vector, width);
      });
    }
  };
  inBlocks(code, depth, width, copy, (count) => {
    code.get(FROM).i32(count * bytes).add().set(FROM);
    code.get(TO).i32(count * vectors * 16).add().set(TO);
  });
  return code;
}

/** Runs `body` for blocks of `block` out of `length` with `advance` after each, and once for what is left. */
export function inBlocks(
  code: Assembler,
  length: number,
  block: number,
  body: (count: number) => void,
  advance: (count: number) => void,
): void {
  const rounds = Math.floor(length / block);
  if (rounds > 0) {
    code.countedLoop(code.local('i32'), 0, rounds, 1, () => {
      body(block);
      advance(block);
    });
  }
  if (length % block > 0) body(length % block);
}
