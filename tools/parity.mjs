// `npm run parity`: measures how far our models are from BrainPy's, and writes it into docs/parity.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './house/prepare.mjs';

const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project=unit', 'test/golden/parity'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PARITY: 'write' },
});
process.exitCode = status ?? 1;
