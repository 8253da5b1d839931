import { environ, metric, type Module, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { saveFigure } from './program.js';

const { Hz, ms } = u;

/** A network that gives the spikes of all its neurons and the potential of one. */
interface Network extends Module {
  update(t: Quantity<'time'>): { spikes: Quantity<'one'>; V: Quantity<'voltage'> };
}

/** The first 200 ms, in which the kick of the beginning dies away, are not looked at. */
const START = ms(200);

/** What a network does until `end`: its spikes, their mean rate, and how much the intervals between them vary. */
export function observe(make: () => Network, seed: number, end: Quantity<'time'>) {
  random.seed(seed);
  return environ.context({ dt: ms(0.1) }, () => {
    const net = nn.initAllStates(make());
    const step = (t: Quantity<'time'>) => net.update(t);
    transform.forLoop((t: Quantity<'time'>) => void net.update(t), u.math.arange(ms(0), START, environ.getDt()));
    const times = u.math.arange(START, end, environ.getDt());
    const { spikes, V } = transform.forLoop(step, times);
    const rate = spikes.mean().div(environ.getDt()).in(Hz);
    return { times, spikes, V, rate, cv: u.math.nanmean(metric.isiCv(spikes)) };
  });
}

/** Prints rate and variation, and draws the spikes of every 40th neuron over the potential of one. */
export async function report({ times, spikes, V, rate, cv }: ReturnType<typeof observe>, { name, title }: { name: string; title: string }) {
  show(`mean rate: ${rate.item(Hz).toFixed(1)} Hz`);
  show(`variation of the intervals: ${cv.item().toFixed(2)}`);
  const fig = visualize.getFigure(2, 1, { rowLen: [2.75, 1.5], colLen: 6 });
  const sample = spikes.get(u.slice(), u.slice(0, spikes.shape[1], 40));
  visualize.rasterPlot(fig.at(0), times, sample, { title, ylabel: 'every 40th neuron' });
  visualize.linePlot(fig.at(1), times, V, { xlabel: 'time', ylabel: 'potential of one', linewidth: 1 });
  await saveFigure(fig, name);
}
