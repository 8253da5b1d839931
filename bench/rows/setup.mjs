import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own makes the network; `of` reads what counts from what it prints. */
function contender(of) {
  const script = fileURLToPath(new URL('../lib/setup-cold.mjs', import.meta.url));
  const run = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const made = JSON.parse(stdout);
    return { ms: of(made), check: made.synapses };
  };
  return Object.assign(run, { once: true });
}

export default {
  name: 'setup',
  work: 'a fresh process makes the network of Tutorial 3 with 400,000 neurons and 32 million synapses',
  unit: 'as the case says',
  target: 1,
  cases: () => [
    { name: 'time, in ms', limit: 2000, ours: contender(({ ms }) => ms) },
    { name: 'growth of the peak of memory, as a multiple of the arrays', limit: 1.3, ours: contender(({ grown, arrays }) => grown / arrays) },
  ],
};
