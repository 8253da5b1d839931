import { test } from 'vitest';
import { deviation, modelRun, theirs, golden } from './synapses-runs.js';
test('x', () => {
  const a = modelRun('STP', 32), b = theirs(32).models.STP, c = theirs(64).models.STP, d = modelRun('STP', 64);
  for (let k = 0; k < 3; k++) console.log(k, 'ours32-theirs32', deviation(b[k], a[k]), 'ours32-64', deviation(c[k], a[k]), 'theirs32-64', deviation(c[k], b[k]), d[k].length);
  for (let i = 0; i < 50; i += 7) console.log(i, c[1][i][2], a[1][i][2]- c[1][i][2], b[1][i][2]-c[1][i][2]);
});
