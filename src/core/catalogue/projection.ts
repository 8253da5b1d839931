/** Errors of what connects neurons: synapses, outputs, plasticity, projections, readouts and inputs. */
export const projectionErrors = {
  'synapse/initializer': (v: { model: string; option: string; value: string; example: string }) =>
    `${v.model}: ${v.option} wants a quantity or a rule for one, got ${v.value}: write ${v.example}`,
  'synapse/shape': (v: { model: string; state: string; wants: string; got: string }) =>
    `${v.model}: its state ${v.state} of shape ${v.wants} cannot become one of shape ${v.got}: what comes in has the size of the ` +
    `synapse; for a batch call nn.initAllStates(…, { batchSize }) first`,
  'synapse/spikes': (v: { model: string; value: string }) => `${v.model} wants spikes, which have no unit, got ${v.value}`,
  'synapse/spikes-shape': (v: { model: string; shape: string; wants: string }) =>
    `${v.model} has states of shape ${v.wants}, got spikes of shape ${v.shape}: give one for each; for a batch call ` +
    `nn.initAllStates(…, { batchSize }) first`,
  'synapse/equal-times': (v: { model: string; tau: string }) =>
    `${v.model}: tau_rise and tau_decay must differ, got ${v.tau} for both: their limit is Alpha`,
  'synapse/share': (v: { model: string; option: string; value: string }) =>
    `${v.model}: ${v.option} is a share from 0 to 1, got ${v.value}`,

  'output/unbound': (v: { model: string }) =>
    `${v.model} has no conductance bound to it: step the projection before the neurons, or call bindCond(g) first`,
  'output/conductance': (v: { model: string; value: string }) => `${v.model}.bindCond wants a quantity, got ${v.value}`,
  'output/potential': (v: { model: string; value: string }) =>
    `${v.model} wants the potential of the neurons, got ${v.value}: it is called as a current input of theirs`,

  'projection/module': (v: { model: string; value: string }) =>
    `${v.model}: what stands before the connections is a module, a function or a State, got ${v.value}`,
  'projection/comm': (v: { model: string; value: string }) =>
    `${v.model}: comm is a module or a function that takes spikes, got ${v.value}: write new nn.EventFixedProb(…)`,
  'projection/post': (v: { model: string; option: string; value: string }) =>
    `${v.model}: ${v.option} is a population, got ${v.value}`,
  'projection/syn': (v: { model: string; value: string }) =>
    `${v.model}: syn is a linear synapse such as Expon, or a descriptor of one, got ${v.value}: synapses that saturate belong to ` +
    `the presynaptic neurons, in alignPreProjection`,
  'projection/out': (v: { model: string; value: string }) =>
    `${v.model}: out is an output such as COBA, or a descriptor of one, got ${v.value}`,
  'projection/mixed': (v: { model: string; syn: string; out: string }) =>
    `${v.model}: syn and out are both descriptors, to be shared, or both made, got ${v.syn} and ${v.out}: write Expon.desc(…) and COBA.desc(…)`,
  'projection/size': (v: { model: string; part: string; size: string; of: string; wants: string }) =>
    `${v.model}: ${v.part} has the size ${v.size}, and ${v.of} has ${v.wants}: they must be the same`,
  'projection/value': (v: { model: string; part: string; value: string }) => `${v.model}: ${v.part} must give a quantity, got ${v.value}`,
  'projection/value-shape': (v: { model: string; shape: string; wants: string }) =>
    `${v.model}: its connections gave the shape ${v.shape}, and its target has the size ${v.wants}`,
  'projection/prefetch': (v: { model: string; value: string }) =>
    `${v.model}: the last module before the connections is a prefetched State, got ${v.value}: write pre.prefetch('V')`,
  'projection/presynapse': (v: { value: string }) => `alignPreProjection: syn is a synapse, got ${v.value}: write new Expon(…) or new AMPA(…)`,
  'projection/stp': (v: { model: string; value: string }) => `${v.model}: stp is an STP or an STD, got ${v.value}`,
  'projection/delay-comm': (v: { model: string; comm: string }) =>
    `${v.model}: a delay wants connections that know how many neurons they come from, got ${v.comm}: give them as a module, or put ` +
    `new InputDelay(size, { delay }) before the options`,
  'projection/delay-size': (v: { shape: string; got: string }) =>
    `InputDelay: there is one delay, or one for each of a row of presynaptic neurons, got delays of shape ${v.got} for neurons of shape ` +
    `${v.shape}: for one of each synapse give indices besides`,
  'projection/delay-indices': (v: { delays: string; indices: number }) =>
    `InputDelay: with indices there is one delay for each, got delays of shape ${v.delays} and ${v.indices} indices`,
  'projection/delay-dimension': (v: { wants: string; value: string }) =>
    `InputDelay: it kept ${v.wants} before, got ${v.value}: give each of them a delay of its own`,
  'projection/delay-index': (v: { value: number; size: number }) =>
    `InputDelay: indices are those of presynaptic neurons, 0 to ${v.size - 1}, got ${v.value}`,
  'projection/empty': (v: { model: string }) => `${v.model} has nothing to step: set its parts as properties, or write its update`,

  'gap/states': (v: { model: string; value: string }) =>
    `${v.model}: states is the name of a State, or one for each population, got ${v.value}: write 'V'`,
  'gap/conn': (v: { model: string; value: string }) =>
    `${v.model}: conn gives the positions of both ends, [pre, post], got ${v.value}`,
  'gap/ends': (v: { model: string; pre: number; post: number }) =>
    `${v.model}: every junction has two ends, got ${v.pre} positions before and ${v.post} behind`,
  'gap/position': (v: { model: string; side: string; value: number; size: number }) =>
    `${v.model}: ${v.side} has neurons 0 to ${v.size - 1}, got the position ${v.value}`,
  'gap/weight': (v: { model: string; shape: string; wants: string }) => `${v.model}: weight is ${v.wants}, got the shape ${v.shape}`,

  'plasticity/gradient': () =>
    'a plastic weight has no derivative: it jumps at spikes. Take the gradient of a network whose weights stay, or stop it with u.autograd',
  'plasticity/batch': (v: { model: string; batchSize: number }) =>
    `${v.model} has one set of weights, so it takes no batch, got batchSize ${v.batchSize}: use transform.vmap, with weights for each lane`,
  'plasticity/connections': (v: { model: string; value: string }) =>
    `${v.model} wants connections with a weight each: u.sparse.csr, u.sparse.fixedOut or nn.EventFixedProb, got ${v.value}`,
  'plasticity/bounds': (v: { model: string; w_min: string; w_max: string }) =>
    `${v.model}: w_min must be below w_max, got ${v.w_min} and ${v.w_max}`,
  'plasticity/weights': (v: { model: string; value: string; w_min: string; w_max: string }) =>
    `${v.model}: weights start between w_min and w_max, got ${v.value} outside of ${v.w_min} to ${v.w_max}`,
  'plasticity/dimension': (v: { model: string; option: string; wants: string; value: string }) =>
    `${v.model}: ${v.option} is in the dimension of the weights, ${v.wants}, got ${v.value}`,
  'plasticity/post': (v: { model: string }) =>
    `${v.model} needs the postsynaptic spikes: give post among its options, or step(preSpikes, postSpikes)`,

  'readout/dt': (v: { model: string; made: string; now: string }) =>
    `${v.model} was made for a time step of ${v.made}, and dt is now ${v.now}: make it anew`,

  'input/lengths': (v: { indices: number; times: number; weights: number | undefined }) =>
    `SpikeTime: every spike has an index and a time${v.weights === undefined ? '' : ' and a weight'}, got ${v.indices} indices, ` +
    `${v.times} times${v.weights === undefined ? '' : ` and ${v.weights} weights`}`,
  'input/rounding': (v: { value: string; known: string[] }) =>
    `SpikeTime: timeAsStep is ${v.known.join(', ')} or a function, got ${v.value}`,
  'input/index': (v: { value: number; size: number }) => `SpikeTime: neurons are 0 to ${v.size - 1}, got the index ${v.value}`,
  'input/time': (v: { value: string }) => `SpikeTime: times are 0 or later, got ${v.value}`,
  'input/size': (v: { shape: string }) => `SpikeTime: its neurons stand in one row, got the size ${v.shape}`,
  'input/dt': (v: { made: string; now: string }) =>
    `SpikeTime was made for a time step of ${v.made}, and dt is now ${v.now}: make it anew`,
  'input/rate': (v: { model: string; value: string }) =>
    `${v.model}: a rate is a frequency of 0 or more, got ${v.value}: write Hz(20)`,
  'input/count': (v: { model: string; value: string }) => `${v.model}: numInput is a number of inputs, 0 or more, got ${v.value}`,
  'input/target': (v: { model: string; value: string }) =>
    `${v.model}: target is a State, or a prefetched one, got ${v.value}: write neurons.prefetch('V')`,
  'input/entry': (v: { value: string }) => `PoissonInput: input is 'delta' or 'direct', got ${v.value}`,
  'input/delta': (v: { value: string }) =>
    `PoissonInput: events become a delta input of the neurons whose V is prefetched, and ${v.value} does not say whose it is: ` +
    `write neurons.prefetch('V'), or input: 'direct' for what has no threshold`,
  'input/spread': (v: { model: string; value: string }) => `${v.model}: spread is 'deviation' or 'variance', got ${v.value}`,
};
