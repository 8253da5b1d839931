// `node bundle.mjs FOLDER`: puts the compiled library in FOLDER together into few files, FOLDER/node-bundle, which Node
// loads in a third of the time of its several hundred modules. Bundlers get the modules, of which they leave out more.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { exports, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = resolve(process.argv[2]);

await build({
  entryPoints: Object.values(exports)
    .filter((target) => typeof target === 'object')
    .map((target) => join(folder, target.default.replace('./dist/', ''))),
  outbase: folder,
  outdir: join(folder, 'node-bundle'),
  bundle: true,
  // What two entries use is a chunk of its own: there is one class Quantity, whichever way it is reached.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  platform: 'node',
  target: `node${/\d+\.\d+/.exec(engines.node)[0]}`,
  packages: 'external',
  // To the sources, by way of the maps that the compiler wrote.
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
