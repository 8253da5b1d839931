// Brings a working copy to the state in which things run: packages installed, library and examples built.
// Plain Node, so that it runs before anything is installed. What is up to date is left alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a build makes: from which files, by which project, into which folder. Later ones use earlier ones. */
const builds = [
  { name: 'library', project: 'tsconfig.json', output: 'dist', inputs: ['src', 'tools/house/bundle.mjs'], bundle: true },
  { name: 'examples', project: 'examples/tsconfig.json', output: 'build/examples', inputs: ['src', 'examples'] },
];
const buildSettings = ['package.json', 'tsconfig.base.json', 'tsconfig.json'];

/** Installs and builds what is missing or stale. Exits with a message when that fails. */
export function prepare() {
  install();
  build();
}

/** Installs the packages of the lock file, unless exactly those are there. */
export function install() {
  if (isInstalled(root)) return;
  console.error('installing packages ...');
  if (npm(['ci', '--loglevel=error'], root).status !== 0) stop('could not install the packages: see the lines above');
}

/** Compiles library and examples. `force` builds what looks up to date too. */
export function build({ force = false } = {}) {
  for (const { name, project, output, inputs, bundle } of builds) {
    const stamp = join(root, 'build', `${name}.stamp`);
    const folder = join(root, output);
    if (!force && existsSync(folder) && isFile(stamp) && newest([...inputs, ...buildSettings]) <= statSync(stamp).mtimeMs) {
      continue;
    }
    console.error(`building ${name} ...`);
    const start = new Date();
    // Built beside the old one, which goes when the new one is whole.
    const fresh = `${folder}.new`;
    rmSync(stamp, { force: true });
    rmSync(fresh, { recursive: true, force: true });
    if (tsc(['-p', project, '--noEmitOnError', '--outDir', fresh]).status !== 0) {
      stop(`could not build the ${name}: see the lines above`);
    }
    if (bundle && node(['tools/house/bundle.mjs', fresh]).status !== 0) {
      stop(`could not bundle the ${name}: see the lines above`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    // Stamped with the time it began: a file saved meanwhile makes the next build.
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(stamp, '');
    utimesSync(stamp, start, start);
  }
}

function tsc(args) {
  return node(['node_modules/typescript/bin/tsc', ...args]);
}

function node(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
}

/** Runs npm in a folder. What it prints goes to the error output unless `stdio` says otherwise. */
export function npm(args, cwd, stdio = ['ignore', 2, 2]) {
  const own = process.env.npm_execpath;
  const options = { cwd, env: cleanEnvironment(), stdio, encoding: 'utf8' };
  return own?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** The environment without what an outer npm says of its own project: an inner one would take it for its own. */
export function cleanEnvironment() {
  const own = /^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD|NODE_ENV|VITEST)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

/** Whether node_modules holds what the lock file asks for, packages for other machines apart. */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules/.package-lock.json'));
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(lockFile) {
  return isFile(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}

/** The time of the newest change below these paths. A folder counts too: its time tells of deleted files. */
function newest(paths) {
  let time = 0;
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    time = Math.max(time, found.mtimeMs);
    if (found.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return time;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function stop(message) {
  throw new PrepareError(message);
}

/** Preparing failed; the reason has been printed by the tool that failed. */
export class PrepareError extends Error {}
