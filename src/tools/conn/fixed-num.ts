import { fail } from '../../core/error.js';
import { checkInteger, checkSquare } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import type { Draws } from './draws.js';
import type { SelfOptions } from './fixed-prob.js';
import { transposed, type Rows } from './rows.js';

/** What `FixedNum` can be told. */
export interface FixedNumOptions<D> extends SelfOptions<D> {
  /** Whose connections are counted: those that leave a presynaptic neuron, or those that reach a postsynaptic one. `'out'` unless given. */
  direction?: 'out' | 'in' | undefined;
}

/**
 * Each neuron has the same number of connections, to different neurons that are drawn at random: those that leave it, or, with
 * `direction: 'in'`, those that reach it (Brunel 2000).
 *
 * @throws when `num` is no integer of 0 or more; and, at `generate`, when there are not as many neurons
 */
export class FixedNum<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'FixedNum';
  readonly direction: 'out' | 'in';
  readonly allowSelfConnections: boolean;

  constructor(
    readonly num: number,
    options: FixedNumOptions<D> = {},
  ) {
    super(options);
    checkInteger('FixedNum', 'num', num, 0);
    const { direction = 'out', allowSelfConnections = false } = options;
    if (direction !== 'out' && direction !== 'in') fail('conn/choice', { rule: 'FixedNum', name: 'direction', choices: ['out', 'in'], value: String(direction) });
    [this.direction, this.allowSelfConnections] = [direction, allowSelfConnections];
  }

  protected connect({ pre, post, draws }: Request): Connected {
    const skip = !this.allowSelfConnections && pre === post;
    if (this.direction === 'out') return { rows: fixedRows('FixedNum', draws, pre, post, this.num, skip) };
    return { rows: transposed(fixedRows('FixedNum', draws, post, pre, this.num, skip), pre) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { num: this.num, direction: this.direction, allowSelfConnections: this.allowSelfConnections };
  }
}

/**
 * A population in which each neuron is connected to `degree` others.
 *
 * @throws when `degree` is no integer of 0 or more; and, at `generate`, when the sizes differ or are not above it
 */
export class Regular<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'Regular';

  constructor(
    readonly degree: number,
    options: ConnectivityOptions<D> = {},
  ) {
    super(options);
    checkInteger('Regular', 'degree', degree, 0);
  }

  protected connect(request: Request): Connected {
    const n = checkSquare('Regular', request);
    return { rows: fixedRows('Regular', request.draws, n, n, this.degree, true) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { degree: this.degree };
  }
}

/** Rows of the same number of different columns, each choice as likely as any other. */
function fixedRows(rule: string, draws: Draws, rows: number, columns: number, num: number, skipDiagonal: boolean): Rows {
  const places = skipDiagonal ? columns - 1 : columns;
  if (num > places && rows > 0) fail('conn/too-many', { rule, num, places: Math.max(0, places) });
  const starts = Int32Array.from({ length: rows + 1 }, (_, row) => row * num);
  const all = new Int32Array(rows * num);
  // Drawn are those that are fewer: the ones that are connected, or the ones that are not.
  const few = Math.min(num, places - num);
  const taken = new Int32Array(places).fill(-1);
  for (let row = 0; row < rows; row++) {
    const part = all.subarray(starts[row], starts[row + 1]);
    for (let count = 0; count < few; ) {
      const place = draws.below(places);
      if (taken[place] === row) continue;
      taken[place] = row;
      if (few === num) part[count] = place;
      count++;
    }
    if (few === num) part.sort();
    else for (let place = 0, i = 0; place < places; place++) if (taken[place] !== row) part[i++] = place;
    // Without the diagonal the columns behind it move up, which keeps their order.
    if (skipDiagonal) for (let i = 0; i < num; i++) if (part[i] >= row) part[i]++;
  }
  return { starts, columns: all };
}
