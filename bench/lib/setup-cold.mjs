// `node setup-cold.mjs`: one process that makes a large network, and prints how long that took and what it needed: the
// growth of its peak of memory, and the bytes of the arrays that it has then.
import { AlignPostProj, COBA, environ, Expon, LIFRef, nn, u } from 'braints';

const { ms, mV, siemens } = u;
const [N, TARGETS] = [400_000, 80];
const E = (N / 5) * 4;

const peak = () => process.resourceUsage().maxRSS * 1024;
environ.set({ dt: ms(0.1) });
const before = process.memoryUsage().rss;
const start = performance.now();
const neurons = new LIFRef(N, { tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau_ref: ms(5) });
const project = (count, weight, tau, reversal) =>
  new AlignPostProj({
    comm: new nn.EventFixedProb(count, N, TARGETS, siemens(weight)),
    syn: Expon.desc(N, { tau: ms(tau), g_initializer: siemens(0) }),
    out: COBA.desc({ E: mV(reversal) }),
    post: neurons,
  });
const projections = [project(E, 0.6, 5, 0), project(N - E, 6.7, 10, -80)];
nn.initAllStates(neurons);
const elapsed = performance.now() - start;

const synapses = projections.reduce((sum, { comm }) => sum + comm.conn.entryShape.reduce((a, b) => a * b), 0);
const states = [...neurons.states().values()].reduce((sum, { value }) => sum + value.size, 0);
console.log(JSON.stringify({ ms: elapsed, synapses, arrays: 4 * (synapses + states), grown: peak() - before }));
