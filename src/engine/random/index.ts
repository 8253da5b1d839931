/**
 * Random numbers, the draws of JAX's default generator: a key goes in, and the same key gives the same numbers.
 *
 * @module
 */
export { bernoulli } from './bernoulli.js';
export { binomial } from './binomial.js';
export { bitPairs, bits } from './bits.js';
export { categorical, type CategoricalOptions } from './categorical.js';
export { choice, type ChoiceOptions } from './choice.js';
export { exponential } from './exponential.js';
export { gamma, loggamma } from './gamma.js';
export { gumbel } from './gumbel.js';
export { foldIn, seedKey, seedKey as key, split } from './key.js';
export { normal } from './normal.js';
export { permutation, type PermutationOptions } from './permutation.js';
export { poisson } from './poisson.js';
export { randint } from './randint.js';
export { truncatedNormal } from './truncated-normal.js';
export { uniform } from './uniform.js';
