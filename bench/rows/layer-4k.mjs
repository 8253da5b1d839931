import { arithmeticBound, layer, LAYER, operations, peers } from '../lib/training.mjs';

export default {
  name: 'layer-4k',
  work: 'value and gradient of a full layer of 4096 cells and inputs, batch 16, 500 steps',
  against: 'c128',
  target: 1.33,
  tolerance: 1e-4,
  cases: () => [
    { name: '16 lanes', runs: 1, ours: layer(), peers: { c128: arithmeticBound(operations.layer(LAYER)), ...peers('layer', LAYER) } },
  ],
};
