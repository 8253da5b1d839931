export { Surrogate } from './surrogate.js';
export { ReluGrad, type ReluGradOptions } from './relu-grad.js';
export { InvSquareGrad, type InvSquareGradOptions } from './inv-square-grad.js';
