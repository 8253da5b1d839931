import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import { backends } from '../../src/engine/backend/index.js';
import { allOps } from '../../src/engine/control/table.js';
import { cases, inputsOf } from './cases/index.js';
import { programOf, runOn } from './programs.js';

// Every op, on every backend, gives the bits that its reference kernel gives, in deterministic mode: elsewhere products
// and sums may be rounded together.
const before = config.deterministic;
beforeAll(() => void (config.deterministic = true));
afterAll(() => void (config.deterministic = before));

test('every op of the table has a case, a meaning and a derivative', () => {
  const covered = new Set(cases.map((c) => c.op));
  for (const op of allOps) {
    expect(covered, op.name).toContain(op.name);
    expect(op.reference, op.name).toBeTypeOf('function');
    expect(op.jvp === 'zero' || typeof op.jvp === 'function', op.name).toBe(true);
    expect(op.transpose === 'never' || typeof op.transpose === 'function', op.name).toBe(true);
  }
});

test('names of ops are unique: they are part of the key of compiled code', () => {
  expect(new Set(allOps.map((op) => op.name)).size).toBe(allOps.length);
});

describe.each(Object.values(backends))('backend $name', (backend) => {
  describe.each([...new Set(cases.map((c) => c.op))])('%s', (op) => {
    const own = cases.filter((c) => c.op === op).flatMap((c) => c.dtypes.map((dtype) => ({ ...c, dtype })));
    test.each(own)('$dtype, shapes $shapes', ({ dtype, ...c }) => {
      const { run } = c;
      fc.assert(
        fc.property(inputsOf(c, dtype), (args) => {
          const atOnce = run(...args);
          const compiled = runOn(backend, programOf(run, args), args);
          expect(compiled).toEqual(atOnce);
        }),
        { numRuns: 25 },
      );
    });
  });
});
