// Tutorial 1: your first neuron.
//
// One leaky integrate-and-fire neuron under a constant current: how it is made, how it is run for 200 ms, and
// how its membrane potential and its spikes are drawn. A second, weaker current does not make it fire.
//
//   --no-png   writes the figures as SVG alone
//   --timing   prints how long tracing and compiling took
import { environ, LIFRef, nn, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';

// Units are functions: mV(-60) is a quantity, and quantities know their dimension. Adding mV to ms is an error,
// in the editor already and at run time too.
const { mA, mV, ms, ohm } = u;

// ---- 1. A neuron --------------------------------------------------------------------------------------------
//
//   tau dV/dt = -(V - V_rest) + R I
//
// When V reaches V_th the neuron fires, V is pulled down by V_th - V_reset, and for the time tau_ref nothing
// moves it. The time step of the simulation is part of the environment that models read.
const dt = ms(0.1);
const V_th = mV(-50);

const neuron = environ.context({ dt }, () =>
  nn.initAllStates(
    new LIFRef(1, { R: ohm(1), tau: ms(20), V_rest: mV(-60), V_th, V_reset: mV(-60), tau_ref: ms(5) }),
  ),
);

// ---- 2. What it is made of ----------------------------------------------------------------------------------
//
// Its options, then its states: what changes from step to step.
show(neuron);

// ---- 3. Two hundred milliseconds ----------------------------------------------------------------------------
//
// One time step: the present time goes into the environment, the current into the neuron, and what is to be
// kept comes back. The step is ordinary code, and runs as such when called.
function step(t: Quantity<'time'>) {
  return environ.context({ t }, () => {
    neuron.step(mA(25));
    return [neuron.V.value, neuron.getSpike()];
  });
}

// forLoop calls it once only, to see what it does; then it compiles the whole run to one WebAssembly program,
// and stacks what each step gave: vs and spikes have one row for each time.
const [times, vs, spikes] = environ.context({ dt }, () => {
  const times = u.math.arange(ms(0), ms(200), environ.getDt());
  const [vs, spikes] = transform.forLoop(step, times);
  return [times, vs, spikes];
});

// ---- 4. What came out ---------------------------------------------------------------------------------------
show(`membrane trace shape: (${vs.shape.join(', ')})`);
show(`total spikes: ${u.math.sum(spikes).item().toFixed(1)}`);

// ---- 5. A figure --------------------------------------------------------------------------------------------
//
// Two cells, one above the other, that share the axis of time: the membrane potential with its threshold, and
// a tick for each spike. The units of the quantities label the axes.
function draw(title: string, vs: Quantity<'voltage'>, spikes: Quantity<'one'>): visualize.Figure {
  const fig = visualize.getFigure(2, 1, { rowLen: [3, 1.5], colLen: 6 });

  const above = fig.at(0, 0);
  visualize.linePlot(above, times, vs, { title, ylabel: 'membrane potential' });
  visualize.hline(above, V_th, { label: 'threshold' });

  // where gives the numbers of the steps with a spike, and a number of steps times dt is a time.
  const [steps] = u.math.where(spikes);
  const spikeTimes = dt.mul(u.unitless(steps));
  visualize.eventPlot(fig.at(1, 0), spikeTimes, { xlabel: 'time', ylabel: 'spikes' });
  return fig;
}

const firing = draw('LIF neuron at 25 mA', vs, spikes);

// ---- 6. Too weak a current ----------------------------------------------------------------------------------
//
// 8 mA through 1 ohm lift the neuron by 8 mV, to -52 mV: short of the threshold. It would stay silent, were it
// not for its start: V begins at 0 mV, far above the threshold, and four spikes have to bring it down.
const [weakVs, weakSpikes] = environ.context({ dt }, () => {
  nn.initAllStates(neuron);
  return transform.forLoop(
    (t: Quantity<'time'>) =>
      environ.context({ t }, () => {
        neuron.step(mA(8));
        return [neuron.V.value, neuron.getSpike()];
      }),
    times,
  );
});

show(`total spikes at 8 mA: ${u.math.sum(weakSpikes).item().toFixed(1)}`);
show(`membrane potential at its end: ${weakVs.get(-1, 0).item(mV).toFixed(1)} mV`);

const silent = draw('LIF neuron at 8 mA', weakVs, weakSpikes);

// ---- The files ----------------------------------------------------------------------------------------------
const endings = process.argv.includes('--no-png') ? ['svg'] : ['svg', 'png'];
for (const ending of endings) {
  for (const [name, fig] of [['01-first-neuron', firing], ['01-first-neuron-subthreshold', silent]] as const) {
    const path = `figures/${name}.${ending}`;
    await fig.save(path);
    show(`wrote ${path}`);
  }
}

if (process.argv.includes('--timing')) {
  const { trace, compile, run } = transform.timing();
  show(`tracing: ${trace.toFixed(1)} ms, compiling: ${compile.toFixed(1)} ms, running: ${run.toFixed(1)} ms`);
}
