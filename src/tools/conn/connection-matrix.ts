import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { AnyQuantity } from '../../unit/index.js';
import { SparseMatrix } from '../../unit/sparse.js';
import { ConnectionResult } from './result.js';

/** Who is connected to whom, by which weights: a sparse matrix, or what a rule has drawn. */
export type Connections<D> = SparseMatrix<D> | ConnectionResult<D>;

/** Connections, whatever their weights are. */
export interface AnyConnections {
  readonly shape: readonly [number, number];
  toDense(): AnyQuantity;
}

/** Connections as a matrix. Refuses those with delays, for a module that has none. */
export function connectionMatrix<D>(model: string, connections: Connections<D>): SparseMatrix<D> {
  if (connections instanceof SparseMatrix) return connections;
  if (!(connections instanceof ConnectionResult)) fail('conn/matrix', { model, value: showValue(connections) });
  if (connections.delays !== undefined) fail('conn/delays-left', { model });
  return connections.toCsr();
}
