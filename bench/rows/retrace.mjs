import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own measures: nothing but one call before has warmed it up. */
function contender(part) {
  const script = fileURLToPath(new URL('../lib/retrace-cold.mjs', import.meta.url));
  const run = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const { total, steps, check } = JSON.parse(stdout);
    return { ms: part === 'steps' ? steps : total - steps, check };
  };
  return Object.assign(run, { once: true });
}

export default {
  name: 'retrace',
  work: 'the second forLoop call of a process, with a new closure over one LIFRef, 10,000 steps',
  target: 1,
  cases: () => [
    { name: 'beyond its steps', limit: 3, ours: contender('rest') },
    { name: 'its 10,000 steps', limit: 3, ours: contender('steps') },
  ],
};
