import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TypedArray } from '../../src/engine/array/dtype.js';
import * as E from '../../src/engine/index.js';
import { NDArray, type Operand } from '../../src/engine/index.js';
import { backends, compile, runToEnd } from '../../src/engine/backend/index.js';
import { DeviceMemory } from '../../src/engine/backend/wasm/memory.js';
import type { Slot } from '../../src/engine/backend/wasm/residents.js';
import { allocate, viewOf } from '../../src/engine/array/dtype.js';
import { optimise } from '../../src/engine/compile/optimise.js';
import { cases, inputsOf } from '../conformance/cases/index.js';
import { capturedBy, programOf } from '../conformance/programs.js';

// Inputs that stand in the device's memory since an earlier run are not copied again. A stale one would be a wrong result.

const N = 40_000;
const filled = (value: number): NDArray => NDArray.full([N], 'float32', value);
const run = (f: (...xs: Operand[]) => Operand[]) => {
  let executable: E.Executable | undefined;
  return (...xs: NDArray[]): NDArray => runToEnd((executable ??= compile(programOf(f, xs))), xs)[0];
};
const all = (x: NDArray): Set<number> => new Set(x.data as Float32Array);

describe('an array that is given again', () => {
  const twice = run((x) => [E.mul(x, 2)]);

  test('is not copied again', () => {
    const x = filled(3);
    expect(all(twice(x))).toEqual(new Set([6]));
    // Nobody does this: arrays are values. Here it shows that nobody looks.
    x.data.fill(5);
    expect(all(twice(x))).toEqual(new Set([6]));
    expect(all(twice(filled(5)))).toEqual(new Set([10]));
  });

  test('is right after other programs, and other arrays, have used the memory', () => {
    const three = run((x, y) => [E.add(E.index(E.mul(x, 3), E.slice(undefined, undefined, -1)), y)]);
    const sum = run((x, y, z) => [E.add(E.add(x, y), z)]);
    const arrays = [1, 2, 4, 8].map(filled);
    for (let round = 0; round < 40; round++) {
      const [a, b, c] = [0, 1, 2].map((k) => (round * (k + 3) + (round >> 2)) % 4);
      const value = (k: number): number => 2 ** k;
      expect(all(twice(arrays[a]))).toEqual(new Set([2 * value(a)]));
      expect(all(three(arrays[a], arrays[b]))).toEqual(new Set([3 * value(a) + value(b)]));
      if (round % 3 === 0) expect(all(sum(arrays[c], arrays[a], arrays[b]))).toEqual(new Set([value(a) + value(b) + value(c)]));
    }
  });

  test('is right after the memory has grown', () => {
    const x = filled(7);
    expect(all(twice(x))).toEqual(new Set([14]));
    const wide = run((v) => [E.sum(E.mul(E.broadcastTo(v, [300, N]), E.add(E.broadcastTo(E.reshape(E.iota(300, 'float32'), [300, 1]), [300, N]), 1)), 1)]);
    expect(wide(filled(1)).shape).toEqual([300]);
    expect(all(twice(x))).toEqual(new Set([14]));
  });

  test('and a result that becomes an input, and the array it came from', () => {
    const x = filled(1);
    let y = x;
    for (let i = 1; i <= 6; i++) {
      y = twice(y);
      expect(all(y)).toEqual(new Set([2 ** i]));
      expect(all(twice(x))).toEqual(new Set([2]));
    }
  });

  test('in two runs at a time', () => {
    const x = filled(1);
    const executable = compile(programOf((v) => [E.scan((c: Operand) => [E.add(c, v), []], E.mul(v, 0), [], { length: 10 })[0] as Operand], [x]));
    const [a, b] = [executable.start([x]), executable.start([x])];
    for (let done = false; !done; ) {
      done = a.advance(3);
      b.advance(2);
    }
    while (!b.advance(1));
    for (const execution of [a, b]) {
      expect(all(execution.results()[0])).toEqual(new Set([10]));
      execution.dispose();
    }
    expect(all(runToEnd(executable, [x])[0])).toEqual(new Set([10]));
  });
});

test('no kernel writes where the inputs of its program stand', () => {
  interface Inside {
    readonly base: number;
    readonly executable: { readonly lowered: { readonly ins: readonly { address: { offset: number }; dtype: E.DType }[] } };
    view(place: unknown, shape: readonly number[]): TypedArray;
  }
  cases.forEach((c, k) => {
    const dtype = c.dtypes[k % c.dtypes.length];
    const [args] = fc.sample(inputsOf(c, dtype), { numRuns: 1, seed: 5 });
    const program = programOf(c.run, args);
    const given = [...capturedBy(program), ...args];
    const execution = backends.wasm.compile(optimise(program)).start(given);
    while (!execution.advance(100));
    const inside = execution as unknown as Inside;
    inside.executable.lowered.ins.forEach((place, i) => {
      expect(inside.view(place, given[i].shape), `${c.op} ${dtype}`).toEqual(given[i].data);
    });
    execution.dispose();
  });
}, 60_000);

test('the memory hands out arenas that do not overlap, with the right inputs in them', () => {
  const pool = Array.from({ length: 12 }, (_, i) => {
    const data = allocate('uint32', 16_384 + 700 * i);
    return new NDArray([data.length], 'uint32', data.fill(i + 1));
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('run' as const), inputs: fc.array(fc.nat(pool.length - 1), { maxLength: 3 }), rest: fc.nat(50_000), layout: fc.nat(1) }),
    fc.record({ kind: fc.constant('end' as const), which: fc.nat() }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), fc.constantFrom(0, 2 ** 19, 2 ** 27), (steps, spared) => {
      const device = new DeviceMemory(spared);
      const live: { start: number; bytes: number; slots: Slot[] }[] = [];
      const check = ({ start, slots }: (typeof live)[number]): void => {
        for (const { offset, array } of slots) {
          const found = viewOf('uint32', device.memory.buffer, start + offset, array.data.length) as Uint32Array;
          expect(found.every((x) => x === array.data[0])).toBe(true);
        }
      };
      for (const s of steps) {
        if (s.kind === 'end') {
          if (live.length === 0) continue;
          const [arena] = live.splice(s.which % live.length, 1);
          check(arena);
          device.release(arena.start, arena.bytes);
          continue;
        }
        // The room of the program's own values in front of the inputs or behind them.
        let end = s.layout === 0 ? 0 : Math.ceil(s.rest / 64) * 64;
        const slots = s.inputs.map((k): Slot => {
          const offset = end;
          end = Math.ceil((end + pool[k].data.length * 4 + 16) / 64) * 64;
          return { offset, array: pool[k] };
        });
        const bytes = s.layout === 0 ? end + s.rest : end;
        const start = device.allocate(bytes, slots)!;
        expect(live.every((other) => start + bytes <= other.start || other.start + other.bytes <= start)).toBe(true);
        for (const { offset, array } of slots) device.write(start + offset, array);
        const arena = { start, bytes, slots };
        check(arena);
        // The program writes everywhere else.
        const own = new Uint8Array(device.memory.buffer, start, bytes);
        let from = 0;
        for (const { offset, array } of [...slots].sort((a, b) => a.offset - b.offset)) {
          own.subarray(from, offset).fill(255);
          from = offset + array.data.length * 4;
        }
        own.subarray(from).fill(255);
        live.push(arena);
      }
      live.forEach(check);
    }),
    { numRuns: 60 },
  );
}, 60_000);
