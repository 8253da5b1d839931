import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/house/prepare.mjs';
import { python, pythonOf } from '../lib/python.mjs';
import { arithmeticBound, operations, tutorial, TUTORIAL } from '../lib/training.mjs';

const variables = ['BRAINPY_PYTHON', 'PYTHON'];
const epoch = (free) => python('tutorial_4.py', { variables, free });

/** A whole process: what it takes, and the last line that it says about losses. */
function whole(command, args) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const ms = performance.now() - start;
  if (error !== undefined) return { missing: `no ${command}` };
  const said = /first loss: ([\d.]+) +last loss: ([\d.]+)/.exec(stdout + stderr);
  if (status !== 0 || said === null) {
    const missing = /"missing": "([^"]*)"/.exec(stdout);
    if (missing !== null) return { missing: missing[1] };
    throw new Error(stderr || stdout);
  }
  return { ms, check: Number(said[1]) };
}

function script() {
  const example = 'build/examples/04-train-an-snn.js';
  if (!existsSync(join(root, example))) throw new Error('the examples are not built: npm run build');
  return whole(process.execPath, [example, '--no-png']);
}

const brainpyScript = () => whole(pythonOf(...variables), [join(root, 'bench/peers/tutorial_4.py'), 'whole']);

export default {
  name: 'train-tutorial-4',
  work: 'Tutorial 4: one epoch after compilation, and the whole script of 200',
  against: 'c128',
  tolerance: 1e-3,
  cases: () => [
    {
      name: 'one epoch',
      ours: tutorial(),
      peers: { c128: arithmeticBound(operations.tutorial(TUTORIAL)), brainpy: epoch(false), 'brainpy, free': epoch(true) },
      faster: [{ than: 'brainpy', times: 2 }],
    },
    {
      name: 'the script, cold',
      beside: true,
      runs: 2,
      ours: Object.assign(script, { once: true }),
      peers: { brainpy: Object.assign(brainpyScript, { once: true }) },
      faster: [{ than: 'brainpy', times: 5 }],
    },
  ],
};
