// The package as a stranger gets it: packed, installed into an empty project, type-checked, run, bundled.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, cleanEnvironment, npm, root } from '../../tools/house/prepare.mjs';

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
let project: string;
let packed: string[];

beforeAll(() => {
  build();
  project = mkdtempSync(join(tmpdir(), 'braints-outside-'));
  const done = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', project], root, ['ignore', 'pipe', 2]);
  const [report] = JSON.parse(done.stdout as string) as [{ filename: string; files: { path: string }[] }];
  packed = report.files.map((file) => file.path);
  write('package.json', JSON.stringify({ name: 'outside', private: true, type: 'module' }));
  install(report.filename);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the package alone', () => {
  it('holds the library, its sources and its licence, and nothing else', () => {
    const folders = new Set(packed.map((path) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'src']);
  });

  it('brings no other package', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['braints']);
  });

  it('works with no optional package installed', () => {
    write(
      'alone.mjs',
      `import { u, environ, LIFRef } from 'braints';
       import 'braints/unit';
       import 'braints/engine';
       import 'braints/visualize';
       console.log(String(u.mV(-60)));`,
    );
    expect(node('alone.mjs')).toBe('-60. mV\n');
  });

  it.each(['nodenext', 'bundler'])('has declarations that check on their own under %s resolution', (resolution) => {
    write('alone.ts', `import 'braints';\nimport 'braints/unit';\nimport 'braints/engine';\nimport 'braints/visualize';\n`);
    expect(tsc(resolution, ['alone.ts'], { skipLibCheck: false, types: [] })).toBe('');
  });

  it('prints the names of its classes when bundled and minified', async () => {
    write('bundled.mjs', await bundled(`import { LIFRef, nn } from 'braints'; console.log(String(nn.initAllStates(new LIFRef(1))))`));
    const printed = node('bundled.mjs');
    for (const name of ['LIFRef(', 'ReluGrad(', 'Constant(', 'HiddenState(', 'ShortTermState(']) expect(printed).toContain(name);
  });

  it('is small when bundled', async () => {
    for (const name of ['braints', 'braints/unit']) {
      const code = await bundled(`export * from '${name}'`);
      const [minified, gzipped] = [code.length, gzipSync(code, { level: 9 }).length];
      console.log(`${name}: ${kilobytes(minified)} minified, ${kilobytes(gzipped)} gzipped`);
      expect(gzipped).toBeLessThan(100_000);
    }
  });
});

describe('the tutorial and the program of the README, written outside', () => {
  const files = ['tutorial.ts', 'readme.ts'];

  beforeAll(() => {
    cpSync(join(root, 'examples/01-first-neuron.ts'), join(project, 'tutorial.ts'));
    const [, program] = /```ts\n([^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
    write('readme.ts', program!);
    const optional = Object.entries(own.peerDependencies).map(([name, range]) => `${name}@${range}`);
    install(...optional, `@types/node@${own.devDependencies['@types/node']}`);
  });

  it('type-check under bundler resolution', () => {
    expect(tsc('bundler', files, { types: ['node'] })).toBe('');
  });

  it('type-check under nodenext resolution, and run', () => {
    expect(tsc('nodenext', files, { types: ['node'], noEmit: false })).toBe('');
    const tutorial = node('tutorial.js');
    expect(tutorial).toContain('LIFRef(\n  in_size=(1,),\n');
    expect(tutorial).toContain('membrane trace shape: (2000, 1)\ntotal spikes: 17.0\n');
    expect(node('readme.js')).toMatch(/^17 spikes, V at the end: /);
  });
});

function write(name: string, text: string | Uint8Array): void {
  writeFileSync(join(project, name), text);
}

function install(...packages: string[]): void {
  const { status } = npm(['install', '--prefer-offline', '--ignore-scripts', '--loglevel=error', ...packages], project);
  if (status !== 0) throw new Error(`npm install ${packages.join(' ')} failed`);
}

/** Runs a script of the project and returns what it printed. */
function node(script: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: project,
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

/** Type-checks files of the project and returns the complaints. */
function tsc(resolution: string, files: string[], options: object): string {
  const compilerOptions = {
    target: 'es2022',
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    strict: true,
    noEmit: true,
    ...options,
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' }).stdout;
}

/** What a page would load: a module with all that it imports, minified. */
async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await bundle({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]!.contents;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
