import { fail } from '../core/error.js';
import { isTraced } from '../engine/index.js';
import { Quantity } from '../unit/index.js';
import { showValue } from './show-value.js';

/**
 * What the environment can hold. Your own keys join by declaration merging:
 *
 * ```ts
 * declare module 'braints' {
 *   interface EnvironSettings {
 *     contrast: Quantity<'one'>;
 *   }
 * }
 * ```
 */
export interface EnvironSettings {
  /** The time step: a positive, finite scalar. */
  dt: Quantity<'time'>;
  /** The present time. */
  t: Quantity<'time'>;
  /** The index of the present step. */
  i: Quantity<'one'> | number;
  /** Whether the model is being fitted (true) or evaluated (false). */
  fit: boolean;
  /** Bits of the default float. 32 unless set. */
  precision: 32 | 64;
  /** Which backend runs compiled programs. 'wasm' unless set. */
  backend: 'wasm' | 'reference';
  /**
   * Whether results have the same bits on every machine. Without it a product and the sum that it goes into are rounded
   * together where the machine can, which is faster and differs in the last bit. false unless set.
   */
  deterministic: boolean;
  /** What runs are watched for: 'nan' stops at the first value that is not finite. false unless set. */
  debug: 'nan' | false;
}

export type EnvironKey = keyof EnvironSettings;

/** Refuses a value that its key cannot have. A user's own keys take anything but undefined. */
export function checkSetting(key: string, value: unknown): void {
  if (value === undefined) fail('environ/undefined', { key });
  if (Object.hasOwn(checks, key)) checks[key](value);
}

const checks: Readonly<Record<string, (value: unknown) => void>> = {
  dt: (value) => {
    if (!isTime(value)) fail('environ/dt', { value: showValue(value), wants: 'a time' });
    const { mantissa } = value;
    if (isTraced(mantissa)) fail('environ/dt', { value: showValue(value), wants: 'known while tracing' });
    if (value.ndim !== 0) fail('environ/dt', { value: showValue(value), wants: 'a scalar' });
    const size = typeof mantissa === 'number' ? mantissa : mantissa.data[0];
    if (!Number.isFinite(size)) fail('environ/dt', { value: showValue(value), wants: 'finite' });
    if (size <= 0) fail('environ/dt', { value: showValue(value), wants: 'positive' });
  },
  t: (value) => {
    if (!isTime(value)) fail('environ/t', { value: showValue(value) });
  },
  i: (value) => {
    if (typeof value !== 'number' && !(value instanceof Quantity)) fail('environ/i', { value: showValue(value) });
  },
  fit: (value) => oneOf('fit', value, [true, false]),
  precision: (value) => oneOf('precision', value, [32, 64]),
  backend: (value) => oneOf('backend', value, ['wasm', 'reference']),
  deterministic: (value) => oneOf('deterministic', value, [true, false]),
  debug: (value) => oneOf('debug', value, ['nan', false]),
};

function isTime(value: unknown): value is Quantity<'time'> {
  return value instanceof Quantity && value.dim === 'time';
}

function oneOf(key: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value)) fail('environ/choice', { key, value: showValue(value), choices: choices.map(showValue) });
}
