import { snakeCase } from '../../core/names.js';

/** `Ramp(c_start=0. nA, duration=500. ms)`: what an input was made with, in Python's names; what was left out is not shown. */
export function shown(name: string, parameters: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${snakeCase(key)}=${text(value)}`);
  return `${name}(${parts.join(', ')})`;
}

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(String).join(', ')}]`;
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
