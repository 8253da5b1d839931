import { fail } from '../../core/error.js';
import { checkInteger, checkSquare } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import { rowsOfPairs } from './rows.js';

/** What `ScaleFree` can be told. */
export interface ScaleFreeOptions<D> extends ConnectivityOptions<D> {
  /** How many neurons a new one is connected to. 3 unless given. */
  m?: number | undefined;
}

/**
 * A network that grows: each new neuron is connected, both ways, to `m` others, more likely to those that have many connections
 * already. It begins with m neurons (2 at least) that are all connected.
 *
 * @throws when `m` is no integer of 1 or more; and, at `generate`, when the sizes differ or are not above m
 *
 * Barabási & Albert (1999), Emergence of scaling in random networks, Science 286.
 */
export class ScaleFree<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'ScaleFree';
  readonly m: number;

  constructor(options: ScaleFreeOptions<D> = {}) {
    super(options);
    this.m = options.m ?? 3;
    checkInteger('ScaleFree', 'm', this.m, 1);
  }

  protected connect(request: Request): Connected {
    const n = checkSquare('ScaleFree', request);
    const { m } = this;
    if (m >= n) fail('conn/smaller', { rule: 'ScaleFree', name: 'm', value: m, n });
    const { draws } = request;
    const first = Math.max(m, 2);
    const [from, to]: [number[], number[]] = [[], []];
    // Each neuron stands here as often as it has connections: whoever picks at random picks in proportion to them.
    const ends: number[] = [];
    const connect = (a: number, b: number): void => {
      from.push(a, b);
      to.push(b, a);
    };
    for (let i = 0; i < first; i++) {
      for (let j = i + 1; j < first; j++) connect(i, j);
      for (let times = 0; times < 2 * (first - 1); times++) ends.push(i);
    }
    for (let added = first; added < n; added++) {
      const targets = new Set<number>();
      while (targets.size < m) targets.add(ends[draws.below(ends.length)]);
      for (const target of targets) {
        connect(added, target);
        ends.push(added, target);
      }
    }
    return { rows: rowsOfPairs(n, n, from, to) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { m: this.m };
  }
}
