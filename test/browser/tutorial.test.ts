// The tutorial's page in a real browser.
import { type Server } from 'node:http';
import { type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../tools/house/prepare.mjs';
import { close, launch, runs, whenSkipped } from './chromium.js';
import { serve } from './serve.js';

const printed = `LIFRef(
  in_size=(1,),
  out_size=(1,),
  spk_reset=soft,
  spk_fun=ReluGrad(alpha=0.3, width=1.0),
  R=Quantity(1., "ohm"),
  tau=Quantity(20., "ms"),
  tau_ref=Quantity(5., "ms"),
  V_th=Quantity(-50., "mV"),
  V_rest=Quantity(-60., "mV"),
  V_reset=Quantity(-60., "mV"),
  V_initializer=Constant(value=0. mV),
  V=HiddenState(
    value=Quantity(~float32[1], "mV")
  ),
  last_spike_time=ShortTermState(
    value=Quantity(~float32[1], "ms")
  )
)`;

describe.skipIf(!runs)(`the page of the tutorial${whenSkipped}`, () => {
  let context: Awaited<ReturnType<typeof launch>> | undefined;
  let server: Server | undefined;
  let address: string;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    await build({ root: `${root}site`, logLevel: 'warn' });
    ({ server, address } = await serve(`${root}site/dist`));
    context = await launch();
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });

  afterAll(async () => {
    await close(context);
    server?.close();
  });

  beforeEach(async () => {
    complaints.length = 0;
    await page.goto(address);
    await page.waitForSelector('#weak[data-shown]');
    return () => expect(complaints).toEqual([]);
  });

  const fact = (run: string, name: string) => page.textContent(`#${run} [data-fact=${name}]`);
  const figure = (run: string) => page.innerHTML(`#${run} .plot`);

  /** Moves a slider and waits until the run shows what it says. */
  async function slide(slider: string, value: number, run: string, shown: string): Promise<void> {
    await page.fill(slider, String(value));
    await page.waitForSelector(`#${run}[data-shown="${shown}"]`);
  }

  it('prints the neuron', async () => {
    expect(await page.textContent('#neuron')).toBe(printed);
  });

  it('counts 17 spikes at 25 mA', async () => {
    expect(await fact('driven', 'spikes')).toBe('17');
  });

  it('counts the four start-up spikes alone at 8 mA, and settles at -52 mV', async () => {
    expect(await fact('weak', 'spikes')).toBe('4');
    expect(await fact('weak', 'last')).toBe('0.3 ms');
    expect(await fact('weak', 'final')).toBe('−52.0 mV');
  });

  it('draws a figure of two rows for each run, with units on its axes', async () => {
    for (const run of ['driven', 'weak']) {
      const text = await page.textContent(`#${run} .plot`);
      expect(text).toContain('mV');
      expect(text).toContain('ms');
    }
  });

  it('follows the slider of a current', async () => {
    const before = { driven: await figure('driven'), weak: await figure('weak') };
    await slide('#weak [name=current]', 25, 'weak', '25 mA, 20 ms');
    expect(await fact('weak', 'spikes')).toBe('17');
    expect(await figure('weak')).not.toBe(before.weak);
    expect(await figure('driven')).toBe(before.driven);
    await slide('#driven [name=current]', 8, 'driven', '8 mA, 20 ms');
    expect(await fact('driven', 'spikes')).toBe('4');
  });

  it('follows the slider of the time constant in both runs and in the printed neuron', async () => {
    const before = { driven: await figure('driven'), weak: await figure('weak') };
    await slide('#tau', 10, 'driven', '25 mA, 10 ms');
    expect(Number(await fact('driven', 'spikes'))).toBeGreaterThan(17);
    expect(await figure('driven')).not.toBe(before.driven);
    expect(await figure('weak')).not.toBe(before.weak);
    expect(await page.textContent('#neuron')).toBe(printed.replace('20., "ms"', '10., "ms"'));
  });

  it('shows what it measures, and follows a slider within a few frames', async () => {
    const sums: number[] = [];
    for (let tau = 21; tau < 32; tau++) {
      await slide('#tau', tau, 'driven', `25 mA, ${tau} ms`);
      const [simulate, draw] = await Promise.all([fact('driven', 'simulate'), fact('driven', 'draw')]);
      sums.push(parseFloat(simulate!) + parseFloat(draw!));
    }
    const median = sums.sort((a, b) => a - b)[5]!;
    console.log(`in the page a run is simulated and drawn in ${median.toFixed(1)} ms`);
    expect(median).toBeLessThan(100);
  });
});
