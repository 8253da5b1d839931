/** Straight lines, in the units of the axes. */
export interface Segments {
  readonly x1: readonly number[];
  readonly y1: readonly number[];
  readonly x2: readonly number[];
  readonly y2: readonly number[];
}

/**
 * Where values on a grid cross zero, as short straight lines: in each cell, between the points on its edges at which the
 * values, taken as linear along the edge, are 0 (marching squares).
 *
 * @param values - row by row from the lowest
 */
export function zeroLines(values: ArrayLike<number>, xs: readonly number[], ys: readonly number[]): Segments {
  const lines = { x1: [] as number[], y1: [] as number[], x2: [] as number[], y2: [] as number[] };
  const width = xs.length;
  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < width; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const;
      const points: [number, number][] = [];
      corners.forEach(([i, j], k) => {
        const [p, q] = corners[(k + 1) % 4];
        const [a, b] = [values[j * width + i], values[q * width + p]];
        // A value of 0 counts as above: an edge is crossed once or not at all.
        if (a >= 0 === b >= 0 || !Number.isFinite(a - b)) return;
        const share = a / (a - b);
        points.push([xs[i] + share * (xs[p] - xs[i]), ys[j] + share * (ys[q] - ys[j])]);
      });
      for (let k = 0; k + 1 < points.length; k += 2) {
        lines.x1.push(points[k][0]);
        lines.y1.push(points[k][1]);
        lines.x2.push(points[k + 1][0]);
        lines.y2.push(points[k + 1][1]);
      }
    }
  }
  return lines;
}
