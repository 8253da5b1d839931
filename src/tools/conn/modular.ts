import { fail } from '../../core/error.js';
import { bernoulliStretch, expected, Gaps } from './bernoulli.js';
import { checkInteger, checkProbability, checkSquare } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import { rowsOf } from './rows.js';

/** What `ModularRandom` can be told. */
export interface ModularRandomOptions<D> extends ConnectivityOptions<D> {
  /** The probability of a connection within a module. 0.3 unless given. */
  intraProb?: number | undefined;
  /** The probability of a connection from one module to another. 0.01 unless given. */
  interProb?: number | undefined;
}

/**
 * A population in modules of one size, the first ones larger by one neuron where it does not divide: neurons of one module are
 * connected more often than others. None is connected to itself.
 *
 * @throws when a probability is not from 0 to 1; and, at `generate`, when the sizes differ or there are more modules than neurons
 */
export class ModularRandom<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'ModularRandom';
  readonly intraProb: number;
  readonly interProb: number;

  constructor(
    readonly nModules: number,
    options: ModularRandomOptions<D> = {},
  ) {
    super(options);
    const { intraProb = 0.3, interProb = 0.01 } = options;
    checkInteger('ModularRandom', 'nModules', nModules, 1);
    checkProbability('ModularRandom', 'intraProb', intraProb);
    checkProbability('ModularRandom', 'interProb', interProb);
    [this.intraProb, this.interProb] = [intraProb, interProb];
  }

  protected connect(request: Request): Connected {
    const n = checkSquare('ModularRandom', request);
    const { nModules, intraProb, interProb } = this;
    if (nModules > n) fail('conn/modules', { nModules, n });
    const [size, larger] = [Math.floor(n / nModules), n % nModules];
    const startOf = (module: number): number => module * size + Math.min(module, larger);
    const [inside, outside] = [new Gaps(request.draws, intraProb), new Gaps(request.draws, interProb)];
    let module = 0;
    const fill = (row: number, add: (column: number) => void): void => {
      while (row >= startOf(module + 1)) module++;
      const [from, to] = [startOf(module), startOf(module + 1)];
      bernoulliStretch(outside, 0, from, add);
      bernoulliStretch(inside, from, row, add);
      bernoulliStretch(inside, row + 1, to, add);
      bernoulliStretch(outside, to, n, add);
    };
    const within = nModules * (size + 1) ** 2;
    return { rows: rowsOf(n, expected(within, intraProb) + expected(Math.max(0, n * n - within), interProb), fill) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { nModules: this.nModules, intraProb: this.intraProb, interProb: this.interProb };
  }
}
