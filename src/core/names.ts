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
  preTrace: 'pre_trace',
  postTrace: 'post_trace',
  spkType: 'spk_type',
  numInput: 'num_input',
  numTimes: 'num_times',
  preState: 'pre_state',
  postState: 'post_state',
  preIds: 'pre_ids',
  postIds: 'post_ids',
  numIn: 'num_in',
  numOut: 'num_out',
  stateInitializer: 'state_initializer',
  broadcastDims: 'broadcast_dims',
  numEmbeddings: 'num_embeddings',
  connNum: 'conn_num',
  allowMultiConn: 'allow_multi_conn',
  includeSelf: 'include_self',
  reductionAxes: 'reduction_axes',
  featureAxes: 'feature_axes',
  minVal: 'min_val',
  maxVal: 'max_val',
  negativeSlope: 'negative_slope',
  writePtr: 'write_ptr',
};

/** `max_distance` for `maxDistance`: the name of a parameter as Python writes it. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
