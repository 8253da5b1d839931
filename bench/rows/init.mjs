import { LIFRef, Module, nn, u } from 'braints';

const { mV, ms } = u;
const MODULES = 100;
const N = 100;

/** A network of a hundred populations. */
class Network extends Module {
  constructor() {
    super();
    const options = { V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau: ms(20) };
    this.cells = Array.from({ length: MODULES }, () => new LIFRef(N, options));
  }
}

export default {
  name: 'init',
  work: `initAllStates of a network of ${MODULES} LIFRef modules of ${N}`,
  target: 1,
  cases: () => {
    const network = new Network();
    const ours = () => {
      const start = performance.now();
      nn.initAllStates(network);
      return { ms: performance.now() - start, check: network.cells[MODULES - 1].V.value.size };
    };
    return [{ name: `${MODULES} modules`, limit: 10, ours }];
  },
};
