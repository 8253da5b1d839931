import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { sizeOf } from '../../src/engine/array/shape.js';
import * as ops from '../../src/engine/ops/index.js';
import { stage } from '../../src/engine/functions/staged.js';
import { evaluate } from '../../src/engine/program/evaluate.js';
import { batchProgram, repeatUnbatched } from '../../src/engine/transform/batch.js';
import { cases, inputsOf } from '../conformance/cases/index.js';
import { capturedBy, programOf } from '../conformance/programs.js';

// Every op, batched over any of its inputs, gives what it gives lane by lane; but for the one that is about all lanes.

const SIZE = 3;

describe.each(cases.map((c, i) => ({ ...c, i })).filter(({ op }) => op !== 'unvmap'))('$op of shapes $shapes ($i)', (c) => {
  const { run, shapes, dtypes } = c;
  test.each(dtypes)('%s', (dtype) => {
    const marks = fc.array(fc.boolean(), { minLength: shapes.length, maxLength: shapes.length }).filter((m) => m.includes(true));
    const arrays = inputsOf(c, dtype, [SIZE]);
    fc.assert(
      fc.property(marks, arrays, (batched, stacks) => {
        const lane = (k: number): NDArray[] => stacks.map((x, i) => rowOf(x, batched[i] ? k : 0));
        const program = programOf(run, lane(0));
        const args = stacks.map((x, i) => (batched[i] ? x : rowOf(x, 0)));
        const captured = capturedBy(program);
        const marks = [...captured.map(() => false), ...batched];
        const given = [...captured, ...args];
        const staged = stage(given, (ins) => repeatUnbatched(batchProgram(program, ins, marks, SIZE), SIZE));
        const together = evaluate(staged.program, [...staged.captured, ...given]);
        for (let k = 0; k < SIZE; k++) {
          expect(together.map((x) => rowOf(x, k))).toEqual(run(...lane(k)).map((x) => copy(ops.toNDArray(x))));
        }
      }),
      { numRuns: 8 },
    );
  });
});

function rowOf(x: NDArray, k: number): NDArray {
  const shape = x.shape.slice(1);
  const size = sizeOf(shape);
  return new NDArray(shape, x.dtype, x.data.slice(k * size, (k + 1) * size));
}

function copy(x: NDArray): NDArray {
  return new NDArray(x.shape, x.dtype, x.data.slice());
}
