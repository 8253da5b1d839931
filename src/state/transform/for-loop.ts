import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { showShape } from '../../core/print.js';
import { flatten, unflatten, type TreeShape } from '../../core/tree.js';
import {
  bind,
  Builder,
  cellTrace,
  currentBuilder,
  scanOp,
  shapeOf,
  toValue,
  type Aval,
  type Operand,
  type ScanParams,
} from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { Recorded } from '../record/recorded.js';
import { showValue } from '../show-value.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { inputName, prepareTraced, type PreparedRun, type ResultPlan } from './prepare.js';
import { progressBar, type ProgressOption } from './progress.js';
import { arraysIn, traceStates, type AnyState } from './trace-states.js';
import type { Result } from './types.js';

/** What a loop can be told. */
export interface LoopOptions {
  /** How many steps, where there is nothing to walk along; else it must agree. */
  length?: number | undefined;
  /** From the last element to the first; what is stacked stands where its element stood. False unless given. */
  reverse?: boolean | undefined;
  /** Shows how far the run is: a ProgressBar, or how many steps from one update to the next. */
  pbar?: ProgressOption | undefined;
}

/** `forLoop`, as it is or with options. */
export interface ForLoop {
  <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): Result<Y>;
  /**
   * The same loop with options.
   *
   * @example
   * transform.forLoop.with({ reverse: true, pbar: 100 })(step, times);
   */
  with(options: LoopOptions): ForLoop;
}

/** `prepare`, as it is or with options. */
export interface Prepare {
  <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): PreparedRun<Result<Y>>;
  /**
   * The same with options of the loop.
   *
   * @example
   * transform.prepare.with({ length: 1000 })(() => neuron.step(mA(25)));
   */
  with(options: LoopOptions): Prepare;
}

/**
 * Runs `step` once for each element along the first axis of `xs`, and stacks what it returns. The step is traced
 * once and the whole loop becomes one compiled program; the States that the step writes go from step to step, and hold
 * their last values afterwards. What a spike function gives is kept as events, and becomes dense when it is read;
 * `record` keeps less of the rest. `forLoop.with({ length, reverse, pbar })` is the same with options.
 *
 * @param step - one time step; may read and write States, and return any tree of quantities
 * @param xs - quantities, or trees of them, with equally long first axes
 * @returns the tree that `step` returns, each quantity with a first axis of that length
 * @throws when the lengths differ, and when the step keeps a traced value, or asks for its value; when the run needs more
 * memory than there is
 *
 * @example
 * const times = u.math.arange(ms(0), ms(100), environ.getDt());
 * const step = (t: Quantity<'time'>) => environ.context({ t }, () => neuron.step(mA(25)));
 * const spikes = transform.forLoop(step, times); // shape [1000, …]
 */
export const forLoop: ForLoop = loopWith({});

/**
 * Traces and compiles `forLoop(step, ...xs)` without running it, inside the context that the step needs. The run
 * needs no context any more, tells what it is going to cost, and can be started again and again: each start goes on
 * from the States as they are then. `prepare.with({ length, reverse, pbar })` is the same with options.
 *
 * @example
 * const run = environ.context({ dt: ms(0.1) }, () => transform.prepare(step, times));
 * run.report.memoryBytes;
 * const [vs, spikes] = run.start();
 */
export const prepare: Prepare = prepareWith({});

function loopWith(options: LoopOptions): ForLoop {
  const call = <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): Result<Y> => {
    if (currentBuilder() === null) return prepared<X, Y>(options, step, xs).startOnce();
    if (options.pbar !== undefined) fail('run/nestedProgress', {});
    const { results, recorded, outs } = loop(step as Step, takeApart(xs, 'an input of forLoop'), options);
    return assemble(results, recorded, outs, 'ofAll') as Result<Y>;
  };
  return Object.assign(call, { with: (more: LoopOptions) => loopWith(checked(options, more)) });
}

function prepareWith(options: LoopOptions): Prepare {
  const call = <X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X) => prepared<X, Y>(options, step, xs);
  return Object.assign(call, { with: (more: LoopOptions) => prepareWith(checked(options, more)) });
}

function checked(before: LoopOptions, more: LoopOptions): LoopOptions {
  checkOptions('the loop', more, ['length', 'reverse', 'pbar']);
  const { length, reverse, pbar } = more;
  if (length !== undefined && (!Number.isSafeInteger(length) || length < 0)) {
    fail('run/option', { option: 'length', wants: 'a number of steps, an integer of 0 or more', value: showValue(length) });
  }
  if (reverse !== undefined && typeof reverse !== 'boolean') {
    fail('run/option', { option: 'reverse', wants: 'true or false', value: showValue(reverse) });
  }
  progressBar(pbar);
  return { ...before, ...more };
}

type Step = (...x: readonly unknown[]) => unknown;

function prepared<X extends readonly unknown[], Y>(options: LoopOptions, step: (...x: X) => Y, xs: X): PreparedRun<Result<Y>> {
  const inputs = takeApart(xs, 'an input of forLoop');
  loopLength(inputs, options.length);
  let plan: ResultPlan | undefined;
  const traced = (args: unknown): unknown => {
    const { results, recorded, outs } = loop(step as Step, takeApart(args, 'an input of forLoop'), options);
    plan = {
      recordings: recorded.map((r) => r?.recording),
      names: results.paths.map((path) => ['result', ...path].join(' ')),
      finish: (rows) => assemble(results, recorded, rows, 'finished'),
    };
    return outs.map((x, i) => new Quantity(x, results.units[i]));
  };
  return prepareTraced<Result<Y>>(inputs, traced, () => plan!, options.pbar);
}

/** A loop in the trace that records. */
interface TracedLoop {
  readonly results: Leaves;
  /** How a result is recorded, where the step says so. */
  readonly recorded: readonly (Recorded | undefined)[];
  /** The stacked results. */
  readonly outs: readonly Operand[];
}

/** The loop inside of a trace: its body is traced in a scope of its own and becomes one equation. */
function loop(step: Step, inputs: Leaves, { length: wanted, reverse = false }: LoopOptions): TracedLoop {
  const length = loopLength(inputs, wanted);
  const rows = inputs.operands.map((x): Aval => ({ shape: shapeOf(x).slice(1), dtype: toValue(x).dtype }));
  const body = new Builder(currentBuilder());
  let recorded: TracedLoop['recorded'] = [];
  const traced = traceStates(body, rows, (row) => {
    const found = unwrap(step(...(putTogether(inputs, row) as readonly unknown[])));
    recorded = found.recorded;
    return found.tree;
  });
  const { program, captures, reads, writes, results } = traced;
  const params: ScanParams = {
    body: program,
    constants: captures.length + arraysIn(reads),
    carries: arraysIn(writes),
    length,
    reverse,
  };
  const ins: Operand[] = [...captures, ...reads.flatMap(present), ...writes.flatMap(present), ...inputs.operands];
  const outs = bind(scanOp, ins.map((x) => toValue(x)), params);
  let next = 0;
  for (const state of writes) {
    const entry = cellTrace(state)!;
    entry.current = outs.slice(next, next + state.stored.length);
    entry.written = true;
    next += state.stored.length;
  }
  return { results, recorded, outs: outs.slice(next) };
}

/** What a step returned, with quantities alone in it, and what it said of how they are recorded. */
function unwrap(returned: unknown): { tree: unknown; recorded: (Recorded | undefined)[] } {
  const { leaves, shape } = flatten(returned);
  const recorded = leaves.map((leaf) => (leaf instanceof Recorded ? leaf : undefined));
  if (recorded.every((r) => r === undefined)) return { tree: returned, recorded };
  return { tree: unflatten(shape, leaves.map((leaf, i) => recorded[i]?.traced ?? leaf)), recorded };
}

/** The tree of the results around what was stacked. */
function assemble(
  { shape, units }: { readonly shape: TreeShape; readonly units: Leaves['units'] },
  recorded: TracedLoop['recorded'],
  rows: readonly Operand[],
  how: 'finished' | 'ofAll',
): unknown {
  return unflatten(shape, rows.map((x, i) => recorded[i]?.[how](x, units[i]) ?? new Quantity(x, units[i])));
}

function present(state: AnyState): readonly Operand[] {
  return cellTrace(state)!.current;
}

/** How many steps there are: the common length of the first axes, or what the options say. */
function loopLength({ operands, paths }: Leaves, wanted: number | undefined): number {
  const lengths = operands.map((x, i) => {
    const shape = shapeOf(x);
    if (shape.length === 0) fail('transform/scalarInput', { input: inputName(paths[i]) });
    return shape[0];
  });
  const length = wanted ?? lengths[0] ?? fail('transform/noInput', {});
  if (lengths.some((n) => n !== length)) {
    const shapes = operands.map((x, i) => `${inputName(paths[i])} has shape ${showShape(shapeOf(x))}`);
    fail('transform/lengths', { shapes: wanted === undefined ? shapes : [`length is ${wanted}`, ...shapes] });
  }
  return length;
}
