// The package as a stranger gets it: packed, installed into an empty project, type-checked, run, bundled.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as bundle, type Plugin } from 'esbuild';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, cleanEnvironment, npm, root } from '../../tools/house/prepare.mjs';

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  exports: Record<string, string | { node: string; default: string }>;
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

  it('names the line of the user, not its own', () => {
    write(
      'mistake.mjs',
      `import { BrainError, transform, u } from 'braints';
       import { vjp } from 'braints/engine';
       const attempts = [() => u.mV(1).add(u.ms(1)), () => transform.forLoop((t) => t.add(u.mV(1)), u.ms([0, 1]))];
       for (const attempt of attempts) {
         try { attempt(); } catch (error) { console.log(error instanceof BrainError, error.where.replace(/.*\\W(?=mistake)/, '')); }
       }`,
    );
    const lines = 'true mistake.mjs:3:40\ntrue mistake.mjs:3:87\n';
    expect(node('mistake.mjs')).toBe(lines);
    expect(node('--enable-source-maps', 'mistake.mjs')).toBe(lines);
  });

  it('is one library, whichever of its names it is reached by', () => {
    const names = Object.keys(own.exports).filter((name) => name !== './package.json');
    write('paths.mjs', names.map((name) => `import '${join('braints', name)}';`).join('\n'));
    write(
      'one.mjs',
      `import './paths.mjs';
       import { Quantity, transform, nn, u } from 'braints';
       import * as unit from 'braints/unit';
       import * as math from 'braints/unit/math';
       import { forLoop } from 'braints/transform';
       import { Dynamics } from 'braints/nn';
       console.log([unit.Quantity === Quantity, math.sin === u.math.sin, forLoop === transform.forLoop, Dynamics === nn.Dynamics]);`,
    );
    expect(node('one.mjs')).toBe('[ true, true, true, true ]\n');
  });

  it('is loaded from few files by Node, and module by module by bundlers', () => {
    for (const target of Object.values(own.exports)) {
      if (typeof target === 'string') continue;
      expect(target.node).toBe(target.default.replace('./dist/', './dist/node-bundle/'));
    }
    expect(packed.filter((path) => /node-bundle.*\.js$/.test(path)).length).toBeLessThan(30);
  });
});

// Gzipped. A page with one neuron and one run pays for the code that every page needs, which has a firm limit, and for the
// texts of all errors, which grow with the library, as "all of braints" does.
describe('what a page pays', () => {
  const model = (math: string) => `
    const neuron = environ.context({ dt: u.ms(0.1) }, () =>
      nn.initAllStates(
        new LIFRef(1, { R: u.ohm(1), tau: u.ms(20), V_rest: u.mV(-60), V_th: u.mV(-50), V_reset: u.mV(-60), tau_ref: u.ms(5) }),
      ),
    );
    const step = (t) => environ.context({ t }, () => (neuron.step(u.mA(25)), [neuron.V.value, neuron.getSpike()]));
    const times = ${math}.arange(u.ms(0), u.ms(200), u.ms(0.1));
    const [vs, spikes] = environ.context({ dt: u.ms(0.1) }, () => transform.forLoop(step, times));
    console.log(vs.shape[0], ${math}.sum(spikes).item());`;
  const pages = {
    'a neuron, by namespaces': `import { environ, LIFRef, nn, transform, u } from 'braints'; ${model('u.math')}`,
    'a neuron, by sub-paths': `
      import { environ, LIFRef } from 'braints';
      import * as nn from 'braints/nn';
      import * as transform from 'braints/transform';
      import * as u from 'braints/unit';
      import * as math from 'braints/unit/math';
      ${model('math')}`,
    'a quantity': `import { mV } from 'braints/unit'; console.log(String(mV(-60)));`,
    'all of braints': `export * from 'braints';`,
    'all of braints/unit': `export * from 'braints/unit';`,
  };

  it.each([
    // Vite and Rollup see through a namespace within a namespace, esbuild needs the sub-paths.
    ['a neuron, by namespaces', 'vite', 126, '2000 17'],
    ['a neuron, by sub-paths', 'vite', 126, '2000 17'],
    ['a neuron, by sub-paths', 'esbuild', 130, '2000 17'],
    ['a neuron, by sub-paths', 'esbuild, without the texts of errors', 107, '2000 17'],
    ['a quantity', 'esbuild', 50, '-60. mV'],
    ['all of braints/unit', 'esbuild', 160, ''],
    ['all of braints', 'esbuild', 300, ''],
  ] as const)('%s, with %s: at most %i kB', async (name, bundler, limit, prints) => {
    const code = bundler === 'vite' ? await bundledByVite(pages[name]) : await bundled(pages[name], bundler === 'esbuild');
    write('page.mjs', code);
    expect(node('page.mjs')).toBe(prints && `${prints}\n`);
    const gzipped = gzipSync(code, { level: 9 }).length;
    console.log(`${name}, ${bundler}: ${kilobytes(code.length)} minified, ${kilobytes(gzipped)} gzipped`);
    expect(gzipped / 1000).toBeLessThan(limit);
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
function node(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
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
async function bundled(contents: string, texts = true): Promise<Uint8Array> {
  const noTexts: Plugin = {
    name: 'no texts',
    setup: ({ onLoad }) => onLoad({ filter: /core.catalogue.index\.js$/ }, () => ({ contents: 'export const catalogue = {};' })),
  };
  const { outputFiles } = await bundle({
    plugins: texts ? [] : [noTexts],
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]!.contents;
}

/** The same by Vite, which bundles with Rolldown. */
async function bundledByVite(contents: string): Promise<Uint8Array> {
  write('vite-page.js', contents);
  const built = await vite({
    configFile: false,
    root: project,
    logLevel: 'warn',
    build: { write: false, modulePreload: false, target: 'es2022', rollupOptions: { input: join(project, 'vite-page.js') } },
  });
  const [chunk] = (built as { output: { type: string; code: string }[] }).output;
  return Buffer.from(chunk!.code);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
