import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// What an editor shows. The encoding of dimensions breaks silently: types stay right while hovers become unreadable.
const path = fileURLToPath(new URL('../types/hovers.ts', import.meta.url));

const source = `
import { amp, joule, kelvin, mA, math, ms, mV, ohm, volt, Quantity } from '../../src/unit/index.js';
const voltage = ohm(1).mul(mA(25));
const slope = mV(1).div(ms(1));
const unnamed = ohm(1).mul(joule(1)).mul(kelvin(1)).div(amp(1).pow(2)).mul(volt(1)).div(volt(1)).mul(amp(1).pow(4)).div(amp(1).pow(4));
const noise = mV(1).mul(ms(1).sqrt());
const ratio = mV(1).div(mV(2));
const current = mA;
const resistance = volt.div(mA);
const times = math.arange(ms(0), ms(200), ms(0.1));
const chosen = math.where(voltage.gt(mV(1)), mV(1), voltage);
mV(1).add(ms(1));
mV(1).add(1);
const assigned: Quantity<'voltage'> = ms(1);
if (voltage.gt(mV(1))) {}
`;

const options: ts.CompilerOptions = {
  strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [], skipLibCheck: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
};

function check(): { hovers: Record<string, string>; errors: string[] } {
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.readFile = (name) => (name === path ? source : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...rest);
  const program = ts.createProgram([path], options, host);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path)!;
  const hovers: Record<string, string> = {};
  ts.forEachChild(file, (node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const { name } of node.declarationList.declarations) {
      hovers[name.getText()] = checker.typeToString(checker.getTypeAtLocation(name));
    }
  });
  const errors = program
    .getSemanticDiagnostics(file)
    .map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  return { hovers, errors };
}

describe('what an editor shows', () => {
  const { hovers, errors } = check();

  it('dimensions by name, or in base form', () => {
    expect(hovers).toEqual({
      voltage: 'Quantity<"voltage">',
      slope: 'Quantity<"voltageRate">',
      unnamed: 'Quantity<"kg^2 m^4 s^-5 A^-4 K">',
      noise: 'Quantity<"kg m^2 s^-2.5 A^-1">',
      ratio: 'Quantity<"one">',
      current: 'Unit<"current">',
      resistance: 'Unit<"resistance">',
      times: 'Quantity<"time">',
      chosen: 'Quantity<"voltage">',
      assigned: 'Quantity<"voltage">',
    });
  });

  it('refusals in two lines', () => {
    expect(errors).toEqual([
      'TS2345: Argument of type \'Quantity<"time">\' is not assignable to parameter of type \'Quantity<"voltage">\'.\n' +
        "  Types of property 'dim' are incompatible.\n" +
        '    Type \'"time"\' is not assignable to type \'"voltage"\'.',
      'TS2345: Argument of type \'number\' is not assignable to parameter of type \'Quantity<"voltage">\'.',
      'TS2322: Type \'Quantity<"time">\' is not assignable to type \'Quantity<"voltage">\'.\n' +
        "  Types of property 'dim' are incompatible.\n" +
        '    Type \'"time"\' is not assignable to type \'"voltage"\'.',
      expect.stringMatching(/^TS2801: /),
    ]);
  });
}, 30_000);
