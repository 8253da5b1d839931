import { describe, expect, test } from 'vitest';
import * as E from '../../src/engine/index.js';
import { NDArray, type Operand } from '../../src/engine/index.js';
import { compile } from '../../src/engine/backend/index.js';
import { device } from '../../src/engine/backend/wasm/memory.js';
import { programOf } from '../conformance/programs.js';

describe('the arena of a program', () => {
  const x = NDArray.zeros([10_000], 'float32');
  const chain = (n: number) => (v: Operand): Operand[] => {
    let y = v;
    // A reversal is a kernel of its own: each result goes through memory.
    for (let i = 0; i < n; i++) y = E.add(E.index(y, E.slice(undefined, undefined, -1)), i + 1);
    return [y];
  };

  test('arrays that are never alive together share their room', () => {
    const short = compile(programOf(chain(4), [x])).memoryBytes;
    const long = compile(programOf(chain(40), [x])).memoryBytes;
    expect(long).toBeLessThan(short + 10_000);
  });

  test('and give the right results all the same', () => {
    const data = NDArray.zeros([10_000], 'float32');
    data.data.forEach((_, i) => (data.data[i] = i));
    const program = programOf(chain(9), [data]);
    const [found] = E.runToEnd(E.backends.wasm.compile(program), [data]);
    expect(found).toEqual(E.runToEnd(E.backends.reference.compile(program), [data])[0]);
  });

  test('is used again by the next run', () => {
    const executable = compile(programOf(chain(3), [x]));
    E.runToEnd(executable, [x]);
    const before = device.memory.buffer.byteLength;
    for (let i = 0; i < 50; i++) E.runToEnd(executable, [x]);
    expect(device.memory.buffer.byteLength).toBe(before);
  });

  test('a program that cannot fit is refused before it runs, with its largest arrays', () => {
    const huge = programOf((v) => [E.broadcastTo(v, [40_000, 40_000])], [NDArray.zeros([40_000], 'float32')]);
    expect(() => compile(huge)).toThrow(/needs 6400.* MB.*largest arrays are float32\[40000,40000\], float32\[40000\]/);
    expect(E.runToEnd(compile(programOf((v) => [E.add(v, 1)], [x])), [x])[0].data[0]).toBe(1);
  });
});

test('a loop of operations that run at once, whose results are dropped, stays flat in memory', () => {
  const x = NDArray.full([1000], 'float32', 1);
  const before = process.memoryUsage();
  let last: Operand = x;
  for (let i = 0; i < 20_000; i++) last = E.add(x, i);
  const after = process.memoryUsage();
  expect((last as NDArray).data[0]).toBe(20_000);
  // 20,000 results are 80 MB; a garbage collector takes arrays that JavaScript owns whenever it needs room.
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(60e6);
});
