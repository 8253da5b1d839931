import type { FlowKind } from '../program/op.js';
import { flow, flowToFixedPoint } from '../transform/flow.js';
import type { ScanParams } from './scan.js';

/** Inputs of a loop, or things that belong to them, by what they are for. */
export interface ScanParts<T> {
  readonly constants: readonly T[];
  readonly carries: readonly T[];
  readonly xs: readonly T[];
}

export function partsOf<T>(ins: readonly T[], { constants, carries }: ScanParams): ScanParts<T> {
  return {
    constants: ins.slice(0, constants),
    carries: ins.slice(constants, constants + carries),
    xs: ins.slice(constants + carries),
  };
}

/** Which inputs and outputs of a loop are marked, once carries have passed their marks on as far as they go. */
export interface ScanFlow extends ScanParts<boolean> {
  /** Of the stacked outputs. */
  readonly ys: readonly boolean[];
  readonly outs: boolean[];
}

export function flowOfScan(marked: readonly boolean[], params: ScanParams, kind: FlowKind): ScanFlow {
  const { constants, carries: first, xs } = partsOf(marked, params);
  const through = (carries: readonly boolean[]): boolean[] => flow(params.body, [...constants, ...carries, ...xs], kind);
  const carries = flowToFixedPoint(first, (c) => through(c).slice(0, params.carries));
  const ys = through(carries).slice(params.carries);
  return { constants, carries, xs, ys, outs: [...carries, ...ys] };
}

/** The items whose mark is set. */
export function pick<T>(items: readonly T[], marks: readonly boolean[]): T[] {
  return items.filter((_, i) => marks[i]);
}

/** The items back at the places whose mark is set, null at the others. */
export function place<T>(items: readonly T[], marks: readonly boolean[]): (T | null)[] {
  let next = 0;
  return marks.map((mark) => (mark ? items[next++] : null));
}
