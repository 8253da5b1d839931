import type { DType } from '../array/dtype.js';
import type { Params } from './op.js';
import { Literal, type Aval, type Atom, type Program, type Var } from './program.js';

/** `float32[2000,1]` */
export function showAval(aval: Aval): string {
  return `${aval.dtype}[${aval.shape.join(',')}]`;
}

/** The inputs that a program's reader sees by name, if the caller knows them: `V`, `t`. */
export type InputNames = readonly (string | undefined)[];

/**
 * A program as text, one equation a line; variables are named in order of appearance, inner programs stand indented
 * below their equation. What was recorded in a named scope stands below `# its name`.
 *
 * ```
 * program (V: float32[1], t: float32[]) {
 *   a: float32[1] = sub V -60
 *   ...
 *   return a
 * }
 * ```
 */
export function printProgram(program: Program, inputNames: InputNames = []): string {
  const names = new Map<Var, string>();
  let next = 0;
  const name = (v: Var): string => {
    let text = names.get(v);
    if (text === undefined) names.set(v, (text = letters(next++)));
    return text;
  };
  const atom = (a: Atom): string => (a instanceof Literal ? literalText(a.value, a.dtype) : name(a));
  const taken = new Set<string>();
  program.ins.forEach((v, i) => {
    const wanted = inputNames[i];
    if (wanted === undefined) return;
    const text = taken.has(wanted) ? `${wanted}_${i}` : wanted;
    taken.add(text);
    names.set(v, text);
  });
  const write = (p: Program, pad: string): string[] => {
    const inputs = p.ins.map((v) => `${name(v)}: ${showAval(v)}`).join(', ');
    const lines = [`(${inputs}) {`];
    let scope: string | undefined;
    for (const e of p.equations) {
      if (e.origin?.scope !== scope) lines.push(`${pad}  # ${(scope = e.origin?.scope) ?? 'outside'}`);
      const outs = e.outs.map((v) => `${name(v)}: ${showAval(v)}`).join(', ');
      const params = showParams(e.params);
      lines.push(`${pad}  ${outs} = ${[e.op.name + params, ...e.ins.map(atom)].join(' ')}`);
      for (const inner of e.op.programs?.(e.params) ?? []) {
        const [head, ...rest] = write(inner, `${pad}    `);
        lines.push(`${pad}    ${head}`, ...rest);
      }
    }
    lines.push(`${pad}  return ${p.outs.map(atom).join(', ')}`, `${pad}}`);
    return lines;
  };
  const [head, ...rest] = write(program, '');
  return [`program ${head}`, ...rest].join('\n');
}

function letters(n: number): string {
  const letter = String.fromCharCode(97 + (n % 26));
  return n < 26 ? letter : letters(Math.floor(n / 26) - 1) + letter;
}

function literalText(value: number, dtype: DType): string {
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  return String(value);
}

/** The parameters that are plain data, as `{axis: 0, length: 3}`. */
function showParams(params: Params): string {
  const shown = Object.entries(params).flatMap(([key, value]) => {
    const text = showParam(value);
    return text === undefined ? [] : [`${key}: ${text}`];
  });
  return shown.length === 0 ? '' : `{${shown.join(', ')}}`;
}

function showParam(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(showParam).join(', ')}]`;
  if ('key' in value && typeof value.key === 'string') return value.key;
  return undefined;
}
