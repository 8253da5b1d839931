// Long runs and files in a real page: what Node cannot show.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../tools/house/prepare.mjs';
import * as file from '../../src/tools/file/index.js';
import { mV, type AnyQuantity, type Quantity } from '../../src/unit/index.js';
import { close, launch, runs, whenSkipped } from './chromium.js';
import { serve } from './serve.js';

const source = `
  import { environ, LIFRef, nn, record, transform, u } from '${root}src/index.ts';
  import * as file from '${root}src/tools/file/index.ts';
  const { mA, mV, ms } = u;
  environ.set({ dt: ms(0.1) });

  /** A population and a run of it. */
  function population(steps) {
    const neuron = nn.initAllStates(new LIFRef(1000, { V_th: mV(1), tau: ms(20) }));
    const step = (i) => environ.context({ t: ms(0.1).mul(i) }, () => {
      const spikes = neuron.step(mA(2));
      return { spikes, events: record.events(spikes), V: record.only(neuron.V.value, [0]) };
    });
    return { neuron, run: transform.prepare(step, u.math.arange(steps)) };
  }
  Object.assign(globalThis, { environ, file, nn, population, transform, u });
`;

describe.skipIf(!runs)(`a page${whenSkipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'braints-page-'));
  let context: Awaited<ReturnType<typeof launch>> | undefined;
  let server: Server | undefined;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    await build({
      stdin: { contents: source, resolveDir: root, loader: 'js' },
      bundle: true,
      format: 'esm',
      outfile: join(folder, 'page.js'),
      logLevel: 'silent',
    });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title><link rel=icon href=data:,><script type=module src=page.js></script>');
    writeFileSync(join(folder, 'node.npz'), await file.toBytes({ V: mV([1, 2]) }));
    const served = await serve(folder);
    server = served.server;
    context = await launch();
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(served.address);
    await page.waitForFunction('globalThis.population !== undefined');
  });

  afterAll(async () => {
    await close(context);
    server?.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    complaints.length = 0;
    return () => expect(complaints).toEqual([]);
  });

  it('stays alive while a run goes on, and is told how far it is', async () => {
    const seen = (await page.evaluate(`(async () => {
      const { run, neuron } = population(60_000);
      let frames = 0;
      let going = true;
      const count = () => { frames++; if (going) requestAnimationFrame(count); };
      requestAnimationFrame(count);
      const pbar = new transform.ProgressBar({ count: 10, description: 'page' });
      const told = [];
      pbar.addEventListener('progress', ({ progress }) => told.push(progress.done));
      let rows = 0, events = 0, next = 0, gaps = 0;
      const start = performance.now();
      const kept = await run.startAsync({
        keep: true,
        pbar,
        onChunk: ({ V, events: found }, { from, to }) => {
          if (from !== next) gaps++;
          next = to;
          rows += V.shape[0];
          events += found.count;
        },
      });
      const spent = performance.now() - start;
      going = false;
      return { frames, told, rows, events, gaps, next, kept: kept.events.count, V: neuron.V.value.get(0).item(u.mV), last: kept.V.get(-1, 0).item(u.mV), spent };
    })()`)) as Record<string, number> & { told: number[] };
    expect(seen.told).toEqual([0, 6000, 12_000, 18_000, 24_000, 30_000, 36_000, 42_000, 48_000, 54_000, 60_000]);
    expect(seen).toMatchObject({ rows: 60_000, gaps: 0, next: 60_000 });
    expect(seen.events).toBeGreaterThan(1000);
    expect(seen.kept).toBe(seen.events);
    expect(seen.V).toBe(seen.last);
    // A frame every 16 ms if nothing is in the way.
    expect(seen.frames).toBeGreaterThan(seen.spent / 100);
  });

  it('stops a run when it is told to', { retry: 2 }, async () => {
    const { waited, name, locked } = (await page.evaluate(`(async () => {
      const { run, neuron } = population(50_000_000);
      const controller = new AbortController();
      const running = run.startAsync({ signal: controller.signal, onChunk: () => undefined });
      await new Promise((resolve) => setTimeout(resolve, 100));
      let locked = '';
      try { neuron.V.value; } catch (error) { locked = error.message; }
      const start = performance.now();
      controller.abort();
      const name = await running.then(() => 'none', (error) => error.name);
      neuron.V.value;
      return { waited: performance.now() - start, name, locked };
    })()`)) as { waited: number; name: string; locked: string };
    expect(name).toBe('AbortError');
    expect(locked).toMatch(/in use by a running forLoop/);
    expect(waited).toBeLessThan(50);
  });

  it.each(['npz', 'safetensors'])('offers a .%s file as a download, which Node reads', async (format) => {
    const download = page.waitForEvent('download');
    await page.evaluate(`(async () => {
      const { run, neuron } = population(300);
      const { events, V } = run.start();
      await file.save('results/run.${format}', { events, V, states: neuron.states() });
    })()`);
    const found = await download;
    expect(found.suggestedFilename()).toBe(`run.${format}`);
    const path = join(folder, `downloaded.${format}`);
    await found.saveAs(path);
    const { V, events, states } = (await file.load(new Uint8Array(readFileSync(path)))) as {
      V: Quantity<'voltage'>;
      events: { shape: number[] };
      states: Map<string, AnyQuantity>;
    };
    expect(V.shape).toEqual([300, 1]);
    expect(V.unit).toBe(mV);
    expect(events.shape).toEqual([300, 1000]);
    expect([...states.keys()]).toEqual(['V', 'lastSpikeTime']);
  });

  it('reads a file of Node from an address, and from bytes', async () => {
    expect(await page.evaluate(`file.load('node.npz').then(({ V }) => String(V))`)).toBe('[1. 2.] mV');
    expect(await page.evaluate(`file.toBytes({ x: u.ms([3]) }).then((bytes) => file.load(new Blob([bytes]))).then(({ x }) => String(x))`)).toBe('[3.] ms');
    expect(await page.evaluate(`file.load('none.npz').catch((error) => error.message)`)).toBe('there is no file none.npz');
  });
});
