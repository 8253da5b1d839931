export { expEulerStep } from './exp-euler.js';
