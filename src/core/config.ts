/**
 * What the whole library is set to. `environ` of the state room writes it; everything below reads it.
 */
export interface Config {
  /** Bits of the default float: 32 or 64. */
  precision: 32 | 64;
  /** Which backend runs compiled programs. */
  backend: 'wasm' | 'reference';
  /** Whether results must have the same bits on every machine, at the price of fused multiply-add. */
  deterministic: boolean;
  /** What runs are watched for: 'nan' for the first value that is not finite. */
  debug: 'nan' | false;
}

export const config: Config = { precision: 32, backend: 'wasm', deterministic: false, debug: false };
