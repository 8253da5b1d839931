import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

// The examples of the documentation: found, type-checked and made ready to run.

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A module of a page: a block with `import ... from 'braints'`, and the blocks that go on with it. */
export interface Example {
  /** The page, and the line on which the first block begins. */
  readonly name: string;
  readonly source: string;
  /** For each line of the source the one of the page. */
  readonly lines: readonly number[];
  readonly page: string;
}

/** The pages: README.md, and all below docs/. */
export function pages(): string[] {
  const below = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' });
  return ['README.md', ...below.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)].sort();
}

/** The modules that the blocks marked `ts` of a page make up. */
export function examplesOf(page: string): Example[] {
  const lines = readFileSync(`${root}${page}`, 'utf8').split('\n');
  const found: { source: string[]; lines: number[] }[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i].startsWith('```')) continue;
    const begin = i + 1;
    while (++i < lines.length && lines[i] !== '```');
    if (lines[begin - 1] !== '```ts') continue;
    const block = lines.slice(begin, i);
    const starts = block.some((line) => /^(import|\}) .*from 'braints'/.test(line));
    if (starts) found.push({ source: [], lines: [] });
    const module = found.at(-1);
    if (module === undefined) throw new Error(`${page}:${begin}: the first block of a page imports from 'braints'`);
    module.source.push(...block);
    module.lines.push(...block.map((_, k) => begin + k + 1));
  }
  return found.map((module) => ({ page, name: `${page}:${module.lines[0]}`, source: module.source.join('\n'), lines: module.lines }));
}

/**
 * The module with its comments in force. `// prints: text` compares what was shown since the last such comment; of
 * several lines of text, each is a comment after an empty `// prints:`. `statement; // throws: text` wants an error whose text has this in it.
 */
export function withChecks({ source }: Example): string {
  const lines = source.split('\n');
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const throws = /^(\s*)(.*?)\s*\/\/ throws: (.*)$/.exec(lines[i]);
    const prints = /^(.*?)\/\/ prints: ?(.*)$/.exec(lines[i]);
    if (throws !== null) out.push(`${throws[1]}await __throws(async () => { ${throws[2]} }, ${JSON.stringify(throws[3])});`);
    else if (prints !== null) {
      const text = prints[2] === '' ? [] : [prints[2]];
      const from = i;
      while (prints[2] === '' && /^\s*\/\/ ?/.test(lines[i + 1] ?? '')) text.push(lines[++i].replace(/^\s*\/\/ ?/, ''));
      out.push(`${prints[1]}__prints(${JSON.stringify(text.join('\n'))});`, ...lines.slice(from, i).map(() => ''));
    } else out.push(lines[i]);
  }
  return out.join('\n');
}

const at = (path: string): string => `${root}src/${path}`;

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  types: ['node'],
  skipLibCheck: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
  paths: {
    braints: [at('index.ts')],
    'braints/unit': [at('unit/index.ts')],
    'braints/visualize': [at('tools/visualize/index.ts')],
    'braints/file': [at('tools/file/index.ts')],
    'braints/engine': [at('engine/index.ts')],
  },
};

/** Sources as they were parsed last: they serve every program. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    if (files.has(path)) return ts.createSourceFile(path, files.get(path)!, language, true);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, language, ...rest));
    return parsed.get(path);
  };
  return ts.createProgram([...files.keys()], options, host);
}

/** The names, of values and types, that a module exports. */
export function namesOf(module: string): string[] {
  const path = `${root}docs/names.mts`;
  const program = programOf(new Map([[path, `export * from '${module}';`]]));
  const checker = program.getTypeChecker();
  return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!).map(({ name }) => name);
}

/** What the compiler has against these modules, by their names. They are checked in one program. */
export function typeErrors(modules: ReadonlyMap<string, string>): Map<string, string[]> {
  const paths = new Map([...modules.keys()].map((name, i) => [`${root}docs/example-${i}.mts`, name]));
  const program = programOf(new Map([...paths].map(([path, name]) => [path, modules.get(name)!])));
  const found = new Map<string, string[]>();
  for (const [path, name] of paths) {
    const file = program.getSourceFile(path)!;
    const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    if (errors.length === 0) continue;
    found.set(
      name,
      errors.map(({ start, messageText }) => {
        const line = file.getLineAndCharacterOfPosition(start!).line;
        return `${line + 1}: ${file.text.split('\n')[line].trim()}\n  ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`;
      }),
    );
  }
  return found;
}
