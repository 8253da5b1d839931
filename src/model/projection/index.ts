export { AlignPostProj, SharedSynapse, type AlignPostProjOptions, type AnyAlignPost, type ConductanceOf } from './align-post.js';
export {
  alignPostProjection,
  AlignPostProjection,
  alignPreProjection,
  AlignPreProjection,
  type AlignPostProjectionOptions,
  type AlignPreProjectionOptions,
  type PreSynapse,
} from './align-projections.js';
export { CurrentProj, type CurrentProjOptions } from './current-proj.js';
export { DeltaProj, type DeltaProjOptions } from './delta-proj.js';
export {
  AsymmetryGapJunction,
  SymmetryGapJunction,
  type AsymmetryGapJunctionOptions,
  type JunctionRule,
  type SymmetryGapJunctionOptions,
} from './gap-junction.js';
export { InputDelay, type InputDelayOptions } from './input-delay.js';
export { Projection, type Comm, type ProjectionPart } from './projection.js';
