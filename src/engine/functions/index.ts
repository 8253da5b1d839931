export {
  checkpoint,
  checkpointedScan,
  cond,
  customJvp,
  customVjp,
  scan,
  switchCase,
  whileLoop,
  type ScanOptions,
} from './control.js';
export { grad, hessian, jacfwd, jacrev, jvp, valueAndGrad, type GradOptions } from './derivatives.js';
export { jit } from './jit.js';
export { vmap, type MapAxis, type VmapOptions } from './vmap.js';
