import { u } from 'braints';
import { drawRun, readyToDraw, spikeTimes } from './figure.js';
import { makeNeuron, simulate, sourceOf } from './tutorial.js';

const tau = input(document, '#tau');
const runs = [...document.querySelectorAll<HTMLElement>('section.run')].map(openRun);

tau.addEventListener('input', showNeuron);
for (const { request } of runs) tau.addEventListener('input', request);
showNeuron();

/** The neuron of the present time constant, in words: as a script writes it and as it prints itself. */
function showNeuron(): void {
  element(document, 'output[for=tau]').textContent = `${tau.valueAsNumber} ms`;
  element(document, '#source').textContent = sourceOf(tau.valueAsNumber);
  element(document, '#neuron').textContent = String(makeNeuron(tau.valueAsNumber));
}

/** Fills a run's section with its slider, figure and facts; `request` draws it anew in the next frame. */
function openRun(section: HTMLElement): { request(): void } {
  section.append(element<HTMLTemplateElement>(document, 'template#run').content.cloneNode(true));
  const current = input(section, '[name=current]');
  const plot = element(section, '.plot');
  current.value = section.dataset.current!;

  const update = async () => {
    await readyToDraw;
    const setting = `${current.valueAsNumber} mA, ${tau.valueAsNumber} ms`;
    element(section, '[name=current-value]').textContent = `${current.valueAsNumber} mA`;
    const began = performance.now();
    const run = simulate(makeNeuron(tau.valueAsNumber), current.valueAsNumber);
    const simulated = performance.now();
    plot.replaceChildren(await drawRun(run, plot.clientWidth));
    const drawn = performance.now();

    const times = spikeTimes(run);
    fact('spikes', String(u.math.sum(run.spikes).item()));
    fact('last', times.size === 0 ? 'never' : readable(times.get(-1).item(u.ms), 'ms'));
    fact('final', readable(run.vs.get(-1, 0).item(u.mV), 'mV'));
    fact('simulate', readable(simulated - began, 'ms'));
    fact('draw', readable(drawn - simulated, 'ms'));
    section.dataset.shown = setting;
  };
  const fact = (name: string, text: string) => {
    element(section, `[data-fact=${name}]`).textContent = text;
  };

  // A slider sends more events than there are frames: each frame shows the last.
  let frame = 0;
  const request = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => void update().catch(complain));
  };
  current.addEventListener('input', request);
  new ResizeObserver(request).observe(plot);
  return { request };

  function complain(error: unknown): void {
    plot.textContent = String(error);
    throw error;
  }
}

function readable(value: number, unit: string): string {
  return `${value.toFixed(1).replace('-', '−')} ${unit}`;
}

function element<E extends HTMLElement>(parent: ParentNode, selector: string): E {
  return parent.querySelector<E>(selector)!;
}

function input(parent: ParentNode, selector: string): HTMLInputElement {
  return element<HTMLInputElement>(parent, selector);
}
