export { Surrogate, type SavedSurrogate } from './surrogate.js';
export type { Parameter } from './parameter.js';
export { fromJSON, type SurrogateClass } from './from-json.js';
export { Arctan, arctan, type ArctanOptions } from './arctan.js';
export { ERF, erf, type ERFOptions } from './erf.js';
export { GaussianGrad, gaussianGrad, type GaussianGradOptions } from './gaussian-grad.js';
export { InvSquareGrad, invSquareGrad, type InvSquareGradOptions } from './inv-square-grad.js';
export { LeakyRelu, leakyRelu, type LeakyReluOptions } from './leaky-relu.js';
export { LogTailedRelu, logTailedRelu, type LogTailedReluOptions } from './log-tailed-relu.js';
export { MultiGaussianGrad, multiGaussianGrad, type MultiGaussianGradOptions } from './multi-gaussian-grad.js';
export { NonzeroSignLog, nonzeroSignLog, type NonzeroSignLogOptions } from './nonzero-sign-log.js';
export { PiecewiseExp, piecewiseExp, type PiecewiseExpOptions } from './piecewise-exp.js';
export { PiecewiseLeakyRelu, piecewiseLeakyRelu, type PiecewiseLeakyReluOptions } from './piecewise-leaky-relu.js';
export { PiecewiseQuadratic, piecewiseQuadratic, type PiecewiseQuadraticOptions } from './piecewise-quadratic.js';
export { QPseudoSpike, qPseudoSpike, type QPseudoSpikeOptions } from './q-pseudo-spike.js';
export { ReluGrad, reluGrad, type ReluGradOptions } from './relu-grad.js';
export { S2NN, s2nn, type S2NNOptions } from './s2nn.js';
export { Sigmoid, sigmoid, type SigmoidOptions } from './sigmoid.js';
export { SlayerGrad, slayerGrad, type SlayerGradOptions } from './slayer-grad.js';
export { Smoothed } from './smoothed.js';
export { SoftSign, softSign, type SoftSignOptions } from './soft-sign.js';
export {
  SquarewaveFourierSeries,
  squarewaveFourierSeries,
  type SquarewaveFourierSeriesOptions,
} from './squarewave-fourier-series.js';
