import { u } from 'braints';
import { drawRun } from './figure.js';
import { makeNeuron, simulate, sourceOf } from './tutorial.js';
import './style.css';

const tau = input(document, '#tau');
const sections = [...document.querySelectorAll<HTMLElement>('section.run')].map(openSection);

tau.addEventListener('input', () => {
  showNeuron();
  for (const section of sections) section.request();
});
showNeuron();

/** The neuron of the present time constant, in words: as a script writes it and as it prints itself. */
function showNeuron(): void {
  element(document, 'output[for=tau]').textContent = `${tau.valueAsNumber} ms`;
  element(document, '#source').textContent = sourceOf(tau.valueAsNumber);
  const printed = element(document, '#neuron');
  printed.textContent = String(makeNeuron(tau.valueAsNumber));
  printed.dataset.ready = 'true';
}

/** A run with its slider, figure and facts; `request` draws it anew in the next frame. */
function openSection(section: HTMLElement): { request(): void } {
  section.append(element<HTMLTemplateElement>(document, 'template#run').content.cloneNode(true));
  const current = input(section, '[name=current]');
  const plot = element(section, '.plot');
  current.value = section.dataset.current!;

  const update = () => {
    const neuron = makeNeuron(tau.valueAsNumber);
    const began = performance.now();
    const run = simulate(neuron, current.valueAsNumber);
    const simulated = performance.now();
    plot.replaceChildren(drawRun(run));
    const drawn = performance.now();

    element(section, '[name=current-value]').textContent = `${current.valueAsNumber} mA`;
    fact('spikes', String(u.math.sum(run.spikes).item()));
    fact('final', String(run.vs.get(-1, 0).toDecimal(u.mV)));
    fact('simulate', `${(simulated - began).toFixed(1)} ms`);
    fact('draw', `${(drawn - simulated).toFixed(1)} ms`);
    section.dataset.shown = `${current.valueAsNumber} mA, ${tau.valueAsNumber} ms`;
  };
  const fact = (name: string, text: string) => {
    element(section, `[data-fact=${name}]`).textContent = text;
  };

  // A slider sends more events than there are frames: each frame shows the last.
  let frame = 0;
  const request = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
  };
  current.addEventListener('input', request);
  update();
  return { request };
}

function element<E extends HTMLElement>(parent: ParentNode, selector: string): E {
  return parent.querySelector<E>(selector)!;
}

function input(parent: ParentNode, selector: string): HTMLInputElement {
  return element<HTMLInputElement>(parent, selector);
}
