import { Growing, type Rows } from './rows.js';

/** Rows put together from two, and for each connection where it stood in either: -1 where it was not. */
export interface Combined {
  readonly rows: Rows;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** The connections of either. */
export function union(a: Rows, b: Rows): Combined {
  return merged(a, b, () => true);
}

/** The connections of both. */
export function intersection(a: Rows, b: Rows): Combined {
  return merged(a, b, (inA, inB) => inA && inB);
}

/** The connections of the first that the second does not have. */
export function difference(a: Rows, b: Rows): Combined {
  return merged(a, b, (inA, inB) => inA && !inB);
}

/** Goes through both, which are sorted, side by side. */
function merged(a: Rows, b: Rows, keep: (inA: boolean, inB: boolean) => boolean): Combined {
  const most = a.columns.length + b.columns.length;
  const [columns, first, second] = [new Growing(most), new Growing(most), new Growing(most)];
  const starts = new Int32Array(a.starts.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    let [i, j] = [a.starts[row], b.starts[row]];
    const [endA, endB] = [a.starts[row + 1], b.starts[row + 1]];
    while (i < endA || j < endB) {
      const [x, y] = [i < endA ? a.columns[i] : Infinity, j < endB ? b.columns[j] : Infinity];
      const [inA, inB] = [x <= y, y <= x];
      if (keep(inA, inB)) {
        columns.push(Math.min(x, y));
        first.push(inA ? i : -1);
        second.push(inB ? j : -1);
      }
      if (inA) i++;
      if (inB) j++;
    }
    starts[row + 1] = columns.length;
  }
  return { rows: { starts, columns: columns.values }, first: first.values, second: second.values };
}
