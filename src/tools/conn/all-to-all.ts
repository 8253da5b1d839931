import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';

/** What `AllToAll` can be told. */
export interface AllToAllOptions<D> extends ConnectivityOptions<D> {
  /** As `allowSelfConnections` of `FixedProb`. false unless given. */
  includeSelfConnections?: boolean | undefined;
}

/**
 * Every presynaptic neuron is connected to every postsynaptic one.
 *
 * @example
 * new conn.AllToAll({ weight: nS(0.1) }).generate(100, 50).nConnections; // 5000
 */
export class AllToAll<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'AllToAll';
  readonly includeSelfConnections: boolean;

  constructor(options: AllToAllOptions<D> = {}) {
    super(options);
    this.includeSelfConnections = options.includeSelfConnections ?? false;
  }

  protected connect({ pre, post }: Request): Connected {
    const skip = !this.includeSelfConnections && pre === post;
    const width = skip ? post - 1 : post;
    const starts = Int32Array.from({ length: pre + 1 }, (_, row) => row * width);
    const columns = new Int32Array(pre * width);
    for (let row = 0, i = 0; row < pre; row++) {
      for (let column = 0; column < post; column++) if (!skip || column !== row) columns[i++] = column;
    }
    return { rows: { starts, columns } };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { includeSelfConnections: this.includeSelfConnections };
  }
}
