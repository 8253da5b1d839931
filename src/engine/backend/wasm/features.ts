import { config } from '../../../core/config.js';

/**
 * Whether this engine has relaxed SIMD: a module with `f32x4.relaxed_madd` is valid. It comes as one package, so one
 * instruction speaks for all.
 */
export const hasRelaxedSimd = WebAssembly.validate(
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 6, 1, 0x60, 1, 0x7b, 1, 0x7b],
    ...[3, 2, 1, 0],
    ...[10, 13, 1, 11, 0, 0x20, 0, 0x20, 0, 0x20, 0, 0xfd, 0x85, 0x02, 0x0b],
  ]),
);

/**
 * Whether a product and the sum it goes into are rounded together. It is faster and nearer to the truth, but machines
 * without that instruction round twice, so deterministic mode does without.
 */
export function contracts(): boolean {
  return hasRelaxedSimd && !config.deterministic;
}
