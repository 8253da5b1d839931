import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { besideC } from '../lib/coba.mjs';
import { python } from '../lib/python.mjs';

const [N, STEPS] = [4000, 10_000];

const peer = (script, variables, more) => python(script, { variables, args: [N, STEPS], ...more });
const brian = peer('coba_brian.py', ['BRIAN_PYTHON']);
const brainpy = peer('coba_brainpy.py', ['BRAINPY_PYTHON', 'PYTHON']);
const brainpyFree = peer('coba_brainpy.py', ['BRAINPY_PYTHON', 'PYTHON'], { free: true });
const nest = peer('coba_nest.py', ['NEST_PYTHON']);

/** What the first run of a process takes, with everything before it that follows the imports. */
function cold() {
  const script = fileURLToPath(new URL('../lib/coba-cold.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The same of a peer, which says it with every answer. */
const coldOf = (ask) => async () => {
  const answer = await ask({ seed: 0 });
  return answer.missing === undefined ? { ms: answer.cold, check: answer.check } : answer;
};

export default {
  name: 'coba-4k',
  work: 'the balanced network of Tutorial 3, 4000 cells, one second, spikes as events',
  against: 'c128',
  target: 1.1,
  targetWithoutRelaxed: 1.65,
  // Networks of one kind, with connections of their own.
  tolerance: 0.3,
  cases: () => {
    const compared = besideC(N, STEPS);
    const withSeed = (ask) => (seed) => () => ask({ seed });
    return [
      {
        name: 'a run, over 10 seeds',
        ...compared,
        peers: {
          ...compared.peers,
          brian2: withSeed(brian),
          brainpy: withSeed(brainpy),
          'brainpy, free': withSeed(brainpyFree),
          'nest, iaf_cond_exp': withSeed(nest),
        },
        faster: [
          { than: 'brian2', times: 4, timesWithoutRelaxed: 3 },
          { than: 'brainpy', times: 8 },
          { than: 'brainpy, free', times: 8 },
        ],
      },
      {
        name: 'built and compiled, the first run',
        beside: true,
        cold: true,
        ours: cold,
        peers: { brian2: coldOf(brian), brainpy: coldOf(brainpy), 'brainpy, free': coldOf(brainpyFree), 'nest, iaf_cond_exp': coldOf(nest) },
        // What brainpy takes from a cold start has its target in the row `cold`, imports included.
        faster: [{ than: 'brian2', times: 20 }],
      },
    ];
  },
};
