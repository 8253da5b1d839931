// Peers in Python: `peers/peer.py` is their side of it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../tools/house/prepare.mjs';

const started = new Set();

/** The first of the variables that names a Python, or the one on the path. */
export function pythonOf(...variables) {
  return variables.map((name) => process.env[name]).find(Boolean) ?? 'python3';
}

const runs = (executable) => spawnSync(executable, ['-c', '']).error === undefined;

/** `taskset` gives a process back the cores that ours was taken from. */
function onAllCores() {
  const command = ['taskset', '-c', `0-${cpus().length - 1}`];
  return spawnSync(command[0], [...command.slice(1), 'true']).status === 0 ? command : [];
}

/**
 * A script of `bench/peers` as a function of a request: `await peer({ seed: 1 })` gives what the script answers, which has
 * at least `ms` and `check`, or `{ missing: reason }`. The process starts with the first request and stays until
 * {@link closePeers}: what it compiles for one request serves the next.
 *
 * @param options.variables environment variables that may name the Python; `python3` otherwise
 * @param options.free on all cores; without it on the one core that the row runs on
 * @param options.args of the script
 */
export function python(script, { variables = ['PYTHON'], free = false, args = [], env = {} } = {}) {
  const executable = pythonOf(...variables);
  let child;
  let lines;
  let missing;
  let complaints = '';
  const start = () => {
    const [command, ...rest] = [...(free ? onAllCores() : []), executable, join(root, 'bench/peers', script)];
    const process_ = spawn(command, [...rest, ...args.map(String)], { env: { ...process.env, ...env } });
    // A pipe that the other side has closed: the lack of an answer says it.
    process_.stdin.on('error', () => {});
    process_.stderr.on('data', (data) => (complaints = (complaints + data).slice(-10_000)));
    lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
    started.add(process_);
    return process_;
  };
  const ask = async (request = {}) => {
    if (child === undefined && !runs(executable)) missing = `no ${executable}`;
    if (missing !== undefined) return { missing };
    child ??= start();
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} failed:\n${complaints}`);
    const answer = JSON.parse(value);
    missing = answer.missing;
    return answer;
  };
  /** Ends the process, and waits for that. */
  const end = async () => {
    if (child === undefined || child.exitCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return Object.assign(ask, { end });
}

/**
 * A script in a process of its own for each request, as a contender: `ms` is that of the whole process, the start of Python
 * and all imports included.
 */
export function freshPython(script, request, options) {
  const run = async () => {
    const start = performance.now();
    const peer = python(script, options);
    const answer = await peer(request);
    await peer.end();
    return answer.missing === undefined ? { ms: performance.now() - start, check: answer.check } : answer;
  };
  return Object.assign(run, { once: true });
}

/** Ends the peers: they wait for requests otherwise. */
export function closePeers() {
  for (const child of started) child.stdin.end();
}
