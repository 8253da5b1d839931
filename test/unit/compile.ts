import { fileURLToPath } from 'node:url';
import ts from 'typescript';

// What the compiler, and so an editor, says about a piece of source.

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  types: [],
  skipLibCheck: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
  paths: { braints: [at('../../src/index.ts')], 'braints/unit': [at('../../src/unit/index.ts')] },
};

/** Files as they were parsed last: a program is checked anew, but not parsed. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function at(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export interface Compiled {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
}

/** A program of one file with this text, which stands in test/types. */
export function compile(source: string): Compiled {
  const path = at('../types/in-a-test.ts');
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.readFile = (name) => (name === path ? source : readFile(name));
  host.getSourceFile = (name, language, ...rest) => {
    if (name === path) return ts.createSourceFile(name, source, language, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, language, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([path], options, host);
  return { program, checker: program.getTypeChecker(), file: program.getSourceFile(path)! };
}

/** The errors of a file: the line each stands on, counted from zero, and its text. */
export function errorsOf({ program, file }: Compiled): { line: number; text: string }[] {
  return program.getSemanticDiagnostics(file).map(({ code, start, messageText }) => ({
    line: file.getLineAndCharacterOfPosition(start!).line,
    text: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  }));
}

/** The types that an editor shows for the constants at the top of a file. */
export function hoversOf({ checker, file }: Compiled): Record<string, string> {
  const hovers: Record<string, string> = {};
  ts.forEachChild(file, (node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const { name } of node.declarationList.declarations) {
      hovers[name.getText()] = checker.typeToString(checker.getTypeAtLocation(name));
    }
  });
  return hovers;
}

/** What checking a file takes: processor time in seconds, and how many types were instantiated, which has no noise. */
export function costOf({ program, file }: Compiled): { seconds: number; instantiations: number; errors: number } {
  const start = process.cpuUsage();
  const errors = program.getSemanticDiagnostics(file).length;
  const { user, system } = process.cpuUsage(start);
  const { getInstantiationCount } = program as unknown as { getInstantiationCount(): number };
  return { seconds: (user + system) / 1e6, instantiations: getInstantiationCount(), errors };
}
