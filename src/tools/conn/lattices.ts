import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { checkInteger, checkSquare } from './checks.js';
import { Connectivity, type Connected, type ConnectivityOptions, type Request } from './connectivity.js';
import { rowsOf } from './rows.js';

/** What `Ring` can be told. */
export interface RingOptions<D> extends ConnectivityOptions<D> {
  /** How many neighbours on a side. 2 unless given. */
  neighbors?: number | undefined;
  /** Whether both sides are connected, or those of higher numbers alone. true unless given. */
  bidirectional?: boolean | undefined;
}

/** What `Grid2d` can be told. */
export interface Grid2dOptions<D> extends ConnectivityOptions<D> {
  /** The four neighbours beside, or the eight around. `'von_neumann'` unless given. */
  connectivity?: 'von_neumann' | 'moore' | undefined;
  /** Whether the edges meet. false unless given. */
  periodic?: boolean | undefined;
}

/**
 * A ring in which each neuron is connected to the nearest ones.
 *
 * @throws when `neighbors` is no integer of 1 or more; and, at `generate`, when the sizes differ or the sides would meet
 */
export class Ring<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'Ring';
  readonly neighbors: number;
  readonly bidirectional: boolean;

  constructor(options: RingOptions<D> = {}) {
    super(options);
    [this.neighbors, this.bidirectional] = [options.neighbors ?? 2, options.bidirectional ?? true];
    checkInteger('Ring', 'neighbors', this.neighbors, 1);
  }

  protected connect(request: Request): Connected {
    const n = checkSquare('Ring', request);
    const { neighbors, bidirectional } = this;
    const most = Math.floor((n - 1) / 2);
    if (neighbors > most) fail('conn/ring', { neighbors, most, n });
    const fill = (row: number, add: (column: number) => void): void => {
      for (let offset = bidirectional ? -neighbors : 1; offset <= neighbors; offset++) if (offset !== 0) add((row + offset + n) % n);
    };
    return { rows: rowsOf(n, n * neighbors * (bidirectional ? 2 : 1), fill) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { neighbors: this.neighbors, bidirectional: this.bidirectional };
  }
}

/**
 * A sheet of rows and columns in which each neuron is connected to those around it.
 *
 * @example
 * new conn.Grid2d({ connectivity: 'moore', periodic: true }).generate([20, 30], [20, 30]);
 *
 * @throws when there is no such connectivity; and, at `generate`, when both sizes are not the same rows and columns
 */
export class Grid2d<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'Grid2d';
  readonly connectivity: 'von_neumann' | 'moore';
  readonly periodic: boolean;

  constructor(options: Grid2dOptions<D> = {}) {
    super(options);
    const { connectivity = 'von_neumann', periodic = false } = options;
    const choices = ['von_neumann', 'moore'];
    if (!choices.includes(connectivity)) fail('conn/choice', { rule: 'Grid2d', name: 'connectivity', choices, value: String(connectivity) });
    [this.connectivity, this.periodic] = [connectivity, periodic];
  }

  protected connect({ preShape, postShape }: Request): Connected {
    const [pre, post] = [showShape(preShape), showShape(postShape)];
    if (preShape.length !== 2 || pre !== post) fail('conn/grid', { pre, post });
    const [rows, columns] = preShape;
    const moore = this.connectivity === 'moore';
    const fill = (at: number, add: (column: number) => void): void => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const found = new Set<number>();
      for (let i = -1; i <= 1; i++) {
        for (let j = -1; j <= 1; j++) {
          if ((i === 0 && j === 0) || (!moore && i !== 0 && j !== 0)) continue;
          const place = this.#place(row + i, column + j, rows, columns);
          if (place !== undefined && place !== at) found.add(place);
        }
      }
      found.forEach(add);
    };
    return { rows: rowsOf(rows * columns, rows * columns * (moore ? 8 : 4), fill) };
  }

  /** The number of the neuron in a place, on a sheet that may have no edge. */
  #place(row: number, column: number, rows: number, columns: number): number | undefined {
    if (this.periodic) return ((row + rows) % rows) * columns + ((column + columns) % columns);
    return row < 0 || row >= rows || column < 0 || column >= columns ? undefined : row * columns + column;
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { connectivity: this.connectivity, periodic: this.periodic };
  }
}
