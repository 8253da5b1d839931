import { fail } from '../core/error.js';
import { currentBuilder, index, slice, type Operand } from '../engine/index.js';
import { draw } from './draws.js';
import { Quantity, unitless } from '../unit/index.js';
import { showValue } from './show-value.js';
import { State, type StateOptions } from './state.js';

/** Where random numbers start from: an integer from 0 to 2^53, or a key, which is uint32 of shape [2]. */
export type Seed = number | Quantity<'one'>;

/** What `splitKey` can be told. */
export interface SplitOptions {
  /** Whether `restoreKey` is to go back to before the split. false unless given. */
  backup?: boolean | undefined;
}

/** A State that holds the key of a source of random numbers, and gives out new ones. */
export class RandomKeys extends State<Quantity<'one'>> {
  #backup: Quantity<'one'> | null = null;

  /** @param seed - an integer or a key; a fresh one unless given. */
  constructor(seed: Seed = freshSeed(), options: StateOptions = { name: 'random' }) {
    super(keyOf(seed), options);
  }

  /** Starts again from a seed or a key; from a fresh one unless given. */
  seed(seed: Seed = freshSeed()): void {
    this.value = keyOf(seed);
  }

  /** Its present key: uint32 of shape [2]. */
  getKey(): Quantity<'one'> {
    return this.value;
  }

  /** Goes on from a key, or from a seed. */
  setKey(key: Seed): void {
    this.value = keyOf(key);
  }

  /**
   * Gives out a new key, of shape [2], or `n` of them, of shape [n, 2], and moves on: the first key of the split is kept.
   *
   * @throws when `n` is not a positive integer
   */
  splitKey(n?: number, { backup = false }: SplitOptions = {}): Quantity<'one'> {
    if (backup) this.backupKey();
    return new Quantity(n === undefined ? this.nextKey() : index(this.#split(n), slice(1)), unitless);
  }

  /** Gives out `n` new keys, of shape [n, 2]. */
  splitKeys(n: number, options: SplitOptions = {}): Quantity<'one'> {
    return this.splitKey(n, options);
  }

  /** Remembers the present key for `restoreKey`. @throws when one is remembered already */
  backupKey(): void {
    if (this.#backup !== null) fail('random/backup-twice', {});
    this.#backup = this.value;
    currentBuilder()?.onAbort(() => {
      this.#backup = null;
    });
  }

  /** Goes back to the key that was remembered. @throws when none was */
  restoreKey(): void {
    if (this.#backup === null) fail('random/no-backup', {});
    this.value = this.#backup;
    this.#backup = null;
  }

  /** Another source of the same class, which starts from a new key of this one. */
  clone(): this {
    return new (this.constructor as new (seed: Seed) => this)(this.splitKey());
  }

  /** Runs `f` as if the source had been seeded, and puts its key back. */
  seedContext<T>(seed: Seed, f: () => T): T {
    const before = this.value;
    this.value = keyOf(seed);
    try {
      return f();
    } finally {
      this.value = before;
    }
  }

  /** The key of a draw: the one it was told, or a new one. */
  protected nextKey(key?: Seed): Operand {
    return key === undefined ? index(this.#split(1), 1) : keyOf(key).mantissa;
  }

  /** Several keys for a draw. */
  protected nextKeys(n: number, key?: Seed): Operand[] {
    const [keys, first] = key === undefined ? [this.#split(n), 1] : [draw.split(keyOf(key).mantissa, n), 0];
    return Array.from({ length: n }, (_, i) => index(keys, first + i));
  }

  #split(n: number): Operand {
    if (!Number.isSafeInteger(n) || n < 1) fail('random/count', { value: showValue(n) });
    const keys = draw.split(this.value.mantissa, n + 1);
    this.value = new Quantity(index(keys, 0), unitless);
    return keys;
  }
}

function keyOf(seed: Seed): Quantity<'one'> {
  if (seed instanceof Quantity) {
    const isKey = seed.unit.isUnitless && seed.dtype === 'uint32' && seed.shape.length === 1 && seed.shape[0] === 2;
    return isKey ? seed : fail('random/key', { value: showValue(seed) });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) fail('random/seed', { value: showValue(seed) });
  return new Quantity(draw.seedKey(seed), unitless);
}

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
