import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const { name, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/**
 * What Vite and Vitest take `braints` and its sub-paths for: the sources, so that an edit shows at once and
 * no second copy of the library is loaded.
 */
export const sourceAlias = Object.entries(exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([path, target]) => ({
    find: new RegExp(`^${name}${path.slice(1)}$`),
    replacement: fileURLToPath(new URL(target.default.replace('./dist/', './src/').replace(/\.js$/, '.ts'), root)),
  }));
