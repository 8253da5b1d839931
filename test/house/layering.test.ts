import { existsSync, readdirSync } from 'node:fs';
import { RuleTester } from 'eslint';
import { describe, expect, it } from 'vitest';
import { layering, layers, whyNot } from '../../tools/lint/layering.mjs';

describe('the layering of src/', () => {
  it('lets a room import from itself and from the rooms above it', () => {
    expect(whyNot('unit/quantity.ts', 'unit/unit.ts')).toBeUndefined();
    expect(whyNot('unit/quantity.ts', 'engine/index.js')).toBeUndefined();
    expect(whyNot('nn/dynamics.ts', 'core/error.js')).toBeUndefined();
    expect(whyNot('engine/compile/passes.ts', 'engine/program/op.js')).toBeUndefined();
    expect(whyNot('index.ts', 'model/lif-ref.js')).toBeUndefined();
    expect(whyNot('engine/index.ts', 'engine/ops/add.js')).toBeUndefined();
  });

  it.each([
    ['core/error.ts', 'unit/unit.js', 'core may not import from unit, which comes after it in the list'],
    ['engine/array/shape.ts', 'engine/trace/builder.js', 'engine/array may not import from engine/trace, which comes after it in the list'],
    ['engine/ops/add.ts', 'engine/index.js', 'engine/ops may not import engine/index.js, which stands over it'],
    ['unit/unit.ts', 'index.js', 'unit may not import index.js, which stands over it'],
    ['attic/box.ts', 'core/error.js', 'attic is not in the list of rooms'],
    ['model/lif-ref.ts', 'engine/index.js', 'model works with quantities: it may not import from the engine'],
    [
      'engine/backend/wasm/run.ts',
      'engine/backend/reference/run.js',
      'engine/backend/reference and engine/backend/wasm may not import from each other',
    ],
  ])('%s may not import %s', (from, to, why) => {
    expect(whyNot(from, to)).toBe(why);
  });

  it('names every folder that there is', () => {
    for (const [folder, names] of Object.entries(layers)) {
      const there = readdirSync(`src/${folder}`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      expect(names).toEqual(expect.arrayContaining(there.map((entry) => entry.name)));
    }
    expect(existsSync('src/engine')).toBe(true);
  });
});

RuleTester.describe = describe;
RuleTester.it = it;
const filename = `${process.cwd()}/src/unit/unit.ts`;
new RuleTester().run('layering', layering, {
  valid: [
    { filename, code: "import { fail } from '../core/error.js'" },
    { filename, code: "import { readFileSync } from 'node:fs'" },
    { filename: `${process.cwd()}/examples/one.ts`, code: "import { u } from 'braints'" },
  ],
  invalid: [
    { filename, code: "import { State } from '../state/state.js'", errors: [{ messageId: 'layering' }] },
    { filename, code: "export * from '../state/state.js'", errors: [{ messageId: 'layering' }] },
    { filename, code: "const later = import('../state/state.js')", errors: [{ messageId: 'layering' }] },
    { filename, code: "import { tool } from '../../tools/tool.js'", errors: [{ message: 'a file of src/ may import only from src/' }] },
    { filename, code: "import { u } from 'braints'", errors: [{ messageId: 'self' }] },
  ],
});
