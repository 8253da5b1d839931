import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
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
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { prepareCall, type PreparedRun } from './prepare.js';
import { arraysIn, traceStates, type AnyState } from './trace-states.js';
import type { Result } from './types.js';

/**
 * Runs `step` once for each element along the first axis of `xs`, and stacks what it returns. The step is traced
 * once and the whole loop becomes one compiled program; the States that the step writes go from step to step, and hold
 * their last values afterwards.
 *
 * @param step - one time step; may read and write States, and return any tree of quantities
 * @param xs - quantities, or trees of them, with equally long first axes
 * @returns the tree that `step` returns, each quantity with a first axis of that length
 * @throws when the lengths differ, and when the step keeps a traced value, or asks for its value
 *
 * @example
 * const times = u.math.arange(ms(0), ms(100), environ.getDt());
 * const step = (t: Quantity<'time'>) => environ.context({ t }, () => neuron.step(mA(25)));
 * const spikes = transform.forLoop(step, times); // shape [1000, …]
 */
export function forLoop<X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): Result<Y> {
  if (currentBuilder() !== null) return loop(step, takeApart(xs, 'an input of forLoop')) as Result<Y>;
  return prepare<X, Y>(step, ...xs).start();
}

/**
 * Traces and compiles `forLoop(step, ...xs)` without running it, inside the context that the step needs. The run
 * needs no context any more, tells what it is going to cost, and can be started again and again: each start goes on
 * from the States as they are then.
 *
 * @example
 * const run = environ.context({ dt: ms(0.1) }, () => transform.prepare(step, times));
 * run.report.memoryBytes;
 * const [vs, spikes] = run.start();
 */
export function prepare<X extends readonly unknown[], Y>(step: (...x: NoInfer<X>) => Y, ...xs: X): PreparedRun<Result<Y>> {
  const inputs = takeApart(xs, 'an input of forLoop');
  loopLength(inputs);
  return prepareCall<Result<Y>>(inputs, (args) => loop(step, takeApart(args, 'an input of forLoop')));
}

/** The loop inside of a trace: its body is traced in a scope of its own and becomes one equation. */
function loop<X extends readonly unknown[], Y>(step: (...x: X) => Y, inputs: Leaves): unknown {
  const length = loopLength(inputs);
  const rows = inputs.operands.map((x): Aval => ({ shape: shapeOf(x).slice(1), dtype: toValue(x).dtype }));
  const body = new Builder(currentBuilder());
  const traced = traceStates(body, rows, (row) => step(...(putTogether(inputs, row) as unknown as X)));
  const { program, captures, reads, writes, results } = traced;
  const params: ScanParams = {
    body: program,
    constants: captures.length + arraysIn(reads),
    carries: arraysIn(writes),
    length,
    reverse: false,
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
  return putTogether(results, outs.slice(next));
}

function present(state: AnyState): readonly Operand[] {
  return cellTrace(state)!.current;
}

/** The common length of the first axes. */
function loopLength({ operands, paths }: Leaves): number {
  if (operands.length === 0) fail('transform/noInput', {});
  const lengths = operands.map((x, i) => {
    const shape = shapeOf(x);
    if (shape.length === 0) fail('transform/scalarInput', { input: inputName(paths[i]) });
    return shape[0];
  });
  if (lengths.some((n) => n !== lengths[0])) {
    const shapes = operands.map((x, i) => `${inputName(paths[i])} has shape ${showShape(shapeOf(x))}`);
    fail('transform/lengths', { shapes });
  }
  return lengths[0];
}

/** `input 1` for the first of the arguments after the step, `input 1 (a.b)` for a leaf inside it. */
function inputName([argument, ...inside]: readonly (string | number)[]): string {
  const name = `input ${Number(argument) + 1}`;
  return inside.length === 0 ? name : `${name} (${inside.join('.')})`;
}
