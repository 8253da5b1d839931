/**
 * The rules that layers start from by themselves, as `brainstate.nn.init` has them: truncated normal numbers, fans of
 * the last two axes. What draws alike in both families is that of `init`.
 *
 * @module
 */
export { Constant, Identity, Normal, param, Uniform, ZeroInit } from '../../tools/init/index.js';
export { DeltaOrthogonal, Orthogonal, type LayerOrthogonalOptions } from './orthogonal.js';
export { TruncatedNormal, type LayerTruncatedNormalOptions } from './truncated-normal.js';
export {
  KaimingNormal,
  KaimingUniform,
  LecunNormal,
  LecunUniform,
  VarianceScaling,
  XavierNormal,
  XavierUniform,
  type ScalingOptions,
} from './variance-scaling.js';
