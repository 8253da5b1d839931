import wabtModule from 'wabt';
import { expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { hasRelaxedSimd } from '../../src/engine/backend/wasm/features.js';
import { Assembler } from '../../src/engine/backend/wasm/assembler.js';
import { backends } from '../../src/engine/backend/index.js';
import { Bytes } from '../../src/engine/backend/wasm/bytes.js';
import { encodeModule } from '../../src/engine/backend/wasm/module.js';
import { op, simd } from '../../src/engine/backend/wasm/opcodes.js';
import { optimise } from '../../src/engine/compile/optimise.js';
import { cases } from '../conformance/cases/index.js';
import { programOf } from '../conformance/programs.js';

// The encoder against another reader of the format: what wabt takes a module for is what was meant.

const wabt = await wabtModule();
const features = { simd: true, relaxed_simd: true, bulk_memory: true };

function textOf(module: Uint8Array): string {
  const read = wabt.readWasm(module, features);
  try {
    read.validate();
    return read.toText({ foldExprs: false, inlineExport: false });
  } finally {
    read.destroy();
  }
}

/** `i32x4RelaxedLaneselect` as the text format says it: `i32x4.relaxed_laneselect`. */
function textName(name: string): string {
  const [, prefix, rest] = /^(v128|i8x16|i16x8|i32x4|i64x2|f32x4|f64x2)(.*)$/.exec(name)!;
  const words = rest
    .replace(/(Low|High|^)([IF]\d+x\d+)/g, '$1$2')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .join('_');
  return `${prefix}.${words}`;
}

test('every vector instruction has the number of its name', () => {
  const withLane = /Lane$/;
  for (const [name, code] of Object.entries(simd)) {
    const module = new Assembler([]);
    // The operands do not matter: the reader is not asked to validate.
    if (/Load|Store/.test(name)) module.simdAccess(code, 0, ...(/Store\d+Lane/.test(name) ? [0] : []));
    else if (name === 'v128Const' || name === 'i8x16Shuffle') module.simd(code, ...new Array<number>(16).fill(0));
    else if (withLane.test(name) && /Extract|Replace/.test(name)) module.simd(code, 0);
    else module.simd(code);
    const read = wabt.readWasm(encodeModule([{ code: module }]), features);
    const line = read.toText({ foldExprs: false, inlineExport: false });
    read.destroy();
    expect(line.replace(/_/g, ''), name).toMatch(new RegExp(`\\s${textName(name).replace(/_/g, '')}[\\s)]`));
  }
});

test('numbers of every length', () => {
  const numbers = [0, 1, 63, 64, 127, 128, 8191, 8192, 16384, 2 ** 21, 2 ** 28, 2 ** 31 - 1, -1, -64, -65, -8192, -8193, -(2 ** 31)];
  const code = new Assembler([]);
  for (const n of numbers) code.i32(n).plain(0x1a);
  const found = [...textOf(encodeModule([{ code, exported: 'f' }])).matchAll(/i32\.const (-?\d+)/g)].map((m) => Number(m[1]));
  expect(found).toEqual(numbers);
  expect([...new Bytes().unsigned(624485).written()]).toEqual([0xe5, 0x8e, 0x26]);
});

test('locals, blocks and exports stand where they should', () => {
  const code = new Assembler(['i32', 'i32']);
  const [i, v] = [code.local('i32'), code.local('v128')];
  code.countedLoop(i, 0, 4, 1, () => code.get(0).simdAccess(simd.v128Load, 16).set(v));
  code.get(1).branch(() => code.get(0).get(v).simdAccess(simd.v128Store, 300));
  const text = textOf(encodeModule([{ code: new Assembler([]).plain(op.i32Const).plain(0).plain(0x1a) }, { code, exported: 'step' }]));
  expect(text).toMatch(/\(import "device" "memory" \(memory/);
  expect(text).toMatch(/\(export "step" \(func 1\)\)/);
  expect(text).toMatch(/\(local i32 v128\)/);
  expect(text).toMatch(/v128\.load offset=16/);
  expect(text).toMatch(/v128\.store offset=300/);
});

test('the module of every op is valid', () => {
  for (const { op: name, run, shapes, dtypes, integers } of cases) {
    for (const dtype of dtypes) {
      const avals = shapes.map((shape, k) => ({ shape, dtype: integers?.[k] === undefined ? dtype : ('int32' as const) }));
      const args = avals.map((aval) => NDArray.zeros(aval.shape, aval.dtype));
      const executable = backends.wasm.compile(optimise(programOf(run, args))) as unknown as { module: Uint8Array };
      expect(textOf(executable.module), name).toContain('(module');
    }
  }
});

test('instructions of relaxed SIMD appear where the engine has them, and nowhere else', () => {
  const x = NDArray.zeros([64], 'float32');
  const { module } = backends.wasm.compile(programOf(cases.find((c) => c.op === 'exp')!.run, [x])) as unknown as { module: Uint8Array };
  expect(textOf(module).includes('relaxed')).toBe(hasRelaxedSimd);
});
