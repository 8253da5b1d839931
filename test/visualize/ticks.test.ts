import { describe, expect, it } from 'vitest';
import { niceTicks } from '../../src/tools/visualize/ticks.js';

describe('ticks', () => {
  it.each([
    [0, 200, 6, ['0', '20', '40', '60', '80', '100', '120', '140', '160', '180', '200'], 10],
    [-63, 3, 6, ['−60', '−50', '−40', '−30', '−20', '−10', '0'], 6],
    [0, 1, 5, ['0', '0.2', '0.4', '0.6', '0.8', '1.0'], 5],
    [0, 2e6, 4, ['0', '5e5', '1e6', '1.5e6', '2e6'], 4],
    [0, 2e-5, 2, ['0', '1e−5', '2e−5'], 2],
  ])('between %d and %d', (low, high, _, labels, count) => {
    expect(niceTicks(low, high, count).labels).toEqual(labels);
  });

  it('lie on the numbers they name, without rounding errors', () => {
    expect(niceTicks(0, 0.6, 6).values).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  });

  it('are whole numbers where asked', () => {
    expect(niceTicks(-0.5, 1.5, 8, true).values).toEqual([0, 1]);
  });
});
