import { fail } from '../../core/error.js';
import {
  batchProgram,
  Builder,
  currentBuilder,
  repeatUnbatched,
  shapeOf,
  toValue,
  type Operand,
} from '../../engine/index.js';
import { RandomKeys } from '../random-keys.js';
import { axesOf, axisIn, moveAxis, withoutAxis, type MapAxes } from './mapped-axes.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { assign, presentValues, tracedIn, type StatefulProgram } from './stateful-program.js';
import type { AnyState } from './trace-states.js';

/** What is mapped, and how. */
export interface Mapping {
  readonly operation: string;
  readonly inAxes: MapAxes;
  readonly axisSize: number | undefined;
  /** States that hold one value for each lane before, and their axes. */
  readonly inStates: ReadonlyMap<AnyState, number>;
  /** States that hold one value for each lane after, and their axes. */
  readonly outStates: ReadonlyMap<AnyState, number>;
}

/** What all lanes together give. */
export interface Lanes {
  readonly size: number;
  /** The function in one lane. */
  readonly traced: StatefulProgram;
  /** Its results; those that are batched have the lanes along axis 0. */
  readonly results: readonly Operand[];
  readonly batched: readonly boolean[];
}

/** An argument or State of which each lane gets a slice. */
interface Mapped {
  readonly name: string;
  readonly x: Operand;
  readonly axis: number;
}

/**
 * Traces `f` on one lane, and runs all lanes at once as part of the trace that records. Every source of random numbers
 * that it touches gives each lane a key of its own, and moves on once. States get what the lanes left in them.
 */
export function runLanes(mapping: Mapping, f: (args: unknown) => unknown, args: readonly unknown[]): Lanes {
  const { operation, inStates } = mapping;
  const given = takeApart(args, 'an argument');
  const axes = argumentAxes(mapping, given);
  const lanes = given.operands.map((x, i) => (axes[i] === null ? toValue(x) : oneLane({ name: '', x, axis: axes[i] })));
  const size = laneCount(mapping, given, axes);
  const scope = new Builder(currentBuilder());
  const mappedStates = [...inStates].map(([state, axis]) => slicesOf(operation, state, axis));
  [...inStates.keys()].forEach((state, i) => {
    const ins = mappedStates[i].map((mapped) => scope.input(oneLane(mapped)));
    scope.cells.set(state, { ins, current: ins, written: false });
  });
  const traced = tracedIn(scope, lanes, (ins) => f(putTogether(given, ins)));

  const touched = [...traced.reads, ...traced.writes];
  const sources = touched.filter((state) => state instanceof RandomKeys) as unknown as RandomKeys[];
  const keys = new Map<unknown, Operand>(sources.map((source) => [source, source.splitKey(size).mantissa]));
  const after = new Map<unknown, Operand>(sources.map((source) => [source, source.splitKey().mantissa]));
  const ins: Operand[] = traced.given().slice(0, traced.captures.length);
  const marks = ins.map(() => false);
  for (const state of touched) {
    const key = keys.get(state);
    const slices = mappedStates[[...inStates.keys()].indexOf(state)];
    const own = key !== undefined ? [key] : (slices?.map(({ x, axis }) => moveAxis(x, axis, 0)) ?? presentValues([state]));
    ins.push(...own);
    marks.push(...own.map(() => key !== undefined || slices !== undefined));
  }
  const found = batchProgram(
    traced.program,
    [...ins, ...given.operands.map((x, i) => (axes[i] === null ? x : moveAxis(x, axes[i], 0)))],
    [...marks, ...axes.map((axis) => axis !== null)],
    size,
  );
  let next = 0;
  for (const state of traced.writes) {
    const count = state.stored.length;
    const own = { outs: found.outs.slice(next, next + count), batched: found.batched.slice(next, next + count) };
    next += count;
    const key = after.get(state);
    if (key === undefined) assign([state], gathered(mapping, state, own, size));
  }
  for (const source of sources) assign([source as unknown as AnyState], [after.get(source)!]);
  return { size, traced, results: found.outs.slice(next), batched: found.batched.slice(next) };
}

/** What a State holds when the lanes have written it. */
function gathered(
  { operation, inStates, outStates }: Mapping,
  state: AnyState,
  { outs, batched }: { outs: readonly Operand[]; batched: readonly boolean[] },
  size: number,
): Operand[] {
  const mapped = inStates.has(state);
  const axis = outStates.get(state) ?? inStates.get(state);
  if (!mapped && !batched.includes(true)) return [...outs];
  if (axis === undefined) fail('transform/undeclaredState', { operation, state: state.label });
  return repeatUnbatched({ outs, batched }, size).map((x) => moveAxis(x, 0, axisIn(operation, state.label, axis, shapeOf(x))));
}

function argumentAxes({ operation, inAxes }: Mapping, { operands, paths, shape }: Leaves): (number | null)[] {
  return axesOf(operation, 'inAxes', inAxes, shape).map((axis, i) =>
    axis === null ? null : axisIn(operation, `the axis of argument ${paths[i].join('.')}`, axis, shapeOf(operands[i])),
  );
}

function slicesOf(operation: string, state: AnyState, axis: number): Mapped[] {
  return presentValues([state]).map((x) => ({ name: state.label, x, axis: axisIn(operation, state.label, axis, shapeOf(x)) }));
}

function oneLane({ x, axis }: Mapped) {
  return { shape: withoutAxis(shapeOf(x), axis), dtype: toValue(x).dtype };
}

/** How many lanes there are: the common length of all axes that are mapped. */
function laneCount(mapping: Mapping, { operands, paths }: Leaves, axes: readonly (number | null)[]): number {
  const { operation, axisSize, inStates } = mapping;
  const mapped = [
    ...operands.flatMap((x, i): Mapped[] => {
      const axis = axes[i];
      return axis === null ? [] : [{ name: `argument ${paths[i].join('.')}`, x, axis }];
    }),
    ...[...inStates].flatMap(([state, axis]) => slicesOf(operation, state, axis)),
  ];
  const sizes = mapped.map(({ x, axis }) => shapeOf(x)[axis]);
  const size = axisSize ?? sizes[0];
  if (size === undefined) fail('transform/noAxis', { operation });
  if (sizes.some((n) => n !== size)) {
    const wanted = axisSize === undefined ? [] : [`axisSize is ${axisSize}`];
    fail('transform/axisSizes', { operation, sizes: [...wanted, ...mapped.map(({ name }, i) => `${name} has ${sizes[i]}`)] });
  }
  return size;
}
