import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'esbuild';
import { environ, LIFRef, nn, record, transform } from '../../src/index.js';
import { HiddenState, HiddenTreeState, Module, ParamState, ShortTermState } from '../../src/state/index.js';
import * as file from '../../src/tools/file/index.js';
import { kHz, mA, math, mS, ms, mV, Quantity, u, unitless, type AnyQuantity } from '../../src/unit/index.js';

const folder = mkdtempSync(join(tmpdir(), 'braints-file-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

class Cell extends Module {
  V = new HiddenState(mV([-60, -55]));
  g = new ShortTermState(mS([0.5, 1]));
  weight = new ParamState({ w: mA([[1, 2], [3, 4]]), b: mA([0, 0]) });
}

const text = (x: unknown): string => (x instanceof Quantity ? `${String((x as AnyQuantity).dtype)} ${String(x)}` : String(x));

describe.each(['npz', 'safetensors'] as const)('a .%s file', (format) => {
  it('holds a tree with its units, shapes and dtypes', async () => {
    const tree = {
      V: mV([[-60.5, 1], [2, 3]]),
      rate: kHz(2),
      count: new Quantity(Int32Array.of(1, -2)),
      flags: mV([1, 2]).gt(mV(1.5)),
      list: [ms(1), 'a text', true, null, undefined, -0, Infinity, NaN],
      nested: { 'a.b': u.nA(1).div(u.cm2(1)), map: new Map([['x', unitless(3)]]) },
      typed: Float32Array.of(1, 2),
    };
    await file.save(at(`tree.${format}`), tree);
    const back = (await file.load(at(`tree.${format}`))) as typeof tree;
    expect(back.V.dtype).toBe('float32');
    expect(String(back.V)).toBe(String(tree.V));
    expect(String(back.rate)).toBe('2. kHz');
    expect(typeof back.rate.mantissa).toBe('number');
    expect(text(back.count)).toBe('int32 [ 1 -2]');
    expect(text(back.flags)).toBe('bool [False  True]');
    expect(text(back.list[0])).toBe('float32 1. ms');
    expect(back.list.slice(1)).toEqual(['a text', true, null, undefined, -0, Infinity, NaN]);
    expect(String(back.nested['a.b'])).toBe('1. nA / cm^2');
    expect(String(back.nested.map.get('x'))).toBe('3.');
    expect(back.typed).toEqual(Float32Array.of(1, 2));
  });

  it('gives a model its values back', async () => {
    const trained = new Cell();
    trained.V.value = mV([1, 2]);
    trained.weight.value = { w: mA([[5, 6], [7, 8]]), b: mA([9, 10]) };
    await file.save(at(`cell.${format}`), trained.states());
    const fresh = new Cell();
    await file.restore(at(`cell.${format}`), fresh.states());
    expect(String(fresh.V.value)).toBe('[1. 2.] mV');
    expect(String(fresh.weight.value.w.get(1))).toBe('[7. 8.] mA');
  });

  it('holds recordings as what they are', async () => {
    const cell = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef([2, 5], { V_th: mV(1), tau: ms(20) })));
    const drive = mA(Array.from({ length: 10 }, (_, i) => 2 + i)).reshape([2, 5]);
    const step = (t: Quantity<'time'>) =>
      environ.context({ t, dt: ms(0.1) }, () => {
        const spikes = cell.step(drive);
        return { spikes, counts: spikes.astype('int32'), events: record.events(spikes), bits: record.bits(spikes), V: record.every(10, cell.V.value) };
      });
    const run = transform.forLoop(step, math.arange(ms(0), ms(60), ms(0.1)));
    expect(run.events.count).toBeGreaterThan(20);
    await file.save(at(`run.${format}`), run);
    // A tenth of what the numbers would take: 600 steps of 10 neurons.
    expect(statSync(at(`run.${format}`)).size).toBeLessThan(12_000);
    const back = (await file.load(at(`run.${format}`))) as typeof run;
    expect([...back.events]).toEqual([...run.events]);
    expect(String(back.events)).toBe(String(run.events));
    expect(back.bits.bytes).toEqual(run.bits.bytes);
    expect(back.spikes.toArray()).toEqual(run.spikes.toArray());
    expect(record.events(back.counts).neurons.toArray()).toEqual(run.events.neurons.toArray());
    expect(back.counts.dtype).toBe('int32');
    expect(back.V.toArray(mV)).toEqual(run.V.toArray(mV));
    expect([...record.events(back.bits.toDense())]).toEqual([...run.events]);
    expect(record.bits(back.bits.toDense()).bytes).toEqual(run.bits.bytes);
  });

  it('holds the variables of a HiddenTreeState with their units', async () => {
    class Pair extends Module {
      x: HiddenTreeState<{ V: AnyQuantity; g: AnyQuantity }>;
      constructor(V: AnyQuantity, g: AnyQuantity) {
        super();
        this.x = new HiddenTreeState({ V, g });
      }
    }
    const pair = new Pair(mV([1, 2]), mS([3, 4]));
    await file.save(at(`pair.${format}`), pair.states());
    const loaded = (await file.load(at(`pair.${format}`))) as Map<string, { V: AnyQuantity }>;
    expect(String(loaded.get('x')!.V)).toBe('[1. 2.] mV');
    const scaled = new Pair(u.volt([0, 0]), u.uS([0, 0]));
    await file.restore(at(`pair.${format}`), scaled.states());
    expect(String(scaled.x.getValue('V'))).toBe('[0.001 0.002] V');
    expect(String(scaled.x.getValue('g'))).toBe('[3000. 4000.] uS');
    const other = new Pair(ms([5, 6]), mS([0, 0]));
    await expect(file.restore(at(`pair.${format}`), other.states())).rejects.toThrow(/x\.V is a time, in the file a voltage/);
    expect(String(other.x.getValue('V'))).toBe('[5. 6.] ms');
    const moved = new Pair(u.volt([0, 0]), mS([0, 0]));
    nn.assignStateValues(moved, pair.states());
    expect(String(moved.x.getValue('V'))).toBe('[0.001 0.002] V');
  });

  it('gives values back without the hooks of writing', async () => {
    const cell = new Cell();
    await file.save(at(`hooks.${format}`), cell.states());
    const seen: string[] = [];
    cell.V.registerHook('writeAfter', () => void seen.push('write'));
    cell.V.registerHook('restore', () => void seen.push('restore'));
    await file.restore(at(`hooks.${format}`), cell.states());
    expect(seen).toEqual(['restore']);
  });

  it('refuses what does not fit, by path, and changes nothing', async () => {
    class Other extends Module {
      V = new HiddenState(ms([1, 2]));
      g = new ShortTermState(mS([1, 2, 3]));
      weight = new ParamState([mA(1)]);
      extra = new ShortTermState(mV([1]));
    }
    await file.save(at(`cell.${format}`), new Cell().states());
    const other = new Other();
    const before = String(other);
    await expect(file.restore(at(`cell.${format}`), other.states())).rejects.toThrow(
      /V is a time, in the file a voltage; .*extra is not in the file|extra is not in the file; .*V is a time/,
    );
    await expect(file.restore(at(`cell.${format}`), other.states())).rejects.toThrow('g has the shape (3,), in the file (2,)');
    await expect(file.restore(at(`cell.${format}`), other.states())).rejects.toThrow(
      'weight has the structure [*], the file {w: *, b: *}',
    );
    expect(String(other)).toBe(before);
    expect(String(other.V.value)).toBe('[1. 2.] ms');
  });

  it('gives any tree back as it was', async () => {
    const leaf = fc.oneof(
      fc.array(fc.float({ noNaN: true }), { maxLength: 5 }).map((x) => mV(Float32Array.from(x))),
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 4 }).map((x) => new Quantity(Int32Array.from(x))),
      fc.double({ noNaN: true }).map((x) => ms(x)),
      fc.double(),
      fc.string(),
      fc.boolean(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string().filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const shown = (x: unknown): unknown =>
      x instanceof Quantity
        ? [(x as AnyQuantity).unit.symbol, x.shape, (x as AnyQuantity).dtype, [...((x as AnyQuantity).toTypedArray() as Float32Array)]]
        : Array.isArray(x)
          ? x.map(shown)
          : typeof x === 'object' && x !== null
            ? Object.entries(x).map(([key, item]) => [key, shown(item)])
            : x;
    await fc.assert(
      fc.asyncProperty(tree, async (x) => {
        const bytes = await file.toBytes(x, format);
        expect(shown(await file.load(bytes))).toEqual(shown(x));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a damaged file, at whatever place it was cut off', async () => {
    const bytes = await file.toBytes({ V: mV([1, 2, 3]) }, format);
    for (let length = 0; length < bytes.length; length += 7) {
      await expect(file.load(bytes.slice(0, length))).rejects.toThrow(/damaged/);
    }
  });
});

describe('saving', () => {
  it('refuses what it cannot hold, and writes nothing', async () => {
    await expect(file.save(at('no.npz'), { f: () => 1 })).rejects.toThrow('got f at f');
    await expect(file.save(at('no.npz'), new Map([[1, mV(1)]]))).rejects.toThrow('a file holds quantities');
    await expect(file.save(at('no.txt'), {})).rejects.toThrow('a file\'s name ends in .npz or .safetensors');
    await expect(file.load(at('no.npz'))).rejects.toThrow('there is no file');
    expect(readdirSync(folder).filter((name) => name.startsWith('no'))).toEqual([]);
  });

  it('replaces a file only where it may', async () => {
    await file.save(at('once.npz'), mV(1));
    await expect(file.save(at('once.npz'), mV(2), { overwrite: false })).rejects.toThrow('is there already');
    expect(String(await file.load(at('once.npz')))).toBe('1. mV');
  });

  it('leaves the old file whole when it is interrupted', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { save } from './src/tools/file/index.ts'; import { mV } from './src/unit/index.ts';
          await save(process.argv[2], { V: mV(new Float32Array(4e6).fill(2)) }); process.stdout.write('done');`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      write: false,
      logLevel: 'silent',
    });
    const script = at('save.mjs');
    writeFileSync(script, outputFiles[0].contents);
    const path = at('whole.safetensors');
    for (const delay of [60, 90, 120, 150, 180, 220]) {
      await file.save(path, { V: mV(new Float32Array(10).fill(1)) });
      const child = spawn(process.execPath, [script, path]);
      const ended = new Promise((done) => child.once('exit', done));
      await new Promise((done) => setTimeout(done, delay));
      child.kill('SIGKILL');
      await ended;
      const { V } = (await file.load(path)) as { V: Quantity<'voltage'> };
      const values = V.toTypedArray();
      expect([10, 4e6]).toContain(values.length);
      expect(new Set(values).size).toBe(1);
    }
    execFileSync(process.execPath, [script, path]);
    expect(statSync(path).size).toBeGreaterThanOrEqual(16e6);
  }, 60_000);
});

describe('a file of numpy', () => {
  let arrays: Record<string, AnyQuantity>;
  beforeAll(async () => {
    arrays = (await file.load(new Uint8Array(readFileSync(new URL('../golden/numpy.npz', import.meta.url))))) as never;
  });

  it('is read as arrays by name', () => {
    expect(Object.fromEntries(Object.entries(arrays).map(([name, x]) => [name, [x.dtype, x.shape, x.toArray()]]))).toEqual({
      f4: ['float32', [2, 3], [[1.5, -2, 3.25], [0, -0, Infinity]]],
      f8: ['float64', [], Math.PI],
      i4: ['int32', [2], [-1, 2 ** 31 - 1]],
      u4: ['uint32', [2], [0, 2 ** 32 - 1]],
      b1: ['bool', [3], [1, 0, 1].map(Boolean)],
      i8: ['int32', [2], [-5, 7]],
      u1: ['int32', [1, 1], [[255]]],
      fortran: ['float32', [2, 3, 4], math.reshape(math.arange(24), [2, 3, 4]).toArray()],
      empty: ['float32', [0, 3], []],
    });
  });
});
