import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import * as E from '../../src/engine/index.js';
import { BitArray, EventArray, NDArray, type Operand, type Recording } from '../../src/engine/index.js';
import { programOf } from '../conformance/programs.js';

const surrogate = { key: 'none', derivative: () => 0 };
const N = 37;

/** A loop that stacks a carry from before the step, a computed value, spikes as float and bool, and a constant. */
function loop(length: number, reverse: boolean) {
  const xs = NDArray.zeros([length], 'float32');
  xs.data.forEach((_, i) => (xs.data[i] = Math.sin(i)));
  const init = NDArray.zeros([N], 'float32');
  init.data.forEach((_, i) => (init.data[i] = i / N));
  const program = programOf((V: Operand, x: Operand) => {
    const [last, [before, twice, spikes, bools, one]] = E.scan(
      (v: Operand, t: Operand): [Operand, Operand[]] => {
        const next = E.add(E.mul(v, 0.9), t);
        const fired = E.spike(E.sub(next, 0.5), surrogate);
        return [next, [v, E.mul(next, 2), fired, E.cast(fired, 'bool'), E.add(E.mul(t, 0), 1)]];
      },
      V,
      x,
      { reverse },
    );
    return [last, before, twice, spikes, bools, one];
  }, [init, xs]);
  return { program, args: [init, xs] };
}

const kinds: readonly (readonly (Recording | undefined)[])[] = [
  [],
  [undefined, { kind: 'every', every: 1 }, { kind: 'every', every: 3 }, { kind: 'events' }, { kind: 'events' }],
  [undefined, { kind: 'every', every: 4 }, { kind: 'every', every: 1000 }, { kind: 'bits' }, { kind: 'events' }, { kind: 'every', every: 2 }],
];

/** Every k-th row of an array. */
function thinned(x: NDArray, every: number): NDArray {
  return E.index(x, E.slice(0, x.shape[0], every)) as NDArray;
}

test('both backends stack the same rows', () => {
  config.deterministic = true;
  for (const reverse of [false, true]) {
    const { program, args } = loop(150, reverse);
    const [a, b] = [E.backends.wasm, E.backends.reference].map((backend) => E.runToEnd(backend.compile(program), args));
    expect(a.map((x) => [...x.data])).toEqual(b.map((x) => [...x.data]));
  }
  config.deterministic = false;
});

describe.each(['wasm', 'reference'] as const)('what a loop of the %s backend stacks', (name) => {
  test.each([false, true])('is the same in any pieces, recorded in any way (reverse: %s)', (reverse) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(...kinds),
        fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (length, recordings, pieces, keep) => {
          const { program, args } = loop(length, reverse);
          const full = E.runToEnd(E.backends[name].compile(program), args);
          const execution = E.backends[name].compile(program, recordings).start(args, { keep });
          const taken: NDArray[][] = [];
          let piece = 0;
          for (let end = false; !end; ) {
            end = execution.advance(pieces[piece++ % pieces.length]);
            taken.push(execution.take().map((x) => x ?? NDArray.zeros([], 'float32')));
          }
          const results = execution.results();
          execution.dispose();
          expect(execution.done).toBe(length);
          expect([...results[0].data]).toEqual([...full[0].data]);
          for (let i = 1; i < full.length; i++) {
            const recording = recordings[i];
            const wanted = recording?.kind === 'every' ? thinned(full[i], recording.every) : full[i];
            const inOrder = reverse ? [...taken].reverse() : taken;
            expect(inOrder.flatMap((chunk) => [...chunk[i].data])).toEqual([...wanted.data]);
            expect(inOrder.reduce((n, chunk) => n + chunk[i].shape[0], 0)).toBe(wanted.shape[0]);
            if (!keep) continue;
            expect(results[i].shape).toEqual(wanted.shape);
            expect([...results[i].data]).toEqual([...wanted.data]);
          }
        },
      ),
      { numRuns: name === 'wasm' ? 60 : 30 },
    );
  });

  test('is kept as events and bits, which know where they are', () => {
    const { program, args } = loop(50, false);
    const recordings: Recording[] = [undefined, undefined, undefined, { kind: 'events' }, { kind: 'bits' }] as never;
    const [, , , events, bits] = E.runToEnd(E.backends[name].compile(program, recordings), args);
    const [, , , spikes] = E.runToEnd(E.backends.reference.compile(program), args);
    expect(events).toBeInstanceOf(EventArray);
    const { neurons } = events as EventArray;
    const [rows, columns] = E.nonzero(spikes);
    expect((events as EventArray).steps()).toEqual(rows);
    expect(neurons).toEqual(columns);
    expect(rows.length).toBeGreaterThan(10);
    expect(bits).toBeInstanceOf(BitArray);
    expect((bits as BitArray).bytes.length).toBe(50 * Math.ceil(N / 8));
  });

  test('is summed by counting its events', () => {
    const { program, args } = loop(50, false);
    const recordings: Recording[] = [undefined, undefined, undefined, { kind: 'events' }, { kind: 'events' }] as never;
    const events = E.runToEnd(E.backends[name].compile(program, recordings), args).slice(3) as EventArray[];
    const dense = E.runToEnd(E.backends.reference.compile(program), args).slice(3);
    for (const [i, spikes] of events.slice(0, 2).entries()) {
      const apart = new EventArray([50, 1, N], spikes.dtype, spikes.ends, spikes.neurons);
      const spelledOut = new NDArray([50, 1, N], dense[i].dtype, dense[i].data);
      for (const axes of [undefined, 0, 1, -1, [0, 1], [], [1, 2], [0, 2], [0, 1, 2]] as const) {
        if (axes === undefined || (typeof axes === 'number' ? axes < 2 : Math.max(...axes) < 2)) {
          expect(E.sum(spikes, axes)).toEqual(E.sum(dense[i], axes));
          expect(E.mean(spikes, axes)).toEqual(E.mean(dense[i], axes));
        }
        expect(E.sum(apart, axes)).toEqual(E.sum(spelledOut, axes));
      }
    }
    const quiet = new EventArray([50, N], 'float32', events[0].ends, events[0].neurons);
    quiet.dense = () => expect.unreachable('spelled out');
    expect((E.sum(quiet) as NDArray).data[0]).toBe(quiet.neurons.length);
    E.mean(quiet, 0);
    E.sum(quiet, 1);
    expect(() => E.sum(quiet, 2)).toThrow();
  });

  test('can be read between two steps, with what the loop hands on', () => {
    const { program, args } = loop(60, false);
    const short = loop(23, false);
    const wanted = E.runToEnd(E.backends[name].compile(short.program), short.args);
    const execution = E.backends[name].compile(program).start(args);
    execution.advance(23);
    expect([...execution.values()[0]!.data]).toEqual([...wanted[0].data]);
    const rows = execution.take()[1]!;
    expect(rows.shape).toEqual([23, N]);
    expect([...rows.data]).toEqual([...wanted[1].data]);
    execution.dispose();
  });

  test('may be returned twice', () => {
    const { program, args } = loop(10, false);
    const twice = { ...program, outs: [...program.outs, ...program.outs.slice(1, 4)] };
    const recordings: Recording[] = [];
    recordings[8] = { kind: 'events' };
    recordings[7] = { kind: 'every', every: 3 };
    const [, before, values, spikes, , , again, thirds, events] = E.runToEnd(E.backends[name].compile(twice, recordings), args);
    expect([...again.data]).toEqual([...before.data]);
    expect([...thirds.data]).toEqual([...thinned(values, 3).data]);
    expect([...events.data]).toEqual([...spikes.data]);
  });
});

test('a recording of what no loop stacks is refused', () => {
  const { program, args } = loop(5, false);
  const wrong = { ...program, outs: [program.outs[0]] };
  expect(() => E.backends.wasm.compile(wrong, [{ kind: 'events' }])).toThrow(/output that a loop stacks/);
  expect(args.length).toBe(2);
});

test('rows that are stacked do not stand in the memory of the device', () => {
  const x = NDArray.zeros([100_000], 'float32');
  const program = programOf((v) => [E.scan((c: Operand, t: Operand) => [E.add(c, t), E.add(c, t)], NDArray.zeros([100], 'float32') as Operand, v)[1]], [x]);
  const executable = E.backends.wasm.compile(program);
  expect(executable.recordedBytes).toBe(100_000 * 100 * 4);
  expect(executable.memoryBytes).toBeLessThan(2e6);
});
