import { u, type Quantity } from 'braints';
import { eventPlot, getFigure, hline, linePlot } from 'braints/visualize';
import { dt, type Run } from './tutorial.js';

const { mV } = u;
const PIXELS_PER_INCH = 96;

/** The times of a run's spikes. */
export function spikeTimes({ spikes }: Run): Quantity<'time'> {
  const [steps] = u.math.where(spikes);
  return dt.mul(u.unitless(steps!));
}

/** Settles when all that drawing needs is loaded. */
export const readyToDraw = getFigure().toElement();

/** The figure of a run, as wide as its place: the potential with its threshold, over the spikes. */
export function drawRun(run: Run, width: number): Promise<SVGSVGElement> {
  const fig = getFigure(2, 1, { rowLen: [2.6, 1.2], colLen: width / PIXELS_PER_INCH });
  linePlot(fig.at(0), run.times, run.vs, { ylabel: 'membrane potential' });
  hline(fig.at(0), mV(-50), { label: 'threshold' });
  eventPlot(fig.at(1), spikeTimes(run), { xlabel: 'time', ylabel: 'spikes' });
  return fig.toElement();
}
