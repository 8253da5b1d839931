import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { showValue } from '../show-value.js';

/** How far a run is. */
export interface Progress {
  /** Steps done, and steps in all. */
  readonly done: number;
  readonly total: number;
  /** Milliseconds since the start, and to the end at the present rate. */
  readonly elapsed: number;
  readonly remaining: number;
  /** Steps in a second. */
  readonly rate: number;
  readonly description: string;
}

/** What a progress bar can be told. */
export interface ProgressOptions {
  /** How many updates in all. 20 unless `freq` is given. */
  count?: number | undefined;
  /** How many steps from one update to the next. */
  freq?: number | undefined;
  /** What stands before the bar: a text, or a function of the progress. */
  description?: string | ((progress: Progress) => string) | undefined;
  /** Called at each update. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What listeners of a progress bar are given. */
export class ProgressUpdate extends Event {
  static override readonly name: string = 'ProgressUpdate';

  constructor(readonly progress: Progress) {
    super('progress');
  }
}

/**
 * Shows how far a run is: in a terminal as one line on stderr that is rewritten, with rate and remaining time. Where stderr is
 * no terminal, and in CI, it is silent. Everywhere it calls `onProgress` and sends `progress` events, for a page to draw.
 *
 * @example
 * const pbar = new transform.ProgressBar({ count: 10, description: 'simulating' });
 * await run.startAsync({ pbar });
 *
 * @example
 * pbar.addEventListener('progress', (e) => (bar.value = e.progress.done / e.progress.total));
 *
 * @throws when both count and freq are given, or one is no integer of 1 or more
 */
export class ProgressBar extends EventTarget {
  static override readonly name: string = 'ProgressBar';
  readonly #freq: number | undefined;
  readonly #count: number;
  readonly #description: string | ((progress: Progress) => string);
  readonly #onProgress: ((progress: Progress) => void) | undefined;

  constructor(options: ProgressOptions = {}) {
    super();
    checkOptions('ProgressBar', options, ['count', 'freq', 'description', 'onProgress']);
    const { count, freq, description = '', onProgress } = options;
    if (count !== undefined && freq !== undefined) fail('run/updates', {});
    for (const [option, value] of Object.entries({ count, freq })) {
      if (value !== undefined && (!Number.isSafeInteger(value) || value < 1)) {
        fail('run/option', { option, wants: 'an integer of 1 or more', value: showValue(value) });
      }
    }
    this.#freq = freq;
    this.#count = count ?? 20;
    this.#description = description;
    this.#onProgress = onProgress;
  }

  override addEventListener(
    type: 'progress',
    listener: ((event: ProgressUpdate) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(type: string, listener: unknown, options?: boolean | AddEventListenerOptions): void {
    super.addEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  /** A run of so many steps begins. @internal */
  begin(total: number): RunProgress {
    const freq = this.#freq ?? Math.max(1, Math.ceil(total / this.#count));
    return new RunProgress(total, freq, (state, last) => this.#update(state, last));
  }

  #update(state: Omit<Progress, 'description'>, last: boolean): void {
    const plain: Progress = { ...state, description: typeof this.#description === 'string' ? this.#description : '' };
    const progress = typeof this.#description === 'string' ? plain : { ...plain, description: this.#description(plain) };
    terminal()?.write(`\r${line(progress)}\u001b[K${last ? '\n' : ''}`);
    this.#onProgress?.(progress);
    this.dispatchEvent(new ProgressUpdate(progress));
  }
}

/** What `pbar` may be: a bar, or the number of steps from one update to the next. */
export type ProgressOption = ProgressBar | number;

/** The bar that an option stands for. */
export function progressBar(pbar: ProgressOption | undefined): ProgressBar | undefined {
  if (pbar === undefined || pbar instanceof ProgressBar) return pbar;
  if (typeof pbar !== 'number') fail('run/progress', { value: showValue(pbar) });
  return new ProgressBar({ freq: pbar });
}

/** The progress of one run. */
export class RunProgress {
  readonly #start = performance.now();
  #shown = 0;
  #ended = false;

  constructor(
    private readonly total: number,
    private readonly freq: number,
    private readonly update: (state: Omit<Progress, 'description'>, last: boolean) => void,
  ) {
    this.#show(0, false);
  }

  /** How many steps to the next update. */
  next(done: number): number {
    return this.#shown + this.freq - done;
  }

  /** So many steps are done. */
  reach(done: number): void {
    if (done - this.#shown < this.freq || done >= this.total) return;
    this.#shown = done - (done % this.freq);
    this.#show(done, false);
  }

  /** The run is over, with so many steps done. */
  end(done: number): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#show(done, true);
  }

  #show(done: number, last: boolean): void {
    const elapsed = performance.now() - this.#start;
    const rate = done === 0 ? 0 : done / Math.max(elapsed, 1e-3);
    const remaining = rate === 0 ? Infinity : (this.total - done) / rate;
    this.update({ done, total: this.total, elapsed, remaining, rate: rate * 1000 }, last);
  }
}

const WIDTH = 20;

/** `simulating:  40%|████████            | 4000/10000 [00:02<00:03, 1987.2 steps/s]` */
function line({ done, total, elapsed, remaining, rate, description }: Progress): string {
  const part = total === 0 ? 1 : done / total;
  const filled = Math.round(part * WIDTH);
  const bar = '█'.repeat(filled) + ' '.repeat(WIDTH - filled);
  const speed = rate === 0 ? '?' : rate.toFixed(1);
  const before = description === '' ? '' : `${description}: `;
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  return `${before}${percent}|${bar}| ${done}/${total} [${clock(elapsed)}<${clock(remaining)}, ${speed} steps/s]`;
}

/** `01:05`, or `1:01:05`. */
function clock(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '?';
  const seconds = Math.round(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Node's stderr, if somebody watches it. */
function terminal(): Terminal | undefined {
  const { process } = globalThis as { process?: { stderr?: Terminal; env?: Readonly<Record<string, string | undefined>> } };
  const isCI = (process?.env?.['CI'] ?? '') !== '';
  return process?.stderr?.isTTY === true && !isCI ? process.stderr : undefined;
}
