export { Initializer, type Init } from './initializer.js';
export { Constant } from './constant.js';
export { ZeroInit } from './zero-init.js';
export { Uniform } from './uniform.js';
export { Normal } from './normal.js';
export { param, type ParamOptions } from './param.js';
