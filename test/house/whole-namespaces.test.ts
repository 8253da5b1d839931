import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { wholeNamespaces } from '../../tools/lint/whole-namespaces.mjs';

RuleTester.describe = describe;
RuleTester.it = it;
const error = { messageId: 'whole' };
const model = '/somewhere/src/model/neuron/lif.ts';

new RuleTester().run('namespaces inside the library', wholeNamespaces, {
  valid: [
    "import * as math from '../../unit/math/index.js';",
    "import { mV, Quantity } from '../../unit/index.js';",
    "import { math } from './index.js';",
    "import * as engine from '../engine/index.js';",
    "import { expEulerStep } from '../tools/quad/index.js';",
    { filename: model, code: "import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';" },
  ],
  invalid: [
    { code: "import { math } from '../../unit/index.js';", errors: [error] },
    { code: "import { mV, u, sparse } from '../unit/index.js';", errors: [error, error] },
    { code: "import { random as draw } from '../engine/index.js';", errors: [error] },
    { filename: model, code: "import { expEulerStep } from '../../nn/index.js';", errors: [error] },
  ],
});
