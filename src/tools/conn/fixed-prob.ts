import { bernoulliRows } from './bernoulli.js';
import { checkProbability } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';

/** What a rule can be told that may leave the diagonal out. */
export interface SelfOptions<D> extends ConnectivityOptions<D> {
  /**
   * Whether a neuron may be connected to the one of its own number. false unless given, which leaves the diagonal out wherever
   * both populations are of one size: say true where they are two.
   */
  allowSelfConnections?: boolean | undefined;
}

/**
 * Every pair is connected with one probability, each by itself. The time goes by the number of connections: 32 million take
 * about a second.
 *
 * @example
 * new conn.FixedProb(0.1, { weight: new init.Normal(nS(1), nS(0.2)), delay: ms(1) }).generate(1000, 1000);
 *
 * @throws when `prob` is not from 0 to 1
 */
export class Random<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'Random';
  readonly allowSelfConnections: boolean;

  constructor(
    readonly prob: number,
    options: SelfOptions<D> = {},
  ) {
    super(options);
    checkProbability(new.target.name, 'prob', prob);
    this.allowSelfConnections = options.allowSelfConnections ?? false;
  }

  protected connect({ pre, post, draws }: Request): Connected {
    return { rows: bernoulliRows(draws, pre, post, this.prob, this.allowSelfConnections || pre !== post) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { prob: this.prob, allowSelfConnections: this.allowSelfConnections };
  }
}

/** The same as {@link Random}, by its other name. */
export class FixedProb<in out D = 'one'> extends Random<D> {
  static override readonly name: string = 'FixedProb';
}
