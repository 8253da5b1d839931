import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LAYER, peer } from '../lib/training.mjs';

const MB = 2 ** 20;

/** A fresh process, whole: a peak never falls. */
function ours() {
  const script = fileURLToPath(new URL('../lib/layer-memory.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { peak, check } = JSON.parse(stdout);
  return { ms: peak / MB, check };
}

const peakOf = (ask) => async () => {
  const answer = await ask();
  return answer.missing === undefined ? { ms: answer.peak / MB, check: answer.check } : answer;
};

export default {
  name: 'layer-4k-memory',
  work: 'the peak of a process that runs layer-4k once, libraries and numbers included',
  unit: 'MB',
  against: 'snntorch',
  target: 0.5,
  tolerance: 1e-4,
  cases: () => [
    {
      name: 'whole process',
      cold: true,
      ours: Object.assign(ours, { once: true }),
      peers: Object.fromEntries(['snntorch', 'spikingjelly', 'brainpy'].map((library) => [library, peakOf(peer(library, 'layer', LAYER))])),
    },
  ],
};
