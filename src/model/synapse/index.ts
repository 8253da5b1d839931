export { Alpha, type AlphaDesc, type AlphaOptions } from './alpha.js';
export { AMPA, type AMPADesc, type AMPAOptions } from './ampa.js';
export { BioNMDA, type BioNMDADesc, type BioNMDAOptions } from './bio-nmda.js';
export { DualExpon, type DualExponDesc, type DualExponOptions } from './dual-expon.js';
export { Expon, type ExponDesc, type ExponOptions } from './expon.js';
export { GABAa, type GABAaDesc } from './gabaa.js';
export { AlignPost, Synapse, type SynapseOptions } from './synapse.js';
export type { BindingRate } from './transmitter.js';
