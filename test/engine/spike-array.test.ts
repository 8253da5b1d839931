import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as E from '../../src/engine/index.js';
import { BitArray, EventArray, NDArray, type DType } from '../../src/engine/index.js';

/** Spikes at random, kept as events and as bits, and the matrix of them. */
function spikesOf(shape: readonly number[], fired: readonly number[], dtype: DType = 'float32') {
  const matrix = NDArray.zeros(shape, dtype);
  const width = E.sizeOf(shape.slice(1));
  const inOrder = [...new Set(fired.map((at) => at % matrix.data.length))].sort((a, b) => a - b);
  for (const at of inOrder) matrix.data[at] = 1;
  const ends = Int32Array.from({ length: shape[0] }, (_, step) => inOrder.filter((at) => at < (step + 1) * width).length);
  const events = new EventArray(shape, dtype, ends, Int32Array.from(inOrder, (at) => at % width));
  return { matrix, events, bits: events.toBits() };
}

const shapes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
const fired = fc.array(fc.nat(5000), { maxLength: 60 });
const bound = fc.option(fc.integer({ min: -14, max: 14 }), { nil: undefined });
const stretch = fc.tuple(bound, bound, fc.constantFrom(1, 1, 2, 3, -1, -2)).map(([start, stop, step]) => E.slice(start, stop, step));
/** An index of this many axes or fewer: a stretch, or a position as a part of the axis. */
const indices = fc.array(fc.oneof(stretch, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), { maxLength: 3 });

function same(found: E.Operand, wanted: E.Operand): void {
  const [a, b] = [found, wanted] as [NDArray, NDArray];
  expect([a.shape, a.dtype, ...a.data]).toEqual([b.shape, b.dtype, ...b.data]);
}

describe('a slice of recorded spikes', () => {
  test('has the elements of the slice of the matrix, and is kept as they are', () => {
    fc.assert(
      fc.property(shapes, fired, indices, (shape, at, wanted) => {
        const { matrix, events, bits } = spikesOf(shape, at);
        const specs = wanted.slice(0, shape.length).map((spec, axis) => (typeof spec === 'number' ? Math.floor(spec * shape[axis]) : spec));
        const part = E.index(matrix, ...specs);
        const [ofEvents, ofBits] = [E.index(events, ...specs), E.index(bits, ...specs)];
        same(ofEvents, part);
        same(ofBits, part);
        if (typeof specs[0] === 'number') return;
        expect(ofEvents).toBeInstanceOf(EventArray);
        expect(ofBits).toBeInstanceOf(BitArray);
        same((ofBits as BitArray).toEvents(), part);
        expect((ofBits as BitArray).toEvents()).toEqual(ofEvents);
        expect((ofEvents as EventArray).toBits()).toEqual(ofBits);
      }),
      { numRuns: 400 },
    );
  });

  test('refuses what a matrix refuses', () => {
    const { events } = spikesOf([4, 3], [1, 5]);
    expect(() => E.index(events, 4)).toThrow('index');
    expect(() => E.index(events, E.slice(), 3)).toThrow('index');
    expect(() => E.index(events, 0, 0, 0)).toThrow();
  });
});

describe('recorded spikes', () => {
  const axesOf = (rank: number) => fc.option(fc.subarray([...Array(rank).keys()]), { nil: undefined });

  test('are summed along any axes as their matrix', () => {
    const cases = shapes.chain((shape) => fc.tuple(fc.constant(shape), axesOf(shape.length)));
    fc.assert(
      fc.property(cases, fired, fc.constantFrom<DType>('float32', 'bool', 'int32'), ([shape, axes], at, dtype) => {
        const { matrix, events, bits } = spikesOf(shape, at, dtype);
        for (const spikes of [events, bits]) {
          same(E.sum(spikes, axes), E.sum(matrix, axes));
          same(E.mean(spikes, axes), E.mean(matrix, axes));
          same(E.any(spikes, axes), E.any(matrix, axes));
          same(E.cast(spikes, 'int32'), E.cast(matrix, 'int32'));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('are sliced, cast and counted without the matrix', () => {
    const spelledOut = [vi.spyOn(EventArray.prototype, 'dense'), vi.spyOn(BitArray.prototype, 'dense')];
    for (const dtype of ['float32', 'bool'] as const) {
      const { events, bits } = spikesOf([50, 4, 10], [3, 77, 500, 501, 1999], dtype);
      for (const spikes of [events, bits]) {
        const part = E.index(spikes, E.slice(10), E.slice(), E.slice(0, 5));
        for (const axes of [undefined, 0, 1, 2, [0, 1], [1, 2]]) E.mean(part, axes);
        expect((E.sum(part) as NDArray).data[0]).toBe(2);
      }
    }
    for (const dense of spelledOut) expect(dense).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test('give one step without those around it', () => {
    const { matrix, events, bits } = spikesOf([5, 3], [0, 4, 13, 14]);
    for (const spikes of [events, bits]) {
      vi.spyOn(spikes, 'dense').mockImplementation(() => expect.unreachable('spelled out'));
      same(E.index(spikes, -1), E.index(matrix, -1));
    }
  });
});
