import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as visualize from 'braints/visualize';
import { EventArray } from '../../src/engine/index.js';
import { environ } from '../../src/state/index.js';
import { math, ms, mV, Quantity, second, unitless } from '../../src/unit/index.js';

/** Spikes of a run as events: every neuron fires every so many steps, one step after the one below. */
function wave(steps: number, size: number, period: number): Quantity {
  const ends = new Int32Array(steps);
  const neurons: number[] = [];
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < size; i++) if ((t + i) % period === 0) neurons.push(i);
    ends[t] = neurons.length;
  }
  return new Quantity(new EventArray([steps, size], 'float32', ends, Int32Array.from(neurons)));
}

const times = (steps: number, dt = 0.1): Quantity<'time'> => math.arange(ms(0), ms(steps * dt), ms(dt));

/** The grey levels of a figure's picture of dots, row by row. */
function picture(svg: string): { width: number; height: number; levels: number[] } {
  const png = Buffer.from(/href="data:image\/png;base64,([^"]+)"/.exec(svg)![1], 'base64');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const data = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  const stride = Math.ceil(width / 2) + 1;
  const levels = Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const byte = data[y * stride + 1 + (x >> 1)];
    return x % 2 === 0 ? byte >> 4 : byte & 15;
  });
  return { width, height, levels };
}

describe('rasterPlot of many spikes', () => {
  it('draws the same dots from events, bits and a matrix', async () => {
    const spikes = wave(40, 5, 7);
    const drawn = async (given: Quantity): Promise<string> => {
      const fig = visualize.getFigure();
      visualize.rasterPlot(fig.at(0), times(40), given);
      return fig.toSvg();
    };
    const svg = await drawn(spikes);
    expect(await drawn(new Quantity((spikes.mantissa as EventArray).toBits()))).toBe(svg);
    expect(await drawn(unitless(spikes.toTypedArray() as Float32Array).reshape([40, 5]))).toBe(svg);
  });

  it('draws 400,000 as one picture, in less than half a megabyte', async () => {
    const spikes = wave(10_000, 4000, 100);
    const fig = visualize.getFigure();
    visualize.rasterPlot(fig.at(0), times(10_000), spikes, { xlabel: 'time', color: '#0072b2' });
    const svg = await fig.toSvg();
    expect(svg.length).toBeLessThan(500_000);
    const [, id] = /<mask [^>]*id="(spikes-[^"]+)"/.exec(svg)!;
    const shown = /<rect [^>]*mask="[^>]*>/.exec(svg)![0];
    for (const part of ['fill="#0072b2"', `mask="url(#${id})"`]) expect(shown).toContain(part);
    const { width, height, levels } = picture(svg);
    expect(levels.length).toBe(width * height);
    // Each step has its 40 neurons: the picture is as dark on the left as on the right, above as below.
    const sum = (keep: (x: number, y: number) => boolean): number =>
      levels.reduce((total, level, i) => total + (keep(i % width, Math.floor(i / width)) ? level : 0), 0);
    const halves = [sum((x) => x < width / 2), sum((x) => x >= width / 2), sum((_, y) => y < height / 2), sum((_, y) => y >= height / 2)];
    for (const half of halves) expect(half / (sum(() => true) / 2)).toBeCloseTo(1, 1);
  });

  it('shows in the picture where spikes are', async () => {
    // The lower half of the neurons fires in the first half of the time, the others never.
    const [steps, size] = [400, 200];
    const ends = Int32Array.from({ length: steps }, (_, t) => Math.min(t + 1, steps / 2) * 101);
    const neurons = Int32Array.from({ length: 101 * (steps / 2) }, (_, i) => i % 101);
    const fig = visualize.getFigure();
    visualize.rasterPlot(fig.at(0), times(steps), new Quantity(new EventArray([steps, size], 'float32', ends, neurons)));
    const { width, height, levels } = picture(await fig.toSvg());
    const at = (x: number, y: number): number => levels[Math.floor(y * height) * width + Math.floor(x * width)];
    expect(at(0.25, 0.75)).toBe(15);
    expect([at(0.75, 0.75), at(0.25, 0.25), at(0.75, 0.25)]).toEqual([0, 0, 0]);
  });

  it('leaves out what is beyond the limits', async () => {
    const fig = visualize.getFigure();
    visualize.rasterPlot(fig.at(0), times(1000), wave(1000, 400, 10), { xlim: ms([20, 30]), ylim: [100, 200] });
    expect(picture(await fig.toSvg()).levels.some((level) => level > 0)).toBe(true);
  });

  it('becomes a PNG', async () => {
    const fig = visualize.getFigure();
    visualize.rasterPlot(fig.at(0), times(1000), wave(1000, 400, 10));
    const empty = visualize.getFigure();
    visualize.rasterPlot(empty.at(0), times(1000), new Quantity(new EventArray([1000, 400], 'float32', new Int32Array(1000), new Int32Array(0))));
    expect((await fig.toPng()).length).toBeGreaterThan(2 * (await empty.toPng()).length);
  });
});

describe('populationRate', () => {
  it('draws the rate in Hz', async () => {
    const fig = visualize.getFigure();
    visualize.populationRate(fig.at(0), times(1000), wave(1000, 10, 100), { width: ms(20) });
    const svg = await fig.toSvg();
    // One spike in 10 ms is 100 Hz.
    expect(svg).toContain('>population rate (Hz)<');
    expect(svg).toContain('>100<');
  });

  it('refuses what does not fit', () => {
    const fig = visualize.getFigure();
    expect(() => visualize.populationRate(fig.at(0), times(9), wave(10, 3, 2))).toThrow('got (9,) and (10, 3)');
    expect(() => visualize.populationRate(fig.at(0), mV([1, 2]) as never, wave(2, 3, 2))).toThrow('ts wants times, as in ms([0, 1, 2]): got');
  });
});

describe('histogram', () => {
  it('counts values in bars', async () => {
    const fig = visualize.getFigure();
    visualize.histogram(fig.at(0), mV([1, 1, 2, 3, NaN, 4]), { bins: 3, xlabel: 'V' });
    const svg = await fig.toSvg();
    const bars = [.../aria-label="rect">(.*?)<\/g>/.exec(svg)![1].matchAll(/ height="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(bars).toHaveLength(3);
    expect(bars[0] / bars[1]).toBeCloseTo(2, 1);
    expect(bars[2] / bars[1]).toBeCloseTo(2, 1);
    expect(svg).toContain('>V (mV)<');
    expect(svg).toContain('>count<');
  });

  it('of intervals between spikes takes its dt from the environment, or is told', async () => {
    const spikes = wave(1000, 5, 20);
    const drawn = async (dt?: Quantity<'time'>): Promise<string> => {
      const fig = visualize.getFigure();
      visualize.isiDistribution(fig.at(0), spikes, { bins: 5, density: true, ...(dt === undefined ? {} : { dt }) });
      return fig.toSvg();
    };
    const [inside, told] = [environ.context({ dt: ms(0.5) }, () => drawnLater(drawn)), drawn(ms(0.5))];
    expect(await inside()).toContain('>interspike interval (ms)<');
    // Every interval is of 20 steps: 10 ms.
    for (const svg of [await inside(), await told]) expect(svg).toContain('>10.0<');
  });

  it('draws one value, and none', async () => {
    const fig = visualize.getFigure(2);
    visualize.histogram(fig.at(0), [3, 3, 3]);
    visualize.histogram(fig.at(1), []);
    expect(await fig.toSvg()).not.toContain('NaN');
  });
});

/** Draws now; what comes out is awaited later, outside of the context. */
function drawnLater(draw: () => Promise<string>): () => Promise<string> {
  const drawing = draw();
  return () => drawing;
}

describe('phasePortrait', () => {
  // FitzHugh and Nagumo: the nullclines are w = v - v^3/3 + 0.5 and w = (v + 0.7)/0.8.
  const field = (v: Quantity, w: Quantity) =>
    [v.sub(v.pow(3).div(3)).sub(w).add(0.5).div(ms(1)), v.add(0.7).sub(w.mul(0.8)).mul(0.08).div(ms(1))] as const;

  it('draws arrows, and lines where one variable stands still', async () => {
    const fig = visualize.getFigure();
    visualize.phasePortrait(fig.at(0), field, { xlim: unitless([-2, 2]), ylim: unitless([-1, 2]), arrows: 10, xlabel: 'v', ylabel: 'w' });
    const svg = await fig.toSvg();
    expect(svg.match(/aria-label="arrow"/g)).toHaveLength(1);
    for (const text of ['>v at rest<', '>w at rest<', '>v<', '>w<']) expect(svg).toContain(text);
    // Where w stands still is the straight line w = (v + 0.7)/0.8, from v = -1.5 at the lower edge to 0.9 at the upper one.
    const line = [...svg.matchAll(/aria-label="link"[^>]*>(.*?)<\/g>/g)][1][1];
    const points = [...line.matchAll(/M([\d.-]+),([\d.-]+)L([\d.-]+),([\d.-]+)/g)].map((match) => match.slice(1).map(Number));
    expect(points.length).toBeGreaterThan(100);
    const [low, high] = [points[0], points[points.length - 1]];
    const slope = (high[3] - low[1]) / (high[2] - low[0]);
    for (const [x1, y1, x2, y2] of points) {
      for (const [x, y] of [[x1, y1], [x2, y2]]) expect(Math.abs(low[1] + slope * (x - low[0]) - y)).toBeLessThan(0.6);
    }
    // On axes of 4 and 3 units the line rises by 2.4 * 1.25 units.
    expect(Math.abs(high[3] - low[1])).toBeGreaterThan(0.9 * 288 * 0.7);
  });

  it('takes axes of different dimensions', async () => {
    const V = (v: Quantity<'voltage'>, n: Quantity) => [n.mul(mV(10)).sub(v).div(ms(5)), v.div(mV(10)).sub(n).div(second(0.05))] as const;
    const fig = visualize.getFigure();
    visualize.phasePortrait(fig.at(0), V, { xlim: mV([-20, 20]), ylim: unitless([-1, 1]), title: 'a node' });
    expect(await fig.toSvg()).toContain('>a node<');
  });

  it('refuses what is no plane, and leaves the cell as it was', async () => {
    const fig = visualize.getFigure();
    const lim = unitless([0, 1]);
    expect(() => visualize.phasePortrait(fig.at(0), 3 as never, { xlim: lim, ylim: lim })).toThrow('wants a function of x and y');
    expect(() => visualize.phasePortrait(fig.at(0), field, { xlim: unitless([1, 0]), ylim: lim })).toThrow('xlim wants two finite values');
    expect(() => visualize.phasePortrait(fig.at(0), field, { xlim: lim, ylim: lim, arrows: 1.5 })).toThrow('arrows wants an integer of 0 or more: got 1.5');
    expect(await fig.toSvg()).not.toContain('at rest');
  });
});

describe('animations', () => {
  it('are figures that are made when they are asked for', async () => {
    let drawn = 0;
    const frames = visualize.animate(3, (i) => {
      drawn++;
      const fig = visualize.getFigure();
      visualize.linePlot(fig.at(0), [0, 1], [0, i], { title: `frame ${i}`, ylim: [0, 2] });
      return fig;
    });
    expect(drawn).toBe(0);
    expect(await frames.at(2).toSvg()).toContain('>frame 2<');
    expect([...frames]).toHaveLength(3);
    expect(() => frames.at(3)).toThrow('an animation of 3 frames counts them from 0: it has no frame 3');
    expect(() => visualize.animate(1.5, () => visualize.getFigure())).toThrow('an integer number of frames: got 1.5');
  });

  it('of a line keep their axes', async () => {
    const values = mV([
      [0, 1, 2],
      [10, 5, 0],
      [3, 3, 3],
    ]);
    const frames = visualize.animate1D(values, { every: 2, frameTitle: (step) => `step ${step}` });
    expect(frames.length).toBe(2);
    const [first, second] = await Promise.all([frames.at(0).toSvg(), frames.at(1).toSvg()]);
    expect(first).toContain('>step 0<');
    expect(second).toContain('>step 2<');
    const ticks = (svg: string) => [...svg.matchAll(/y-axis tick label"[^>]*>(.*?)<\/g>/g)].map((match) => match[1]);
    expect(ticks(first)).toEqual(ticks(second));
    expect(() => visualize.animate1D(mV([1, 2]))).toThrow('animate1D wants values of shape (T, N): got (2,)');
    expect(() => visualize.animate1D(values, { every: 0 })).toThrow('every wants an integer of 1 or more: got 0');
  });

  it('are saved with their numbers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'frames-'));
    await visualize.animate1D(unitless([[0, 1], [1, 0]])).save(join(folder, 'wave-#.svg'));
    expect((await readdir(folder)).sort()).toEqual(['wave-0.svg', 'wave-1.svg']);
    await expect(visualize.animate1D(unitless([[0, 1]])).save(join(folder, 'wave.svg'))).rejects.toThrow('save wants a name with a #');
  });
});
