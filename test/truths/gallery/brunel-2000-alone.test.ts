import { expect, test } from 'vitest';
import { runAlone } from './alone.js';

// The network of the paper, 12,500 neurons with 15.6 million synapses. Its table 1 has 60.7, 37.7 and 5.5 Hz, and
// oscillations at 180 and 22 Hz.
test('the example runs alone, prints the numbers of the paper and draws its figure', async () => {
  const printed = await runAlone('brunel-2000');
  // The rate on one line, the frequency of the oscillation on the next.
  const numbers = (name: string): readonly number[] => {
    const at = printed.findIndex((text) => text.startsWith(`${name}: `));
    return [/rate ([\d.]+) Hz/.exec(printed[at]), /at (\d+) Hz/.exec(printed[at + 1])].map((found) => Number(found![1]));
  };
  const near = (value: number, published: number, within: number): void => {
    expect(Math.abs(value / published - 1), `${value} and ${published}`).toBeLessThan(within);
  };
  const [[fast, fastOscillation], [ai], [slow, slowOscillation]] = ['SI fast', 'AI', 'SI slow'].map(numbers);
  near(fast, 60.7, 0.05);
  near(fastOscillation, 180, 0.1);
  near(ai, 37.7, 0.05);
  near(slow, 5.5, 0.25);
  near(slowOscillation, 22, 0.3);
}, 120_000);
