/**
 * What printing writes for a name of ours: BrainPy's own. Symbols of the literature (`V_th`, `tau_ref`) are the
 * same in both and need no line.
 */
export const printedNames: Readonly<Record<string, string>> = {
  inSize: 'in_size',
  outSize: 'out_size',
  beforeUpdates: 'before_updates',
  afterUpdates: 'after_updates',
  currentInputs: 'current_inputs',
  deltaInputs: 'delta_inputs',
  spkReset: 'spk_reset',
  spkFun: 'spk_fun',
  lastSpikeTime: 'last_spike_time',
  refVar: 'ref_var',
  spikeArrivalTime: 'spike_arrival_time',
  T_dur: 'T_duration',
  spikeGenerator: 'spike_generator',
  preState: 'pre_state',
  postState: 'post_state',
  preIds: 'pre_ids',
  postIds: 'post_ids',
};
