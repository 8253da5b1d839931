// One process: Tutorial 3 without its figure. Prints what it took from after the imports to the spikes, and the mean rate.
import { AlignPostProj, COBA, environ, Expon, init, LIFRef, nn, random, transform, u } from 'braints';

const { mA, ms, mV, ohm, siemens } = u;
const [E, I] = [3200, 800];
const N = E + I;

const start = performance.now();
random.seed(42);
const spikes = environ.context({ dt: ms(0.1) }, () => {
  const neurons = new LIFRef(N, {
    R: ohm(1),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: new init.Normal(mV(-55), mV(2)),
  });
  const project = (count, weight, tau, reversal) =>
    new AlignPostProj({
      comm: new nn.EventFixedProb(count, N, 0.02, siemens(weight)),
      syn: Expon.desc(N, { tau: ms(tau) }),
      out: COBA.desc({ E: mV(reversal) }),
      post: neurons,
    });
  const excite = project(E, 0.6, 5, 0);
  const inhibit = project(I, 6.7, 10, -80);
  nn.initAllStates(neurons);
  const step = (t) =>
    environ.context({ t }, () => {
      const fired = neurons.getSpike();
      excite.step(fired.get(u.slice(0, E)));
      inhibit.step(fired.get(u.slice(E)));
      return neurons.step(mA(20));
    });
  return transform.forLoop(step, u.math.arange(ms(0), ms(1000), environ.getDt()));
});
const [when] = u.math.nonzero(spikes);
const elapsed = performance.now() - start;
// Hz: it is a second.
console.log(JSON.stringify({ ms: elapsed, check: when.length / N }));
