import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { namesOf } from './examples.js';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** An `@example` of a comment in the sources. */
export interface TsdocExample {
  /** The file and line, and what the example belongs to. */
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

/** All examples in comments below src/. */
export function tsdocExamples(): TsdocExample[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.sort().flatMap((file) => examplesIn(file, readFileSync(`${src}${file}`, 'utf8')));
}

function examplesIn(file: string, text: string): TsdocExample[] {
  const lines = text.split('\n');
  const found: TsdocExample[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!/^\s*\* @example\s*$/.test(lines[i])) continue;
    const begin = i + 1;
    const code: string[] = [];
    while (!/^\s*\*\/|^\s*\* @\w/.test(lines[i + 1])) code.push(lines[++i].replace(/^\s*\* ?/, ''));
    // What stands after the example in the same comment, parted by an empty line, is text.
    const fenced = code.indexOf('```ts');
    const own = fenced >= 0 ? code.slice(fenced + 1, code.indexOf('```', fenced + 1)) : code;
    found.push({ name: `src/${file}:${begin}`, file, code: own.join('\n').trim() });
  }
  return found;
}

/** What examples take for granted: things whose names say what they are. */
const known = `
declare const neuron: LIFRef, neurons: LIFRef, pre: LIFRef, post: LIFRef, couples: LIFRef;
declare const comm: nn.EventFixedProb<'conductance'>, syn: Expon, out: COBA, layer: nn.Linear;
declare class Net extends Module { readout: nn.Linear; override update(t?: Quantity<'time'>): Quantity<'one'>; }
declare const net: Net, trained: Net;
declare const dt: Quantity<'time'>, t: Quantity<'time'>, times: Quantity<'time'>, tau: Quantity<'time'>;
declare const spikes: Quantity<'one'>, rates: Quantity<'one'>, x: Quantity<'one'>, y: Quantity<'one'>, xs: Quantity<'one'>, i: Quantity<'one'>;
declare const loss: Quantity<'one'>, lossOf: (x: Quantity<'one'>) => Quantity<'one'>, f: (x: Quantity<'one'>) => Quantity<'frequency'>, y0: Quantity<'one'>;
declare const V: HiddenState<Quantity<'voltage'>>, I: HiddenState<Quantity<'current'>>, w: ParamState;
declare const V_rest: Quantity<'voltage'>, V_th: Quantity<'voltage'>, vs: Quantity<'voltage'>, spikeTimes: Quantity<'time'>;
declare const readout: Quantity<'one'>, labels: Quantity<'one'>, target: Quantity<'voltage'>;
declare const sigma: Quantity<any>, currents: Quantity<'current'>;
declare const step: (t: Quantity<'time'>) => readonly [Quantity<'voltage'>, Quantity<'one'>];
declare const simulate: (I: Quantity<'current'>) => Quantity<'one'>;
declare const run: transform.PreparedRun<[Quantity<'voltage'>, Quantity<'one'>]>, pbar: transform.ProgressBar;
declare const optimizer: optim.Optimizer, spkFun: surrogate.Surrogate;
declare const fig: Figure, frames: Frames, writer: { write(bytes: unknown): Promise<void> }, bar: { value: number };
declare const made: State<unknown>[];
declare let reads: number;
`;

const units = 'mA mV ms nS mS um us nA pA uA Hz kHz mM ohm volt amp second metre cm2 unitless sparse math';

/** Many examples as one module, each a function, and for each line the example that it is of. */
export interface Gathered {
  readonly source: string;
  readonly examples: readonly (TsdocExample | undefined)[];
}

/** The examples of the engine, and all others, with everything imported that they may use. */
export function gathered(examples: readonly TsdocExample[]): Gathered[] {
  const engine = (example: TsdocExample): boolean => example.file.startsWith('engine/');
  return [
    gather(examples.filter(engine), [
      `import { ${namesOf('braints/engine').join(', ')} } from 'braints/engine';`,
      'declare const xs: Operand, spikes: Operand;',
      'const { Csr, Procedural, eventVecmat } = sparse;',
    ]),
    gather(examples.filter((example) => !engine(example)), [
      `import { ${namesOf('braints').join(', ')} } from 'braints';`,
      `import { ${namesOf('braints/visualize').join(', ')} } from 'braints/visualize';`,
      "import * as file from 'braints/file';",
      `const { ${units.replaceAll(' ', ', ')} } = u;`,
      ...known.trim().split('\n'),
    ]),
  ];
}

/** What may stand at the top of a module alone. */
const augmentation = /^declare module [^]*?^}$/m;

function gather(examples: readonly TsdocExample[], head: readonly string[]): Gathered {
  const augmentations = new Set(examples.flatMap(({ code }) => augmentation.exec(code)?.[0] ?? []));
  const source = [...head, ...augmentations].join('\n').split('\n');
  const of: (TsdocExample | undefined)[] = source.map(() => undefined);
  examples.forEach((example, i) => {
    const body = ['export async function example' + i + '(this: any) {', ...example.code.replace(augmentation, '').split('\n'), '}'];
    source.push(...body);
    of.push(...body.map(() => example));
  });
  return { source: source.join('\n'), examples: of };
}
