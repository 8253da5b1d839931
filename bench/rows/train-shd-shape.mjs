import { arithmeticBound, operations, peers, shd, SHD } from '../lib/training.mjs';

export default {
  name: 'train-shd-shape',
  work: 'value and gradient of a recurrent 700-128-20 network, batch 64, 100 steps, 2 % of the inputs spike',
  // As if every input were there.
  against: 'c128',
  target: 1.5,
  tolerance: 1e-4,
  faster: ['snntorch', 'spikingjelly', 'brainpy'].map((than) => ({ than, times: 1 })),
  cases: () => [{ name: '64 lanes', ours: shd(), peers: { c128: arithmeticBound(operations.shd(SHD)), ...peers('shd', SHD) } }],
};
