import { fail } from '../../core/error.js';
import { checkInteger, checkProbability, checkSquare } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import { rowsOf } from './rows.js';

/** What `SmallWorld` can be told. */
export interface SmallWorldOptions<D> extends ConnectivityOptions<D> {
  /** How many neighbours a neuron has on the ring: even. 6 unless given. */
  k?: number | undefined;
  /** The probability that a connection goes to any other neuron instead. 0.3 unless given. */
  p?: number | undefined;
}

/**
 * A ring in which each neuron is connected to its nearest `k`, and some connections are sent anywhere.
 *
 * @throws when `k` is not even and above zero, or `p` is not from 0 to 1; and, at `generate`, when the sizes differ or are not
 * above k
 *
 * Watts & Strogatz (1998), Collective dynamics of 'small-world' networks, Nature 393.
 */
export class SmallWorld<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'SmallWorld';
  readonly k: number;
  readonly p: number;

  constructor(options: SmallWorldOptions<D> = {}) {
    super(options);
    const { k = 6, p = 0.3 } = options;
    checkInteger('SmallWorld', 'k', k, 2);
    if (k % 2 !== 0) fail('conn/even', { k });
    checkProbability('SmallWorld', 'p', p);
    [this.k, this.p] = [k, p];
  }

  protected connect(request: Request): Connected {
    const n = checkSquare('SmallWorld', request);
    const { k, p } = this;
    if (k >= n) fail('conn/smaller', { rule: 'SmallWorld', name: 'k', value: k, n });
    const { draws } = request;
    const fill = (row: number, add: (column: number) => void): void => {
      const targets = new Set<number>();
      for (let offset = 1; offset <= k / 2; offset++) targets.add((row + offset) % n).add((row - offset + n) % n);
      for (const target of [...targets]) {
        // A neuron that is connected to all others has nowhere else to go.
        if (!(draws.uniform() < p) || targets.size === n - 1) continue;
        targets.delete(target);
        let other = draws.below(n);
        while (other === row || targets.has(other)) other = draws.below(n);
        targets.add(other);
      }
      targets.forEach(add);
    };
    return { rows: rowsOf(n, n * k, fill) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { k: this.k, p: this.p };
  }
}
