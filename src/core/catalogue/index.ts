import { engineErrors } from './engine.js';
import { modelErrors } from './model.js';
import { nnErrors } from './nn.js';
import { projectionErrors } from './projection.js';
import { runErrors } from './run.js';
import { stateErrors } from './state.js';
import { toolErrors } from './tools.js';
import { transformErrors } from './transform.js';
import { unitErrors } from './unit.js';

/**
 * Every error of the library: from its code to the text it has for its values. Lower-case, short, the rule
 * first, the value last, then the way out. One file per room.
 */
export const catalogue = {
  ...engineErrors,
  ...unitErrors,
  ...stateErrors,
  ...transformErrors,
  ...runErrors,
  ...toolErrors,
  ...nnErrors,
  ...modelErrors,
  ...projectionErrors,
};

export type Catalogue = typeof catalogue;
