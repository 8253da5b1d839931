import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import { rowsOfPairs } from './rows.js';

/** What `OneToOne` can be told. */
export interface OneToOneOptions<D> extends ConnectivityOptions<D> {
  /** Whether the smaller population starts over until the larger one ends. false unless given. */
  circular?: boolean | undefined;
}

/**
 * Neuron i is connected to neuron i, as far as both populations go.
 *
 * @example
 * new conn.OneToOne().generate(3, 3).toDense(); // the identity
 */
export class OneToOne<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'OneToOne';
  readonly circular: boolean;

  constructor(options: OneToOneOptions<D> = {}) {
    super(options);
    this.circular = options.circular ?? false;
  }

  protected connect({ pre, post }: Request): Connected {
    const length = pre === 0 || post === 0 ? 0 : this.circular ? Math.max(pre, post) : Math.min(pre, post);
    const [from, to] = [pre, post].map((size) => Int32Array.from({ length }, (_, i) => i % size));
    return { rows: rowsOfPairs(pre, post, from, to) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { circular: this.circular };
  }
}
