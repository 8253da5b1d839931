import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freshPython } from '../lib/python.mjs';

const [N, STEPS] = [4000, 10_000];

/** The whole of a process: import, build, trace, compile, run. */
function ours() {
  const script = fileURLToPath(new URL('../lib/coba-cold.mjs', import.meta.url));
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(stderr);
  return { ms, check: JSON.parse(stdout).check };
}

const peer = (script, ...variables) => freshPython(script, { seed: 0, once: true }, { variables, args: [N, STEPS] });

export default {
  name: 'cold',
  work: 'a fresh process: import, build, trace, compile, run Tutorial 3 with events',
  // Connections of their own.
  tolerance: 0.3,
  target: 1,
  cases: () => [
    { name: 'ours', limit: 1200, ours: Object.assign(ours, { once: true }) },
    {
      name: 'beside peers',
      beside: true,
      cold: true,
      ours: Object.assign(ours, { once: true }),
      peers: { brainpy: peer('coba_brainpy.py', 'BRAINPY_PYTHON', 'PYTHON'), brian2: peer('coba_brian.py', 'BRIAN_PYTHON') },
      faster: [{ than: 'brainpy', times: 10 }],
    },
  ],
};
