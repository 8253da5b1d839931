// How long Tutorial 1 takes as a whole process, from starting Node to the last figure, and how much of it is tracing and
// compiling. Run `npm run build` first.
//
//   node bench/tutorial-1.mjs                       ours alone
//   node bench/tutorial-1.mjs --python PATH         BrainPy's, without figures, beside it (a Python with brainpy)
//   node bench/tutorial-1.mjs --runs 11             how many runs of each, in turn; the medians are printed
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { python: { type: 'string' }, runs: { type: 'string', default: '7' } } });
const runs = Number(values.runs);

/** Wall milliseconds of a process, and what it printed. */
function timed(command, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return { wall, stdout };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const tutorial = ['build/examples/01-first-neuron.js', '--no-png', '--timing'];
const contenders = [
  { name: 'braints, both runs and both figures', run: () => timed(process.execPath, tutorial) },
  { name: 'node alone', run: () => timed(process.execPath, ['-e', '0']) },
];
if (values.python) {
  contenders.push({ name: 'brainpy, one run, no figure', run: () => timed(values.python, ['bench/peers/tutorial_1.py']) });
}

const samples = contenders.map(() => []);
contenders.forEach((c) => c.run());
for (let i = 0; i < runs; i++) contenders.forEach((c, k) => samples[k].push(c.run()));

const part = (name) => median(samples[0].map(({ stdout }) => Number(new RegExp(`${name}: ([\\d.]+) ms`).exec(stdout)[1])));
const walls = samples.map((list) => median(list.map((s) => s.wall)));

console.log(`Node ${process.versions.node}, medians of ${runs}\n`);
console.log('| process | wall, ms | ratio |\n|---|---|---|');
contenders.forEach((c, k) => console.log(`| ${c.name} | ${walls[k].toFixed(0)} | ${(walls[k] / walls[0]).toFixed(2)} |`));
console.log('\n| part of ours | ms | target |\n|---|---|---|');
console.log(`| whole process | ${walls[0].toFixed(0)} | < 600 |`);
console.log(`| tracing and compiling | ${(part('tracing') + part('compiling')).toFixed(1)} | < 30 |`);
console.log(`| running 2 x 2000 steps | ${part('running').toFixed(1)} | |`);
