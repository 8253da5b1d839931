import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { build } from 'esbuild';
import { optional } from '../../src/tools/host/optional.js';

/** What Node's import says of a package that is not there. */
const missing = (name: string) => () => {
  const error = new Error(`Cannot find package '${name}' imported from x`);
  return Promise.reject(Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' }));
};

describe('a package that is not installed', () => {
  it.each([
    ['@observablehq/plot', 'npm install @observablehq/plot linkedom'],
    ['linkedom', 'npm install @observablehq/plot linkedom'],
    ['@resvg/resvg-js', 'npm install @resvg/resvg-js'],
  ] as const)('%s: the error says how to install it', async (name, command) => {
    await expect(optional(name, missing(name))).rejects.toThrow(
      `drawing figures needs a package that is not installed: ${name}. Install it: ${command}`,
    );
  });

  it('does not hide what goes wrong inside a package that is there', async () => {
    await expect(optional('linkedom', missing('htmlparser2'))).rejects.toThrow(`Cannot find package 'htmlparser2'`);
  });
});

describe('a bundle for browsers', () => {
  it('holds nothing of what only Node uses, and Plot where it can be loaded later', async () => {
    const { metafile } = await build({
      entryPoints: ['src/tools/visualize/index.ts'],
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      outdir: 'never-written',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    expect(Object.keys(metafile.inputs).filter((path) => /linkedom|resvg/.test(path))).toEqual([]);
    const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint?.endsWith('visualize/index.ts'));
    expect(Object.keys(entry!.inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
  });
});

describe('importing braints/visualize', () => {
  it('loads no other package', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { getFigure } from './src/tools/visualize/index.ts'; console.log(typeof getFigure);`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      write: false,
    });
    const code = outputFiles[0].text;
    expect(code).not.toMatch(/^import /m);
    const args = ['--input-type=module', '-'];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8', input: code })).toBe('function\n');
  });
});
