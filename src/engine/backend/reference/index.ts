import { NDArray } from '../../array/ndarray.js';
import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import { scanOp, scanSteps, type ScanParams } from '../../control/scan.js';
import { Literal, type Atom, type Equation, type Program, type Var } from '../../program/program.js';
import type { Backend, Execution } from '../backend.js';

/** Plain loops over the reference kernels, one equation after the other: slow, and right by definition. */
export const referenceBackend: Backend = {
  name: 'reference',
  compile: (program) => ({
    memoryBytes: memoryOf(program),
    steps: program.equations.filter(isScan).reduce((steps, e) => steps + (e.params as ScanParams).length, 0),
    start: (args) => new ReferenceExecution(program, args),
  }),
};

class ReferenceExecution implements Execution {
  done = 0;
  private finished: NDArray[] | undefined;
  private readonly work: Generator<void, NDArray[]>;

  constructor(program: Program, args: readonly NDArray[]) {
    this.work = stepwise(program, args);
  }

  advance(steps: number): boolean {
    for (let i = 0; i < steps && this.finished === undefined; i++) {
      const next = this.work.next();
      if (next.done === true) this.finished = next.value;
      else this.done += 1;
    }
    return this.finished !== undefined;
  }

  results(): NDArray[] {
    return this.finished!;
  }

  dispose(): void {
    this.work.return([]);
  }
}

/** Runs a program and pauses after each step of a loop at its top. */
function* stepwise(program: Program, args: readonly NDArray[]): Generator<void, NDArray[]> {
  const values = new Map<Var, NDArray>();
  const read = (a: Atom): NDArray => (a instanceof Literal ? NDArray.scalar(a.value, a.dtype) : values.get(a)!);
  program.ins.forEach((v, i) => values.set(v, args[i]));
  for (const e of program.equations) {
    const ins = e.ins.map(read);
    const outs = isScan(e) ? yield* scanSteps(ins, e.params as ScanParams, e.outs) : e.op.reference(ins, e.params, e.outs);
    e.outs.forEach((v, i) => values.set(v, outs[i]));
  }
  return program.outs.map(read);
}

function isScan(e: Equation): boolean {
  return (e.op as unknown) === scanOp;
}

function memoryOf(program: Program): number {
  const values = [...program.ins, ...program.equations.flatMap((e) => e.outs)];
  return values.reduce((bytes, v) => bytes + sizeOf(v.shape) * bytesOf[v.dtype], 0);
}
