import { Resvg } from '@resvg/resvg-js';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mA, mV, ms, second, volt } from 'braints/unit';
import * as visualize from 'braints/visualize';

const times = Array.from({ length: 2000 }, (_, i) => i * 0.1);
const trace = times.map((t) => -60 + 10 * Math.sin(t / 10) ** 2);
const spikeSteps = [0, 1, 2, 3, 54, 205, 357, 508, 659, 811, 962, 1113, 1265, 1416, 1567, 1719, 1870];
const spikeTimes = spikeSteps.map((step) => step * 0.1);

function tutorialFigure(): visualize.Figure {
  const fig = visualize.getFigure(2, 1, { rowLen: 3, colLen: 6 });
  visualize.linePlot(fig.at(0, 0), ms(times), mV(trace), { title: 'a <b> & "c"', ylabel: 'membrane potential' });
  visualize.hline(fig.at(0, 0), mV(-50), { label: 'threshold' });
  visualize.eventPlot(fig.at(1, 0), ms(spikeTimes), { xlabel: 'time', ylabel: 'spikes' });
  return fig;
}

/** The texts of an SVG, in order. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map((match) => match[1]);
/** The group that a screen reader calls so. */
const group = (svg: string, name: string) =>
  new RegExp(`<g[^>]*aria-label="${name}"[^>]*>.*?</g>`).exec(svg)?.[0] ?? '';

describe('the figure of the tutorial', async () => {
  const svg = await tutorialFigure().toSvg();

  it('labels its axes with the units of the quantities', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['membrane potential (mV)', 'time (ms)', 'spikes', 'threshold']));
  });

  it('has ticks at round numbers, with a true minus sign, up to the end of the run', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['−60', '−50', '0', '100', '200']));
  });

  it('draws the threshold as one dashed line', () => {
    const rule = group(svg, 'rule');
    expect(rule).toContain('stroke-dasharray="6 4"');
    expect(rule.match(/<line /g)).toHaveLength(1);
  });

  it('draws a tick for each of the 17 spikes', () => {
    expect(group(svg, 'events').match(/<line /g)).toHaveLength(17);
  });

  it('draws every point of the trace', () => {
    const path = /<path[^>]* d="([^"]*)"/.exec(group(svg, 'line'))?.[1] ?? '';
    expect(path.match(/[ML]/g)).toHaveLength(2000);
  });

  it('shows the ticks and the label of the shared time axis under the lowest cell alone', () => {
    expect(texts(svg).filter((text) => text === 'time (ms)')).toHaveLength(1);
    expect(texts(svg).filter((text) => text === '200')).toHaveLength(1);
  });

  it('lets both frames begin at the same x', () => {
    const cells = [...svg.matchAll(/<g transform="translate\((\d+),\d+\)"><(?:g|clipPath)/g)].map((match) => match[1]);
    expect(cells).toHaveLength(2);
    expect(new Set(cells).size).toBe(1);
  });

  it('is a document of its own, well-formed, of the size asked for', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('a &lt;b&gt; &amp; &quot;c&quot;');
    const image = new Resvg(svg);
    expect([image.width, image.height]).toEqual([576, 576]);
  });

  it('is the same text every time', async () => {
    expect(await tutorialFigure().toSvg()).toBe(svg);
  });
});

describe('cells with x axes of their own', () => {
  const figure = async (draw: (fig: visualize.Figure) => void) => {
    const fig = visualize.getFigure(2, 1, { sharex: false });
    draw(fig);
    return texts(await fig.toSvg());
  };
  const late = times.map((t) => t + 500);

  it('a unit alone is not repeated above one that is named', async () => {
    const found = await figure((fig) => {
      visualize.linePlot(fig.at(0), ms(times), mV(trace));
      visualize.linePlot(fig.at(1), ms(late), mV(trace), { xlabel: 'time' });
    });
    expect(found).toContain('time (ms)');
    expect(found).not.toContain('(ms)');
    // The axes differ, so both have their numbers.
    expect(found).toEqual(expect.arrayContaining(['100', '600']));
  });

  it('is said where nothing below says it', async () => {
    const other = await figure((fig) => {
      visualize.linePlot(fig.at(0), ms(times), mV(trace));
      visualize.linePlot(fig.at(1), mA(times), mV(trace), { xlabel: 'current' });
    });
    expect(other).toEqual(expect.arrayContaining(['(ms)', 'current (mA)']));
    const labelled = await figure((fig) => {
      visualize.linePlot(fig.at(0), ms(times), mV(trace), { xlabel: 'delay' });
      visualize.linePlot(fig.at(1), ms(times), mV(trace));
    });
    expect(labelled).toEqual(expect.arrayContaining(['delay (ms)', '(ms)']));
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'braints-figures-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives a PNG of twice the pixels, or as many as dpi says', async () => {
    for (const [dpi, pixels] of [[undefined, 1152], [96, 576]] as const) {
      const png = await tutorialFigure().toPng(dpi === undefined ? {} : { dpi });
      expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const header = new DataView(png.buffer, png.byteOffset);
      expect([header.getUint32(16), header.getUint32(20)]).toEqual([pixels, pixels]);
    }
  });

  it('writes SVG and PNG by the end of the name, and makes the folder', async () => {
    const fig = tutorialFigure();
    await fig.save(join(folder, 'new/a.svg'));
    await fig.save(join(folder, 'new/a.PNG'));
    expect(readFileSync(join(folder, 'new/a.svg'), 'utf8')).toBe(await fig.toSvg());
    expect(readFileSync(join(folder, 'new/a.PNG')).toString('latin1', 1, 4)).toBe('PNG');
  });

  it('refuses other endings, and writes nothing then', async () => {
    const path = join(folder, 'a.pdf');
    await expect(tutorialFigure().save(path)).rejects.toThrow(
      `save wants a name that ends in .svg or .png: got ${path}`,
    );
    expect(existsSync(path)).toBe(false);
    await expect(tutorialFigure().toPng({ dpi: 0 })).rejects.toThrow('dpi wants a positive number: got 0');
  });
});

describe('units', () => {
  it('converts to the unit of the first values on an axis', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), ms([0, 1000]), mV([0, 1000]), { xlabel: 'time', ylabel: 'potential' });
    visualize.linePlot(fig.at(0), second([0, 1]), volt([0, 1]));
    const svg = await fig.toSvg();
    const [first, second_] = [...svg.matchAll(/<path[^>]* d="(M[^"]*L[^"]*)"/g)].map((match) => match[1]);
    expect(first).toBe(second_);
    expect(texts(svg)).toContain('potential (mV)');
  });

  it('refuses another dimension on the same axis, and plain numbers beside quantities', () => {
    const fig = visualize.getFigure(2);
    visualize.linePlot(fig.at(0), ms([0, 1]), mV([0, 1]));
    expect(() => visualize.linePlot(fig.at(0), mA([0, 1]), mV([0, 1]))).toThrow(
      'an axis has one dimension: the x axis is in ms, got mA',
    );
    expect(() => visualize.eventPlot(fig.at(1), mA([1]))).toThrow('the x axis is in ms, got mA');
    expect(() => visualize.hline(fig.at(0), -50)).toThrow(
      'the y axis is in mV, got plain numbers. Give the numbers a unit, as in mV(values)',
    );
  });

  it('takes rows of different dimensions when they do not share x', () => {
    const fig = visualize.getFigure(2, 1, { sharex: false });
    visualize.linePlot(fig.at(0), ms([0, 1]), mV([0, 1]));
    visualize.linePlot(fig.at(1), mA([0, 1]), mV([0, 1]));
  });
});

describe('bad input', () => {
  const cell = () => visualize.getFigure().at(0);

  it.each([
    [() => visualize.getFigure(0), 'a figure wants 1 row of cells or more: got 0'],
    [() => visualize.getFigure(1, 1.5), 'a figure wants 1 column of cells or more: got 1.5'],
    [() => visualize.getFigure(2, 1, { rowLen: [3] }), 'rowLen wants one positive length in inches, or 2'],
    [() => visualize.getFigure(1, 1, { colLen: -6 }), 'colLen wants one positive length in inches'],
    [() => visualize.getFigure(2, 1).at(2), 'a figure of 2 x 1 cells counts them from 0: it has no cell (2, 0)'],
    [() => visualize.linePlot(cell(), [1, 2], [1, 2, 3]), 'got (2,) and (3,)'],
    [() => visualize.linePlot(cell(), [1, 2], [[1, 2], [3]]), 'the first has 2 numbers, another 1'],
    [() => visualize.linePlot(cell(), [1], [[1, 2]], { plotIds: [2] }), 'plotIds wants columns of the values, 0 to 1'],
    [() => visualize.linePlot(cell(), [1], [1], { xlim: [1, NaN] }), 'xlim wants two finite values'],
    [() => visualize.linePlot(cell(), [1], [1], { ylim: [2, 1] }), 'the smaller first: got 2, 1'],
    [() => visualize.hline(cell(), [1, 2]), 'a line across a cell wants one finite y: got 1, 2'],
    [() => visualize.vline(cell(), NaN), 'a line across a cell wants one finite x: got NaN'],
    [() => visualize.rasterPlot(cell(), [1, 2], [[1, 0]]), 'got (2,) and (1, 2)'],
  ])('%s', (draw, message) => {
    expect(draw).toThrow(message);
  });

  it('leaves the cell as it was', async () => {
    const fig = visualize.getFigure();
    const before = await fig.toSvg();
    expect(() => visualize.linePlot(fig.at(0), [1, 2], [1, 2, 3], { title: 'never' })).toThrow();
    expect(await fig.toSvg()).toBe(before);
  });
});
