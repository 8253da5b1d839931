import { showShape } from '../print.js';

/** Errors of runs, and of what they record. */
export const runErrors = {
  'record/every': (v: { value: string }) => `record.every takes an integer of 1 or more first, got ${v.value}: record.every(10, V)`,
  'record/quantity': (v: { operation: string; value: string }) => `${v.operation} wants a quantity, got ${v.value}`,
  'record/indices': (v: { value: string }) => `record.only wants integer positions of neurons, got ${v.value}: write [0, 1, 2]`,
  'record/spikes': (v: { operation: string; value: string }) =>
    `${v.operation} wants a spike output, got ${v.value}: what a spike function gives inside the step of a forLoop, cast or ` +
    `reshaped at most, or what a run has returned for it`,
  'record/nested': (v: { operation: string }) =>
    `${v.operation} is for the outermost forLoop, and this one is part of another function, where spikes are dense: return ` +
    `the spikes themselves`,
  'record/elsewhere': (v: { operation: string; role: string }) =>
    `${v.operation} says how forLoop keeps what its step returns; here it is ${v.role}: return the quantity itself`,
  'record/later': (v: { operation: string }) =>
    `${v.operation} has nothing to show inside the step: return it from the step, and read what the run gives`,
  'record/position': (v: { step: number; neuron: number; steps: number; neurons: number }) =>
    `there are steps 0 to ${v.steps - 1} and neurons 0 to ${v.neurons - 1}, got step ${v.step}, neuron ${v.neuron}`,

  'run/memory': (v: { needs: number; available: number | undefined; report: string }) =>
    `this run needs ${megabytes(v.needs)}${v.available === undefined ? ', which cannot be had' : `, and ${megabytes(v.available)} are there`}: ` +
    `record less with record.every or record.only, or take the recordings as they come with startAsync({ onChunk })\n${v.report}`,
  'run/option': (v: { option: string; wants: string; value: string }) => `${v.option} must be ${v.wants}, got ${v.value}`,
  'run/progress': (v: { value: string }) =>
    `pbar is a ProgressBar, or the number of steps from one update to the next, got ${v.value}: write new transform.ProgressBar({ count: 20 })`,
  'run/nestedProgress': (_: object) =>
    'a progress bar is for a loop that runs by itself, and this one is part of another function: give it to the outermost loop',
  'run/updates': (_: object) => 'a progress bar takes count, how many updates, or freq, how many steps between them, not both',
  'run/nan': (v: { what: string; value: number; step: number | undefined; neuron: readonly number[]; made: string | undefined }) =>
    `${v.what} is ${String(v.value)}${v.step === undefined ? '' : ` in step ${v.step}`}${atNeuron(v.neuron)}` +
    `${v.made === undefined ? '' : `: ${v.made}`}`,
};

function atNeuron(position: readonly number[]): string {
  if (position.length === 0) return '';
  return `, neuron ${position.length === 1 ? position[0] : showShape(position)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
