import { describe, expect, it } from 'vitest';
import * as visualize from 'braints/visualize';

const count = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].length;

describe('linePlot', () => {
  it('draws a line for each column, in colours of its own, and names them in the legend', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), [0, 1, 2], [[0, 1], [1, 2], [2, 3]], { label: ['first', 'second'] });
    const svg = await fig.toSvg();
    expect(count(svg, /aria-label="line"/g)).toBe(2);
    for (const part of ['#0072b2', '#e69f00', '>first<', '>second<']) expect(svg).toContain(part);
  });

  describe('a legend of more lines than there are colours', () => {
    const ten = Array.from({ length: 10 }, (_, i) => `neuron ${i}`);
    const rows = [[...ten.keys()], [...ten.keys()].map((i) => 2 * i)];
    const drawn = async (options: visualize.LinePlotOptions = {}, colLen = 6) => {
      const fig = visualize.getFigure(1, 1, { colLen });
      visualize.linePlot(fig.at(0), [0, 1], rows, { label: ten, title: 'The potentials of ten neurons', ...options });
      return fig.toSvg();
    };
    /** Where each of these texts begins and on which line it stands. */
    const placesOf = (svg: string, of: readonly string[]) =>
      of.map((text) => {
        const at = new RegExp(`<text([^>]*)>${text}<`).exec(svg)![1];
        const number = (name: string) => Number(new RegExp(` ${name}="([^"]*)"`).exec(at)?.[1] ?? 0);
        return { x: number('x'), y: number('y') };
      });

    it('tells two lines of one colour apart by their dashes, unless all have a style', async () => {
      const swatches = (svg: string) => [...svg.matchAll(/<line [^>]*stroke-width="1.5"[^>]*>/g)].map(([line]) => line);
      const looks = (svg: string) =>
        swatches(svg).map((line) => `${/stroke="([^"]*)"/.exec(line)![1]} ${/stroke-dasharray="([^"]*)"/.exec(line)?.[1]}`);
      const svg = await drawn();
      expect(looks(svg)).toHaveLength(10);
      expect(new Set(looks(svg)).size).toBe(10);
      const lines = [...svg.matchAll(/<g [^>]*aria-label="line"[^>]*>/g)].map(([line]) => line);
      expect(lines.map((line) => line.includes('stroke-dasharray="6 4"'))).toEqual(ten.map((_, i) => i >= 7));
      expect(new Set(looks(await drawn({ linestyle: 'solid' }))).size).toBe(7);
      // Without a legend nobody has to tell them apart.
      expect(await drawn({ label: [] })).not.toContain('stroke-dasharray');
    });

    it.each([6, 3])('wraps it below the title, within the %d inches of the cell', async (colLen) => {
      const svg = await drawn({}, colLen);
      const [title, ...entries] = placesOf(svg, ['The potentials of ten neurons', ...ten]);
      for (const { x, y } of entries) {
        expect(x).toBeGreaterThan(0);
        expect(y).toBeGreaterThan(title.y + 10);
        expect(y).toBeLessThan(0);
      }
      // Entries of a line follow each other with room for their texts.
      entries.slice(1).forEach((entry, i) => {
        if (entry.y === entries[i].y) expect(entry.x - entries[i].x).toBeGreaterThan(70);
        else expect(entry.y).toBeGreaterThan(entries[i].y + 10);
      });
      // The figure has room for it above the frame.
      const top = Number(/<g transform="translate\([\d.]+,([\d.]+)\)"/.exec(svg)![1]);
      expect(top + title.y).toBeGreaterThan(10);
    });

    it('stands beside the title where there is room', async () => {
      const [title, one, two] = placesOf(await drawn({ label: ['first', 'second'] }), ['The potentials of ten neurons', 'first', 'second']);
      expect([one.y, two.y]).toEqual([title.y, title.y]);
    });
  });

  it('draws the columns plotIds names', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), [0, 1], [[0, 1, 2], [1, 2, 3]], { plotIds: [2] });
    expect(count(await fig.toSvg(), /aria-label="line"/g)).toBe(1);
  });

  it('leaves a gap where a value is not finite', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), [0, 1, 2, 3, 4], [0, 1, NaN, 1, 0]);
    expect(await fig.toSvg()).toMatch(/ d="M[^M]*L[^M]*M[^M]*L[^M]*"/);
  });

  it('shows one value, and one that never changes', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), [1, 2], [3, 3]);
    visualize.linePlot(fig.at(0), [1], [3]);
    expect(await fig.toSvg()).not.toContain('NaN');
  });

  it('keeps within the limits it is given', async () => {
    const fig = visualize.getFigure();
    visualize.linePlot(fig.at(0), [0, 1, 2], [0, 10, 20], { ylim: [0, 5], xlim: [0, 2] });
    const svg = await fig.toSvg();
    expect(svg).toContain('clip-path="url(#');
    expect(svg).not.toContain('>20<');
  });
});

describe('eventPlot', () => {
  it('draws one row without a scale, and several rows on a scale of whole numbers', async () => {
    const fig = visualize.getFigure(2);
    visualize.eventPlot(fig.at(0), [1, 2]);
    visualize.eventPlot(fig.at(1), [[1], [2, 3], []]);
    const svg = await fig.toSvg();
    expect(count(svg, /aria-label="events"/g)).toBe(3);
    const scales = [...svg.matchAll(/aria-label="y-axis tick label"[^>]*>(.*?)<\/g>/g)].map((match) => match[1]);
    expect(scales.map((scale) => [...scale.matchAll(/>(\d)</g)].map((match) => match[1]))).toEqual([['0', '1', '2']]);
  });

  it('draws none', async () => {
    const fig = visualize.getFigure();
    visualize.eventPlot(fig.at(0), [], { xlabel: 'time' });
    expect(await fig.toSvg()).toContain('>time<');
  });
});

describe('rasterPlot', () => {
  it('draws all dots in one path: time along x, neuron along y', async () => {
    const fig = visualize.getFigure();
    visualize.rasterPlot(fig.at(0), [0, 1], [[1, 0, 1], [0, 1, 0]]);
    const svg = await fig.toSvg();
    const path = /<path[^>]*aria-label="spikes"[^>]*>/.exec(svg)?.[0] ?? '';
    const dots = [...path.matchAll(/M([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(dots).toHaveLength(3);
    const [[x0, y0], [x1, y1], [x2, y2]] = dots;
    expect(x0).toBe(x1);
    expect(x2).toBeGreaterThan(x0);
    // Neuron 0 is the lowest.
    expect(y0).toBeGreaterThan(y2);
    expect(y2).toBeGreaterThan(y1);
    expect(svg).toContain('>neuron index<');
  });
});
