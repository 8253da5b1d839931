// `npm run bench [-- NAME ...] [--json]`: our figures beside their peers', on the same work, in one run.
//
// Each row of bench/rows/ runs in a process of its own, tied to one core where `taskset` is there; ours and the peers take
// turns, and medians are printed. It runs on this Node and on the newest one, which has relaxed SIMD: there the targets
// hold. Without it a ratio to C may be 1.5 times the target, unless the row says otherwise. A peer that is not there is
// reported as missing. `--json` prints one JSON line for each row and Node, the newest Node's last.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newestNode } from '../tools/house/newest-node.mjs';
import { PrepareError, prepare, root } from '../tools/house/prepare.mjs';
import { compilePeers, installPeers } from './lib/peers.mjs';
import { table } from './lib/table.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '7' },
    node: { type: 'string', default: 'all' },
    built: { type: 'boolean', default: false },
  },
});

const rows = readdirSync(join(root, 'bench/rows'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -4));
const unknown = wanted.filter((name) => !rows.includes(name));

/** What `taskset` needs to keep a process on one core; nothing where it is missing. */
function onOneCore() {
  const command = ['taskset', '-c', '1'];
  return spawnSync('taskset', ['-c', '1', 'true']).status === 0 ? command : [];
}

function nodes() {
  const own = { version: process.versions.node, executable: process.execPath };
  const newest = newestNode();
  if (!newest.executable) console.error(`the newest Node is missing: ${newest.reason}`);
  const both = newest.executable && newest.version !== own.version ? [own, newest] : [own];
  return options.node === 'all' ? both : options.node === 'own' ? [own] : both.slice(-1);
}

function measure(name, executable, prefix) {
  const [command, ...args] = [...prefix, executable, '--expose-gc', join(root, 'bench/lib/measure.mjs'), name, options.runs];
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) return { name, error: (stderr || stdout).trim() };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function main() {
  if (unknown.length > 0) {
    console.error(`no such row: ${unknown.join(', ')}; there are ${rows.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  if (!options.built) prepare();
  for (const line of [...(await compilePeers()), ...installPeers()]) console.error(line);
  const prefix = onOneCore();
  const results = [];
  for (const name of wanted.length > 0 ? wanted : rows) {
    for (const { executable } of nodes()) {
      const result = measure(name, executable, prefix);
      results.push(result);
      console.log(table(result));
    }
  }
  if (options.json) for (const result of results) console.log(JSON.stringify(result));
  if (results.some((result) => result.error !== undefined)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
