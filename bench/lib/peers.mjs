// Peers: C compiled here, packages installed beside.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isInstalled, npm, root } from '../../tools/house/prepare.mjs';

const sources = join(root, 'bench/peers');
const output = join(root, 'build/bench');
const flags = ['-O3', '-march=x86-64-v3', '-mprefer-vector-width=128', '-std=gnu11'];

/** Writes the coefficients of the library's polynomials as C, so that peers compute the same ones. */
async function writePolynomials() {
  const tables = await import('../../dist/engine/ops/generated/polynomials.js');
  const lines = Object.entries(tables).flatMap(([name, numbers]) =>
    [`double ${name}`, `float ${name}_F`].map((what) => `static const ${what}[] __attribute__((unused)) = {${numbers.join(', ')}};`),
  );
  const text = `${lines.join('\n')}\n`;
  const file = join(output, 'polynomials.h');
  // Written only when it changes: what includes it counts as old then.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return file;
}

/** Compiles the peers in C that are missing or older than their source. Answers what went wrong. */
export async function compilePeers() {
  mkdirSync(output, { recursive: true });
  const polynomials = statSync(await writePolynomials()).mtimeMs;
  const problems = [];
  for (const file of readdirSync(sources).filter((name) => name.endsWith('.c'))) {
    const [source, target] = [join(sources, file), binary(file.slice(0, -2))];
    if (existsSync(target) && statSync(target).mtimeMs > Math.max(polynomials, newestSource(source))) continue;
    const { status, stderr, error } = spawnSync('gcc', [...flags, `-I${output}`, source, '-o', target, '-lm'], { encoding: 'utf8' });
    if (status !== 0) problems.push(`${file} could not be compiled: ${error?.message ?? stderr}`);
  }
  return problems;
}

/** A source counts as new as the headers beside it. */
function newestSource(source) {
  const headers = readdirSync(sources).filter((name) => name.endsWith('.h'));
  return Math.max(...[source, ...headers.map((name) => join(sources, name))].map((file) => statSync(file).mtimeMs));
}

function binary(name) {
  return join(output, name);
}

/** Installs the peers that are packages. Answers what went wrong. */
export function installPeers() {
  if (isInstalled(sources)) return [];
  console.error('installing peers ...');
  return npm(['ci', '--loglevel=error'], sources).status === 0 ? [] : ['the peers that are packages could not be installed'];
}

/**
 * A peer in C as a contender: it gets the arguments, measures itself and prints milliseconds and a number of its result.
 * Undefined where it could not be compiled.
 */
export function c(name, ...args) {
  const run = () => {
    if (!existsSync(binary(name))) return undefined;
    const { status, stdout, stderr } = spawnSync(binary(name), args.map(String), { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    const [ms, check] = stdout.trim().split(/\s+/).map(Number);
    return { ms, check };
  };
  // A process takes its own medians.
  return Object.assign(run, { once: true });
}

/** A package among the peers, or undefined where it is not installed. */
export async function peerPackage(name) {
  try {
    return await import(pathToFileURL(createRequire(join(sources, 'package.json')).resolve(name)).href);
  } catch {
    return undefined;
  }
}
