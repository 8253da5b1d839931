/** Connections row by row: those of presynaptic neuron i go to `columns[starts[i]]` up to `columns[starts[i + 1]]`, ascending. */
export interface Rows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
}

/** A list of integers that grows as needed, of about the size that is expected. */
export class Growing {
  #data: Int32Array;
  length = 0;

  constructor(expected: number) {
    this.#data = new Int32Array(Math.max(16, Math.ceil(expected)));
  }

  push(x: number): void {
    if (this.length === this.#data.length) {
      const larger = new Int32Array(Math.ceil(this.length * 1.25) + 16);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = x;
  }

  /** What is in it. A few unused elements are left in the memory behind it; more are not. */
  get values(): Int32Array {
    return this.length > this.#data.length * 0.98 ? this.#data.subarray(0, this.length) : this.#data.slice(0, this.length);
  }
}

/** Rows of connections that a function adds one by one, in any order within a row, none twice. */
export function rowsOf(pre: number, expected: number, fill: (row: number, add: (column: number) => void) => void): Rows {
  const columns = new Growing(expected);
  const starts = new Int32Array(pre + 1);
  const add = (column: number): void => columns.push(column);
  for (let row = 0; row < pre; row++) {
    fill(row, add);
    starts[row + 1] = columns.length;
  }
  const all = columns.values;
  for (let row = 0; row < pre; row++) sortPart(all, starts[row], starts[row + 1]);
  return { starts, columns: all };
}

/** Connections given as pairs, in any order. A pair that is given twice is one connection. */
export function rowsOfPairs(pre: number, post: number, from: ArrayLike<number>, to: ArrayLike<number>): Rows {
  // Twice through a counting sort: by column, then, keeping that order, by row.
  const byColumn = order(to, post);
  const rows = new Int32Array(from.length);
  for (let i = 0; i < rows.length; i++) rows[i] = from[byColumn[i]];
  const byRow = order(rows, pre);
  const starts = new Int32Array(pre + 1);
  const columns = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0, last = -1; i < rows.length; i++) {
    const [row, column] = [rows[byRow[i]], to[byColumn[byRow[i]]]];
    if (row === last && columns[count - 1] === column) continue;
    last = row;
    columns[count++] = column;
    starts[row + 1] = count;
  }
  for (let row = 0; row < pre; row++) starts[row + 1] = Math.max(starts[row], starts[row + 1]);
  return { starts, columns: count === columns.length ? columns : columns.slice(0, count) };
}

/** The same connections seen from the other side. */
export function transposed({ starts, columns }: Rows, post: number): Rows {
  const ends = new Int32Array(post + 1);
  for (const column of columns) ends[column + 1]++;
  for (let i = 0; i < post; i++) ends[i + 1] += ends[i];
  const next = ends.slice(0, post);
  const rows = new Int32Array(columns.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) rows[next[columns[i]]++] = row;
  }
  return { starts: ends, columns: rows };
}

/** The row of each connection. */
export function rowOfEach({ starts, columns }: Rows): Int32Array {
  const rows = new Int32Array(columns.length);
  for (let row = 0; row + 1 < starts.length; row++) rows.fill(row, starts[row], starts[row + 1]);
  return rows;
}

/** The positions of keys below `size`, in the order of the keys; those of one key in their own. */
function order(keys: ArrayLike<number>, size: number): Int32Array {
  const next = new Int32Array(size + 1);
  for (let i = 0; i < keys.length; i++) next[keys[i] + 1]++;
  for (let i = 0; i < size; i++) next[i + 1] += next[i];
  const positions = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) positions[next[keys[i]]++] = i;
  return positions;
}

/** Sorts a part of a list. Most parts are in order already, or nearly. */
function sortPart(x: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    if (x[i - 1] <= x[i]) continue;
    x.subarray(from, to).sort();
    return;
  }
}
