import { fail, placeOf } from '../../core/error.js';
import {
  causeOf,
  evaluate,
  firstNotFinite,
  rowOf,
  scanOp,
  type Cause,
  type Equation,
  type Execution,
  type NDArray,
  type Program,
  type ScanParams,
} from '../../engine/index.js';
import type { RunParts } from './rollout.js';
import type { AnyState } from './trace-states.js';

/**
 * Looks for the first value that is not finite, one step ahead of the run that it belongs to: for an element of a State that
 * was finite before the step, or an element of what is recorded. Then it has the step again, operation by operation, to say
 * which one made it.
 */
export class Watch {
  readonly #execution: Execution;
  /** The only loop at the top of the program; other programs are watched as a whole. */
  readonly #loop: Equation | undefined;
  /** What the States held before the present step. */
  #before: readonly NDArray[];
  /** Results that show what was not finite before the run began. */
  readonly #old = new Set<string>();

  constructor(
    private readonly parts: RunParts,
    private readonly program: Program,
    private readonly args: readonly NDArray[],
  ) {
    const loops = program.equations.filter(isLoop);
    this.#loop = loops.length === 1 ? loops[0] : undefined;
    this.#before = parts.writes.flatMap((state) => [...state.stored]);
    this.#execution = parts.executable.start(args, { keep: false });
  }

  /** Has another run make at most so many steps, as far as all is finite. */
  advance(execution: Execution, steps: number): boolean {
    const goal = execution.done + steps;
    let finished = false;
    while (!finished && this.#execution.done < goal) {
      finished = this.#execution.advance(1);
      if (this.#loop !== undefined || finished) this.#look();
    }
    return execution.advance(steps);
  }

  dispose(): void {
    this.#execution.dispose();
  }

  #look(): void {
    const now = this.#execution.values().slice(0, this.#before.length) as NDArray[];
    const names = this.parts.writes.flatMap(namesOf);
    now.forEach((value, i) => {
      const index = firstNotFinite(value);
      if (index < 0) return;
      for (let at = index; at < value.data.length; at++) {
        if (!Number.isFinite(value.data[at]) && Number.isFinite(this.#before[i].data[at])) this.#refuse(names[i], i, value, at);
      }
    });
    const rows = this.#execution.take().slice(now.length);
    const others = this.#execution.values().slice(now.length);
    rows.forEach((row, i) => {
      const value = row ?? (this.#loop === undefined ? others[i] : undefined);
      const index = value === undefined ? -1 : firstNotFinite(value);
      const key = `${i} ${index}`;
      if (value === undefined || index < 0 || this.#old.has(key)) return;
      this.#refuse(this.parts.resultNames[i], now.length + i, value, index);
      this.#old.add(key);
    });
    this.#before = now;
  }

  /** Fails, unless the element is one of a result that was there when the run began. */
  #refuse(what: string, out: number, value: NDArray, index: number): void {
    const cause = this.#loop === undefined ? causeOf(this.program, this.args, this.program.outs[out], index) : this.#causeInStep(out, index);
    const isState = out < this.#before.length;
    if (!isState && cause?.kind === 'input' && this.#isState(cause.input)) return;
    const shape = isState || this.#loop === undefined ? value.shape : value.shape.slice(1);
    fail(
      'run/nan',
      {
        what,
        value: value.data[index],
        step: this.#loop === undefined ? undefined : this.#execution.done - 1,
        neuron: position(shape, index),
        made: cause && this.#told(cause),
      },
      cause?.kind === 'made' ? placeOf(cause.equation.origin) : undefined,
    );
  }

  /** The cause in the step that has just been made, as inputs of the whole program. */
  #causeInStep(out: number, at: number): Cause | undefined {
    const loop = this.#loop!;
    const params = loop.params as ScanParams;
    const { body, constants, carries, length, reverse } = params;
    const step = this.#execution.done - 1;
    // Before the loop there is little: what the step captured may have been computed.
    const ins = evaluate({ ...this.program, equations: this.program.equations.filter((e) => e !== loop), outs: loop.ins }, this.args);
    const held = loop.outs.slice(0, carries).map((v) => this.program.outs.indexOf(v));
    const carry = held.map((i, c) => (i >= 0 && step > 0 ? this.#before[i] : ins[constants + c]));
    const row = reverse ? length - 1 - step : step;
    const slices = ins.slice(constants + carries).map((x) => rowOf(x, row));
    const bodyOut = loop.outs.findIndex((v) => v === this.program.outs[out]);
    const cause = causeOf(body, [...ins.slice(0, constants), ...carry, ...slices], body.outs[bodyOut], at);
    if (cause?.kind !== 'input') return cause;
    const input = this.program.ins.findIndex((v) => v === loop.ins[cause.input]);
    return input < 0 ? undefined : { ...cause, input };
  }

  /** Whether an input of the program is a State's. */
  #isState(input: number): boolean {
    const first = this.parts.captured.length;
    return input >= first && input < this.program.ins.length - this.parts.args.length;
  }

  #told(cause: Cause): string {
    if (cause.kind === 'constant') return `${cause.value} is written in the step`;
    if (cause.kind === 'input') return `it comes from ${this.#inputName(cause.input)}`;
    const { equation, value, operands } = cause;
    const met = operands === undefined ? 'finite values' : operands.map((x) => Number(x.toPrecision(6))).join(' and ');
    return `${equation.op.name} of ${met} gives ${value}`;
  }

  #inputName(input: number): string {
    const { captured, states, args } = this.parts;
    if (input < captured.length) return 'an array from around the step';
    if (this.#isState(input)) return `${states.flatMap(namesOf)[input - captured.length]}, as it was before`;
    const first = this.program.ins.length - args.length;
    return this.parts.inputNames[input - first];
  }
}

function namesOf(state: AnyState): string[] {
  return state.stored.map((_, i) => (state.stored.length === 1 ? state.label : `${state.label}, part ${i}`));
}

function isLoop(e: Equation): boolean {
  return (e.op as unknown) === scanOp;
}

/** A position in row-major order as one along each axis. */
function position(shape: readonly number[], index: number): number[] {
  let rest = index;
  const found = [...shape].reverse().map((n) => {
    const i = rest % n;
    rest = Math.floor(rest / n);
    return i;
  });
  return found.reverse();
}
