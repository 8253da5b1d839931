// `npm start`: installs and builds what is missing, then runs the first tutorial with the arguments given.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PrepareError, prepare, root } from './house/prepare.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`braints needs Node 20.19 or newer, this is ${process.versions.node}: get a newer one from nodejs.org`);
  process.exit(1);
}
try {
  prepare();
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exit(1);
}
const tutorial = join(root, 'build/examples/01-first-neuron.js');
process.exit(spawnSync(process.execPath, [tutorial, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
