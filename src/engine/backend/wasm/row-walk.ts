/**
 * The rows of a matrix, as code. Numbers are locals of the function that is being written: addresses, a row's number,
 * floats. Each method does one row, in the order that the reference defines.
 */
export interface RowWalk {
  /**
   * Adds the row to the vector at `target`: the weights times the float `x`, or the weights themselves when there is
   * none.
   */
  scatter(row: number, target: number, x: number | undefined): void;
  /** The sum over the row of its weights times the vector at `source`, in a local. */
  gather(row: number, source: number): number;
  /** Adds to each of the row's entries at `entries` the float `x` times the vector at `source`, by `kind`. */
  outer(row: number, entries: number, x: number | undefined, source: number): void;
}
