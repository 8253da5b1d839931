import type { DType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import type { Params } from './op.js';
import { Literal, type Atom, type Program, type Var } from './program.js';
import { showAval } from './print.js';

/**
 * A text that two programs share exactly when they compute the same thing in the same way: variables are numbered
 * in order of appearance. It is the key of the cache of compiled code.
 */
export function canonicalText(program: Program): string {
  const numbers = new Map<Var, number>();
  // Most variables of a program have one shape, and what follows it shares its array.
  let shape: Shape | undefined;
  let dtype: DType | undefined;
  let shown = '';
  const define = (variables: readonly Var[]): string => {
    let text = '';
    for (let i = 0; i < variables.length; i++) {
      const v = variables[i];
      numbers.set(v, numbers.size);
      if (v.shape !== shape || v.dtype !== dtype) shown = showAval(v);
      ({ shape, dtype } = v);
      text += i === 0 ? shown : ` ${shown}`;
    }
    return text;
  };
  const use = (atoms: readonly Atom[]): string => {
    let text = '';
    for (let i = 0; i < atoms.length; i++) {
      const a = atoms[i];
      text += `${i === 0 ? '' : ' '}${a instanceof Literal ? showLiteral(a) : `%${numbers.get(a)}`}`;
    }
    return text;
  };
  const { equations } = program;
  let text = define(program.ins);
  for (let i = 0; i < equations.length; i++) {
    const { op, ins, params, outs } = equations[i];
    text += `\n${op.name}(${use(ins)})${paramsText(params)}:${define(outs)}`;
  }
  return `${text}\n${use(program.outs)}`;
}

/** A short digest of `canonicalText`, for people and tests. */
export function structuralHash(program: Program): string {
  const text = canonicalText(program);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
}

/** Tells -0 from 0, which String does not. */
export function showLiteral(literal: Literal): string {
  return `${Object.is(literal.value, -0) ? '-0' : literal.value}:${literal.dtype}`;
}

export function paramsText(params: Params): string {
  let text = '';
  for (const key in params) text += `${text === '' ? '' : ';'}${key}=${paramText(params[key])}`;
  return text === '' ? '' : `{${text}}`;
}

function paramText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(paramText).join(',')}]`;
  if ('equations' in value) return `{${canonicalText(value as Program)}}`;
  if ('key' in value) return String(value.key);
  return paramsText(value as Params);
}
