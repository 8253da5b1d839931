import { ms, type Quantity } from '../../../unit/index.js';
import type { Spikes } from '../../spikes/spike-events.js';
import { plain, stepOf, stepsIn, type SpikeTimeOptions, type Time } from './timing.js';
import { coincident, forPairs, trainsOf } from './trains.js';

/** What `spikeTimeTilingCoefficient` can be told. */
export interface TilingOptions extends SpikeTimeOptions {
  /** How far apart two spikes may be that count as together. 5 ms unless given. */
  tau?: Time | undefined;
}

/**
 * The spike time tiling coefficient of every pair of neurons: from -1 to 1, and 0 of chance whatever the rates are. 0 where
 * one of them is silent.
 *
 * @returns `[N, N]`, with ones on the diagonal
 *
 * @throws when there is no dt, or `tau` is not above zero
 *
 * Cutts & Eglen (2014), Detecting pairwise correlations in spike trains, Journal of Neuroscience 34.
 */
export function spikeTimeTilingCoefficient(spikes: Spikes, options: TilingOptions = {}): Quantity<'one'> {
  const metric = 'spikeTimeTilingCoefficient';
  const within = Math.round(stepsIn(metric, 'tau', options.tau ?? ms(5), stepOf(metric, options.dt)));
  const { trains, length, size } = trainsOf(spikes, metric);
  const tiled = trains.map((train) => tiledPart(train, within, length));
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  forPairs(size, (i, j) => {
    const [a, b] = [trains[i], trains[j]];
    if (a.length === 0 || b.length === 0) return;
    const value = (term(coincident(a, b, within) / a.length, tiled[j]) + term(coincident(b, a, within) / b.length, tiled[i])) / 2;
    matrix[i * size + j] = value;
    matrix[j * size + i] = value;
  });
  return plain(matrix, [size, size]);
}

function term(p: number, t: number): number {
  return p * t === 1 ? 0 : (p - t) / (1 - p * t);
}

/** The part of all steps that are within so many of a spike. */
function tiledPart(train: Int32Array, within: number, length: number): number {
  let [covered, end] = [0, 0];
  for (const step of train) {
    const until = Math.min(length, step + within + 1);
    covered += Math.max(0, until - Math.max(end, step - within));
    end = until;
  }
  return covered / length;
}
