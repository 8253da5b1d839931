export { Const, Param, type ParamModuleOptions } from './param.js';
export * from './transform.js';
