import { logOneMinus, type Draws } from './draws.js';
import { Growing, type Rows } from './rows.js';

/**
 * How many places are left out from one connection to the next, where each place is connected with one probability by itself:
 * numbers of a geometric distribution. Only what is connected takes time.
 */
export class Gaps {
  readonly #scale: number;
  readonly #fine: boolean;
  readonly #logs = new Float64Array(1024);
  #next = this.#logs.length;

  constructor(
    private readonly draws: Draws,
    private readonly prob: number,
  ) {
    // 32 bits tell the gaps apart as long as each has many of them.
    this.#fine = prob < 1e-4;
    this.#scale = prob < 1 ? 1 / logOneMinus(prob) : 0;
  }

  /** The next gap; Infinity where nothing is connected. */
  next(): number {
    if (this.prob <= 0) return Infinity;
    if (this.prob >= 1) return 0;
    if (this.#next === this.#logs.length) {
      this.draws.fillLogUniform(this.#logs, this.#fine);
      this.#next = 0;
    }
    return Math.floor(this.#logs[this.#next++] * this.#scale);
  }
}

/**
 * Every pair of a matrix connected with the same probability, each by itself.
 *
 * @param first - the number of the first row, for whom a connection to itself would be one
 */
export function bernoulliRows(
  draws: Draws,
  pre: number,
  post: number,
  prob: number,
  selfConnections: boolean,
  first = 0,
): Rows {
  const starts = new Int32Array(pre + 1);
  // Without self connections a row has one place less, and the columns behind it move up.
  const width = selfConnections ? post : post - 1;
  const found = new Growing(expected(pre * Math.max(0, width), prob));
  if (width > 0 && prob > 0) {
    const gaps = new Gaps(draws, prob);
    let column = gaps.next();
    for (let row = 0; row < pre; row++) {
      for (; column < width; column += 1 + gaps.next()) found.push(selfConnections || column < first + row ? column : column + 1);
      column -= width;
      starts[row + 1] = found.length;
    }
  }
  return { starts, columns: found.values };
}

/** Calls a function for those columns of one stretch of a row that are connected. */
export function bernoulliStretch(gaps: Gaps, from: number, to: number, add: (column: number) => void): void {
  for (let column = from + gaps.next(); column < to; column += 1 + gaps.next()) add(column);
}

/** How many connections there will hardly ever be more of. */
export function expected(places: number, prob: number): number {
  return places * prob + 6 * Math.sqrt(places * prob * (1 - prob)) + 16;
}
