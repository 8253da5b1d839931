import { fail } from '../../core/error.js';
import { aDimension, showValue } from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { bernoulliRows } from './bernoulli.js';
import { checkProbability } from './checks.js';
import { Connectivity, valuesOf, type Connected, type Distant, type Request } from './connectivity.js';
import type { Init } from '../init/initializer.js';
import { ConnectionResult } from './result.js';
import type { Rows } from './rows.js';

/** What `ExcitatoryInhibitory` can be told. */
export interface ExcitatoryInhibitoryOptions<D> {
  /** The part of the presynaptic neurons that are excitatory: the first ones. 0.8 unless given. */
  excRatio?: number | undefined;
  /** The probability of a connection from an excitatory neuron. 0.1 unless given. */
  excProb?: number | undefined;
  /** The probability of a connection from an inhibitory neuron. 0.2 unless given. */
  inhProb?: number | undefined;
  /** The weights of excitatory neurons. To be given together with `inhWeight`; none unless given. */
  excWeight?: Init<D> | undefined;
  /** The weights of inhibitory neurons, with their sign. */
  inhWeight?: Init<D> | undefined;
  /** The delays of excitatory neurons. To be given together with `inhDelay`; none unless given. */
  excDelay?: Init<'time'> | undefined;
  /** The delays of inhibitory neurons. */
  inhDelay?: Init<'time'> | undefined;
  /** Whether a neuron may be connected to the one of its own number. true unless given, as in braintools. */
  allowSelfConnections?: boolean | undefined;
  /** A seed of its own, which connects alike each time. A key of the shared source unless given. */
  seed?: number | undefined;
}

/**
 * Dale's principle: the first presynaptic neurons are excitatory, the others inhibitory, and each kind has a probability and
 * weights of its own.
 *
 * @example
 * new conn.ExcitatoryInhibitory({ excWeight: nS(1), inhWeight: nS(-5) }).generate(1000, 1000);
 *
 * @throws when a ratio or a probability is not from 0 to 1, or weights or delays are given for one kind alone
 */
export class ExcitatoryInhibitory<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'ExcitatoryInhibitory';
  readonly excRatio: number;
  readonly excProb: number;
  readonly inhProb: number;
  readonly allowSelfConnections: boolean;
  readonly #kinds: ExcitatoryInhibitoryOptions<D>;

  constructor(options: ExcitatoryInhibitoryOptions<D> = {}) {
    super({ seed: options.seed });
    const { excRatio = 0.8, excProb = 0.1, inhProb = 0.2, allowSelfConnections = true } = options;
    for (const [name, value] of Object.entries({ excRatio, excProb, inhProb })) checkProbability('ExcitatoryInhibitory', name, value);
    checkPair('excWeight', options.excWeight, 'inhWeight', options.inhWeight);
    checkPair('excDelay', options.excDelay, 'inhDelay', options.inhDelay);
    [this.excRatio, this.excProb, this.inhProb, this.allowSelfConnections] = [excRatio, excProb, inhProb, allowSelfConnections];
    this.#kinds = options;
  }

  protected connect({ pre, post, draws, prePositions, postPositions }: Request): Connected {
    const nExc = Math.floor(pre * this.excRatio + 1e-9);
    const skip = !this.allowSelfConnections && pre === post;
    const exc = bernoulliRows(draws, nExc, post, this.excProb, !skip);
    const inh = bernoulliRows(draws, pre - nExc, post, this.inhProb, !skip, nExc);
    const rows = stacked(exc, inh);
    const counts = [exc.columns.length, inh.columns.length] as const;
    const { excWeight, inhWeight, excDelay, inhDelay } = this.#kinds;
    const parts = { prePositions, postPositions };
    const results = [
      new ConnectionResult(stacked(exc, emptyRows(pre - nExc)), [pre, post], parts),
      new ConnectionResult(stacked(emptyRows(nExc), inh), [pre, post], parts),
    ] as const;
    return {
      rows,
      weights: excWeight === undefined ? undefined : joined('weight', excWeight, inhWeight!, counts, results),
      delays: excDelay === undefined ? undefined : joined('delay', excDelay, inhDelay!, counts, results),
    };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { excRatio: this.excRatio, excProb: this.excProb, inhProb: this.inhProb };
  }
}

function checkPair(a: string, first: unknown, b: string, second: unknown): void {
  if ((first === undefined) !== (second === undefined)) fail('conn/both', { given: first === undefined ? b : a, missing: first === undefined ? a : b });
}

/** The values of both kinds, one for each connection. */
function joined<D>(
  name: string,
  exc: Init<D>,
  inh: Init<D>,
  counts: readonly [number, number],
  results: readonly [Distant, Distant],
): Quantity<D> {
  const [a, b] = [exc, inh].map((rule, i): AnyQuantity => {
    const values = valuesOf(rule, counts[i], name, results[i]) as AnyQuantity;
    return values.ndim === 0 ? math.broadcastTo(values, [counts[i]]) : values;
  });
  if (a.dim !== b.dim) fail('conn/kinds', { name, wants: aDimension(String(a.dim)), value: showValue(b) });
  return math.concatenate([a, b]) as Quantity<D>;
}

function stacked(a: Rows, b: Rows): Rows {
  const starts = new Int32Array(a.starts.length + b.starts.length - 1);
  starts.set(a.starts);
  b.starts.forEach((start, i) => {
    starts[a.starts.length - 1 + i] = a.columns.length + start;
  });
  const columns = new Int32Array(a.columns.length + b.columns.length);
  columns.set(a.columns);
  columns.set(b.columns, a.columns.length);
  return { starts, columns };
}

function emptyRows(rows: number): Rows {
  return { starts: new Int32Array(rows + 1), columns: new Int32Array(0) };
}
