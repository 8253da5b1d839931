export { hingeLoss, perceptronLoss, sigmoidBinaryCrossEntropy, sigmoidFocalLoss, type FocalOptions } from './binary.js';
export {
  cosineDistance,
  cosineSimilarity,
  pairwiseCosineDistance,
  pairwiseCosineSimilarity,
  type CosineOptions,
} from './cosine.js';
export {
  nllLoss,
  polyLossCrossEntropy,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithIntegerLabels,
  type PolyLossOptions,
} from './cross-entropy.js';
export { ctcLoss, ctcLossWithForwardProbs, type CtcOptions } from './ctc.js';
export { convexKlDivergence, klDivergence, klDivergenceWithLogTargets } from './divergence.js';
export { absoluteError, L1Loss, l1Loss, l2Loss, squaredError } from './errors.js';
export { makeFenchelYoungLoss } from './fenchel-young.js';
export { multiclassHingeLoss, multiclassPerceptronLoss } from './multiclass.js';
export { l2Norm, safeNorm, type NormOptions, type NormOrder } from './norms.js';
export { rankingSoftmaxLoss, type RankingOptions } from './ranking.js';
export type { Reduction, ReductionOptions } from './reduction.js';
export { huberLoss, logCosh, type HuberOptions } from './robust.js';
export { smoothLabels } from './smooth-labels.js';
export * from './spike/index.js';
