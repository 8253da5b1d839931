// The newest Node, for a second run of the tests. It is installed on demand into a folder of its own:
// its package brings a command named `node`, which npm would put before the machine's for every script.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, npm, root } from './prepare.mjs';

const folder = join(root, 'tools/newest-node');

/** The path of its executable, or the reason why there is none. */
export function newestNode() {
  if (!isInstalled(folder)) {
    console.error('installing the newest Node ...');
    if (npm(['ci', '--loglevel=error'], folder).status !== 0) return { reason: 'it could not be installed' };
  }
  const { optionalDependencies } = readJson(join(folder, 'package.json'));
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const home = join(folder, 'node_modules', name);
    if (existsSync(home)) return { version, executable: join(home, readJson(join(home, 'package.json')).bin.node) };
  }
  return { reason: `no build of it for ${process.platform} ${process.arch} is listed in tools/newest-node/package.json` };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
