// `npm test`: installs and builds what is missing, runs every check and every test, and counts them.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { newestNode } from './house/newest-node.mjs';
import { PrepareError, prepare, root } from './house/prepare.mjs';
import { Tally } from './house/tally.mjs';

const inCI = Boolean(process.env.CI);
const tally = new Tally();

/** Runs a tool as one test; what it prints is shown when it fails. */
function check(name, script, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const ok = status === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(stdout + stderr);
  tally.add(name, ok);
}

/** Runs a project of vitest.config.mjs on a Node. */
function vitest(name, project, node = process.execPath) {
  console.log(`\n${name}`);
  const report = join(root, 'build/test', `${name.replace(/\W+/g, '-')}.json`);
  rmSync(report, { force: true });
  const { status } = spawnSync(
    node,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  tally.addReport(name, report, status === 0);
}

function everything() {
  prepare();
  tally.add('build', true);

  check('lint', 'eslint/bin/eslint.js', ['.']);
  check('types of the tests', 'typescript/bin/tsc', ['-p', 'test/tsconfig.json', '--noEmit']);
  check('types of the site', 'typescript/bin/tsc', ['-p', 'site/tsconfig.json', '--noEmit']);
  check('type tests', 'typescript/bin/tsc', ['-p', 'test/types/tsconfig.json', '--noEmit']);

  vitest(`unit tests on Node ${process.versions.node}`, 'unit');
  const { executable, version, reason } = newestNode();
  if (executable) vitest(`unit tests on Node ${version}`, 'unit', executable);
  else if (inCI) tally.add(`unit tests on the newest Node: ${reason}`, false);
  else tally.skip(`unit tests on the newest Node: ${reason}`);
  vitest('the page in a browser', 'browser');
  vitest('the package from outside', 'outside');
}

try {
  everything();
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  tally.add(error.message, false);
}
console.log(`\n${tally}`);
process.exitCode = tally.failed.length === 0 ? 0 : 1;
