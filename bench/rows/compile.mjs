import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One measurement in a process of its own: everything is cold. */
const cold = (what) => () => {
  const script = fileURLToPath(new URL('../lib/compile-cold.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, what], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};

const one = (what, part, name, limit) => ({
  name,
  limit,
  ours: Object.assign(() => ({ ms: cold(what)()[part] }), { once: true }),
});

export default {
  name: 'compile',
  work: 'tracing, passes and code generation of steps written in engine functions, in a fresh process',
  target: 1,
  cases: () => [
    one('coba', 'first', "COBA's step, cold", 20),
    one('coba', 'second', "COBA's step, again with a new closure", 5),
    one('network', 'first', '10 LIF populations, two projections each, cold', 60),
    one('network', 'second', 'the same, again with new closures', 5),
  ],
};
