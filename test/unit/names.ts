export * from '../../src/unit/index.js';
export { uvolt as uV } from '../../src/unit/index.js';
