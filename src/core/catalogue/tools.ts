/** Errors of the tools room. */
export const toolErrors = {
  'init/value': (v: { initializer: string; name: string; value: string }) =>
    `${v.initializer}: ${v.name} wants a quantity, got ${v.value}: give it a unit, as mV(…) does`,
  'init/bounds': (v: { initializer: string; low: string; high: string }) =>
    `${v.initializer}: low must be below high, got ${v.low} and ${v.high}`,
  'init/negative': (v: { initializer: string; name: string; value: string }) =>
    `${v.initializer}: ${v.name} must not be negative, got ${v.value}`,
  'init/positive': (v: { initializer: string; name: string; value: string }) =>
    `${v.initializer}: ${v.name} must be above zero, got ${v.value}`,
  'init/number': (v: { initializer: string; name: string; value: string }) =>
    `${v.initializer}: ${v.name} must be a finite number, got ${v.value}`,
  'init/choice': (v: { initializer: string; name: string; value: string; choices: readonly string[] }) =>
    `${v.initializer}: ${v.name} must be ${v.choices.join(' or ')}, got ${v.value}`,
  'init/rank': (v: { initializer: string; wants: string; shape: string }) =>
    `${v.initializer} wants a shape of ${v.wants}, got ${v.shape}`,
  'init/traced': (v: { initializer: string }) =>
    `${v.initializer} needs its drawn numbers at once, and inside a transformed function they are not there yet: sample it ` +
    `before, and hand on the values`,
  'init/mixture': (v: { rules: number; weights: string }) =>
    `Mixture wants one rule or more and a probability for each that sum to 1, got ${v.rules} rules and the weights ${v.weights}`,
  'init/rule': (v: { initializer: string; value: string }) =>
    `${v.initializer} wants rules such as new init.Normal(…), got ${v.value}`,
  'init/function': (v: { value: string }) => `a rule is mapped by a function of its values, got ${v.value}`,
  'init/combine': (v: { rule: string; sign: string; value: string }) =>
    `${v.rule} ${v.sign} … wants a rule, a quantity or a number, got ${v.value}`,
  'init/distances': (_: object) =>
    `DistanceModulated wants to know where its elements lie: sample(shape, random, { distances })`,
  'init/dimension': (v: { name: string; wants: string; value: string }) => `${v.name} wants ${v.wants}, got ${v.value}`,
  'init/param': (v: { name: string; value: string }) =>
    `${v.name} wants a quantity or a rule that makes one, got ${v.value}: give it a unit, as mV(…) does`,
  'init/shape': (v: { name: string; shape: string; size: string }) =>
    `${v.name} of shape ${v.shape} does not broadcast to the size ${v.size}: give a scalar, or one value for each element`,

  'surrogate/dimension': (v: { surrogate: string; value: string }) =>
    `${v.surrogate} wants a number without a unit, got ${v.value}: divide by a scale, as (V - V_th)/(V_th - V_reset) does`,
  'surrogate/parameter': (v: { surrogate: string; name: string; wants: string; value: string }) =>
    `${v.surrogate}: ${v.name} must be ${v.wants}, got ${v.value}`,
  'surrogate/kind': (v: { surrogate: string; name: string; value: string }) =>
    `${v.surrogate}: ${v.name} must be a number, a quantity without a unit or a State of one, got ${v.value}: give the ` +
    `class parameters() that list what tells two of its surrogates apart`,
  'surrogate/smooth': (v: { surrogate: string }) =>
    `${v.surrogate} has no smooth function: give the class smooth(x), of which derivative(x) is the derivative`,
  'surrogate/smoothed': (v: { value: string }) => `Smoothed is of a surrogate, got ${v.value}: write new Smoothed(new Sigmoid())`,
  'surrogate/smoothed-saved': (v: { surrogate: string }) =>
    `Smoothed is for checks of derivatives and is not saved: save the ${v.surrogate} that it was made of`,
  'surrogate/saved': (v: { value: string }) => `fromJSON wants what a surrogate's toJSON() gave, got ${v.value}`,
  'surrogate/unknown': (v: { surrogate: string; known: readonly string[] }) =>
    `there is no surrogate ${v.surrogate}: name your own classes, fromJSON(saved, [${v.surrogate}]); known are ${v.known.join(', ')}`,
  'surrogate/parameters': (v: { surrogate: string; saved: readonly string[]; wants: readonly string[] }) =>
    `${v.surrogate} has the parameters ${v.wants.join(', ') || 'none'}, the saved one has ${v.saved.join(', ') || 'none'}`,

  'optim/option': (v: { owner: string; name: string; wants: string; value: string }) =>
    `${v.owner}: ${v.name} must be ${v.wants}, got ${v.value}`,
  'optim/pair': (v: { owner: string; name: string; value: string }) =>
    `${v.owner}: ${v.name} must be two numbers, such as [0.9, 0.999], got ${v.value}`,
  'optim/choice': (v: { owner: string; name: string; value: string; choices: readonly string[] }) =>
    `${v.owner}: ${v.name} must be ${v.choices.join(' or ')}, got ${v.value}`,
  'optim/share': (v: { owner: string; name: string; value: string }) =>
    `${v.owner}: ${v.name} must be between 0 and 1, got ${v.value}`,
  'optim/rule': (v: { value: string }) => `an optimiser wants a rule with slots(…) and step(…), got ${v.value}`,
  'optim/base': (v: { value: string }) => `Lookahead wants an optimiser to run ahead, such as new optim.SGD({ lr: 0.1 }), got ${v.value}`,
  'optim/base-registered': (v: { base: string }) =>
    `Lookahead keeps the state of what runs ahead, and this ${v.base} has weights already: give it one that has none`,
  'optim/weights': (v: { at: string; value: string }) =>
    `weights are States, such as net.states(ParamState), got ${v.value} at ${v.at}`,
  'optim/no-weights': (_: object) => 'there are no weights here to train: did the model make its ParamStates yet?',
  'optim/weight-dtype': (v: { weight: string; dtype: string }) =>
    `a weight is a float, ${v.weight} is ${v.dtype}: make it of .astype('float32'), or leave it out`,
  'optim/path-twice': (v: { optimizer: string; path: string }) =>
    `${v.optimizer} trains another State as ${v.path} already: its gradients would be mixed up; register both in one tree`,
  'optim/unregistered': (v: { optimizer: string; operation: string }) =>
    `${v.optimizer} has no weights yet: call registerTrainableWeights(net.states(ParamState)) before ${v.operation}`,
  'optim/missing-gradients': (v: { weights: readonly string[] }) =>
    `step wants a gradient for each weight, and there is none for ${v.weights.join(', ')}: give gradStates the tree that was registered`,
  'optim/unknown-gradients': (v: { paths: readonly string[]; weights: readonly string[] }) =>
    `there is a gradient for ${v.paths.join(', ')}, which is no weight of this optimiser: it has ${v.weights.join(', ')}`,
  'optim/not-finite': (v: { optimizer: string; weight: string }) =>
    `${v.optimizer}: the gradient of ${v.weight} is not finite, and no weight has changed: the loss is NaN or infinite, or has no ` +
    `slope there; environ.set({ debug: 'nan' }) before the step finds the operation`,
  'optim/gradient': (v: { weight: string; value: string }) => `the gradient of ${v.weight} must be a quantity, got ${v.value}`,
  'optim/gradient-unit': (v: { weight: string; wants: string; got: string }) =>
    `the gradient of ${v.weight} must be ${v.wants}, as the weight is, got ${v.got}: take it without unitAware`,
  'optim/gradient-shape': (v: { weight: string; wants: string; got: string }) =>
    `the gradient of ${v.weight} must have its shape ${v.wants}, got ${v.got}`,
  'optim/state-dict': (v: { optimizer: string; unexpected: readonly string[]; missing: readonly string[] }) =>
    `this is not what ${v.optimizer} keeps, and nothing has changed: ${misfits(v)}. Register the same weights first`,
  'optim/base-lr': (v: { owner: string; value: string }) =>
    `${v.owner}: baseLr must be a number, or a list of one for each group, got ${v.value}`,
  'optim/schedule': (v: { value: string }) => `a schedule is a function of the epoch, the base and the group, got ${v.value}`,
  'optim/schedulers': (v: { owner: string; value: string }) =>
    `${v.owner} wants a list of schedules of the epoch, got ${v.value}`,
  'optim/milestones': (v: { schedulers: number; milestones: string }) =>
    `SequentialLR wants ascending milestones, one less than its ${v.schedulers} schedules, got ${v.milestones}`,
  'optim/pieces': (v: { owner: string; boundaries: number; values: number }) =>
    `${v.owner} wants one value more than boundaries, got ${v.boundaries} boundaries and ${v.values} values`,
  'optim/one-cycle': (_: object) => 'OneCycleLR wants totalSteps, or epochs and stepsPerEpoch',
  'optim/metric': (v: { value: string }) => `ReduceLROnPlateau wants the metric of the epoch, step(loss), got ${v.value}`,

  'metric/quantity': (v: { metric: string; name: string; value: string }) =>
    `${v.metric}: ${v.name} must be a quantity, got ${v.value}: without a unit it is u.unitless(…)`,
  'metric/float': (v: { metric: string; name: string; dtype: string }) =>
    `${v.metric}: ${v.name} must be floats, got ${v.dtype}: cast with .astype('float32')`,
  'metric/unit': (v: { metric: string; name: string; wants: string; got: string }) =>
    `${v.metric}: ${v.name} must be ${v.wants}, got ${v.got}`,
  'metric/shape': (v: { metric: string; a: string; b: string; one: string; other: string }) =>
    `${v.metric} wants ${v.a} and ${v.b} of one shape, got ${v.one} and ${v.other}`,
  'metric/label-dtype': (v: { metric: string; dtype: string; dim: string }) =>
    `${v.metric}: labels are integers without a unit, got ${v.dim === 'one' ? v.dtype : `${v.dtype} of ${v.dim}`}: ` +
    `make them of u.unitless(Int32Array.from(…)), or cast with .astype('int32')`,
  'metric/label-shape': (v: { metric: string; got: string; wants: string }) =>
    `${v.metric} wants one label for each sample, of shape ${v.wants}, got ${v.got}`,
  'metric/labels': (v: { metric: string; label: number; index: number; classes: number }) =>
    `${v.metric} wants labels from 0 to ${v.classes - 1}, got ${v.label} at index ${v.index}`,
  'metric/option': (v: { metric: string; name: string; wants: string; value: string }) =>
    `${v.metric}: ${v.name} must be ${v.wants}, got ${v.value}`,
  'metric/reduction': (v: { metric: string; value: string }) =>
    `${v.metric}: reduction must be 'none', 'mean' or 'sum', got ${v.value}`,
  'metric/classes': (v: { metric: string; shape: string }) =>
    `${v.metric} wants one number for each class along the last axis, got the shape ${v.shape}`,
  'metric/axis': (v: { metric: string; shape: string }) =>
    `${v.metric} of the shape ${v.shape} wants the axis of its vectors: { axis: -1 }`,
  'metric/order': (v: { value: string }) => `a norm is of order 1, 2 or Infinity, got ${v.value}`,
  'metric/rows': (v: { metric: string; one: string; other: string }) =>
    `${v.metric} wants matrices with equally long rows, got ${v.one} and ${v.other}`,
  'metric/function': (v: { metric: string; value: string }) => `${v.metric} wants a function of one vector of scores, got ${v.value}`,
  'metric/ctc': (v: { logits: string; logitPaddings: string; labels: string; labelPaddings: string }) =>
    `ctcLoss wants logits (B, T, K), logitPaddings (B, T), labels and labelPaddings (B, N), got ${v.logits}, ` +
    `${v.logitPaddings}, ${v.labels} and ${v.labelPaddings}`,

  'quad/function': (v: { step: string; role: 'drift' | 'diffusion' | 'history'; value: string }) =>
    `${v.step} wants a function for the ${v.role}, got ${v.value}`,
  'quad/args': (v: { step: string; value: string }) => `${v.step}: args is a list of what else the functions take, got ${v.value}`,
  'quad/state': (v: { step: string; value: string; path: string }) =>
    v.step === 'expEulerStep'
      ? `expEulerStep wants the variable after the drift, got ${v.value}: expEulerStep(dV, V)`
      : `${v.step} wants a quantity, or an object or list of them, got ${v.value}${v.path === '' ? '' : ` at ${v.path}`}`,
  'quad/dtype': (v: { step: string; dtype: string }) =>
    `${v.step} wants a float variable, got ${v.dtype}: cast it with .astype('float32')`,
  'quad/tree': (v: { role: string; wants: string; got: string }) =>
    `the ${v.role} must give one value for each of the variable, in the same object or list (${v.wants}), got ${v.got}`,
  'quad/rate': (v: { role: 'drift' | 'diffusion'; wants: string; got: string; value: string }) =>
    `the ${v.role} of a variable in ${v.value} must be in ${v.value} per ${v.role === 'drift' ? 'time' : 'square root of time'} ` +
    `(${v.wants}), got ${v.got}`,
  'quad/sde-type': (v: { step: string; types: readonly string[]; value: string }) =>
    `${v.step}: sdeType must be ${v.types.map((type) => `'${type}'`).join(' or ')}, got ${v.value}`,
  'quad/iterations': (v: { step: string; value: string }) => `${v.step}: maxIter must be an integer of 1 or more, got ${v.value}`,
  'quad/solver': (v: { step: string; value: string }) => `${v.step}: solver must be 'fixed-point' or 'newton', got ${v.value}`,
  'quad/scheme': (v: { step: string; value: string }) => `${v.step}: scheme must be 'published' or 'braintools', got ${v.value}`,
  'quad/delay': (v: { step: string; value: string }) => `${v.step}: a delay is a time, as in ms(5), got ${v.value}`,

  'inputs/unit': (v: { input: string; name: string; wants: string; value: string }) => `${v.input}: ${v.name} wants ${v.wants}, got ${v.value}`,
  'inputs/value': (v: { input: string; value: string }) =>
    `${v.input} wants quantities for its values, got ${v.value}: give it a unit, as nA(…) does`,
  'inputs/scalar': (v: { input: string; name: string; value: string }) => `${v.input}: ${v.name} must be one value, got ${v.value}`,
  'inputs/finite': (v: { input: string; name: string; value: string }) => `${v.input}: ${v.name} must be finite, got ${v.value}`,
  'inputs/negative': (v: { input: string; name: string; value: string }) => `${v.input}: ${v.name} must not be negative, got ${v.value}`,
  'inputs/positive': (v: { input: string; name: string; value: string }) => `${v.input}: ${v.name} must be above zero, got ${v.value}`,
  'inputs/count': (v: { input: string; name: string; value: string }) =>
    `${v.input}: ${v.name} must be an integer of 1 or more, got ${v.value}`,
  'inputs/duration': (v: { input: string; value: string }) => `${v.input}: duration wants a time, as in ms(100), got ${v.value}`,
  'inputs/frequency': (v: { input: string; name: string; value: string }) =>
    `${v.input}: ${v.name} wants a frequency, as in Hz(10), got ${v.value}`,
  'inputs/window': (v: { input: string; from: string; until: string; duration: string }) =>
    `${v.input}: tStart and tEnd must follow each other within the duration of ${v.duration}, got ${v.from} and ${v.until}`,
  'inputs/traced': (v: { input: string }) =>
    `${v.input} needs numbers that are known, and inside a transformed function they are not yet: make the input before, and ` +
    `hand on its values`,
  'inputs/seed': (v: { input: string; value: string }) => `${v.input}: seed must be an integer, got ${v.value}`,
  'inputs/section': (v: { values: number; durations: number }) =>
    `values and durations must be as many, and one or more: got ${v.values} and ${v.durations}`,
  'inputs/step': (v: { amplitudes: number; times: number }) =>
    `amplitudes and stepTimes must be as many, and one or more: got ${v.amplitudes} and ${v.times}`,
  'inputs/shapes': (v: { input: string; a: string; b: string }) => `${v.input}: values of the shapes ${v.a} and ${v.b} do not broadcast`,
  'inputs/each': (v: { name: string; wants: number; got: number | string }) =>
    `${v.name} wants one value for all pulses, or one for each of ${v.wants}: got ${v.got}`,
  'inputs/rise': (v: { rise: string; decay: string }) =>
    `doubleExponential: tauRise must be below tauDecay, got ${v.rise} and ${v.decay}`,
  'inputs/duty-cycle': (v: { value: string }) => `square: dutyCycle must be from 0 to 1, got ${v.value}`,
  'inputs/chirp': (v: { value: string }) => `chirp: method must be 'linear' or 'logarithmic', got ${v.value}`,
  'inputs/logarithmic': (v: { from: string; to: string }) =>
    `a logarithmic chirp wants frequencies above zero, got ${v.from} and ${v.to}`,
  'inputs/rate': (v: { rate: string; chance: number }) =>
    `poisson: rate * dt is the probability of an event and must be from 0 to 1, got ${v.chance} of ${v.rate}: use a smaller dt`,
  'inputs/smooth': (v: { tau: string; dt: string }) => `smooth: tau must not be below dt, got ${v.tau} and ${v.dt}`,
  'inputs/function': (v: { value: string }) => `an input is mapped by a function of its values, got ${v.value}`,
  'inputs/combine': (v: { input: string; sign: string; value: string }) =>
    `${v.input} ${v.sign} … wants an input, a quantity or a number, got ${v.value}`,
  'inputs/input': (v: { method: string; value: string }) => `${v.method} wants another input, got ${v.value}`,
  'inputs/zero': (v: { unit: string }) =>
    `an input in ${v.unit} that is 0 somewhere, or ends before the other, does not divide: add a small value, or clip it`,

  'metric/time': (v: { metric: string; name: string; value: string }) =>
    `${v.metric}: ${v.name} wants a time above zero, as in ms(5), got ${v.value}`,
  'metric/frequency': (v: { metric: string; value: string }) => `${v.metric} wants a frequency, as in Hz(8), got ${v.value}`,
  'metric/bin': (v: { bin: string; dt: string }) => `a bin must be at least as long as a step: got ${v.bin} at a dt of ${v.dt}`,
  'metric/min-intervals': (v: { value: string }) => `isiCv: minIntervals must be an integer of 2 or more, got ${v.value}`,
  'metric/burst': (v: { value: string }) => `burstSynchronyIndex: burstThreshold must be an integer of 2 or more, got ${v.value}`,
  'metric/cost': (v: { value: string }) => `victorPurpuraDistance: costFactor must be zero or more, got ${v.value}`,
  'metric/tau': (v: { value: string }) => `vanRossumDistance: tau must be above zero, got ${v.value}`,
  'metric/trains': (v: { metric: string; unit: string; value: string }) =>
    `${v.metric} compares trains of one dimension: the first is in ${v.unit}, got ${v.value}`,
  'metric/list': (v: { metric: string; shape: string }) => `${v.metric} wants lists of spike times, got the shape ${v.shape}`,
  'metric/number-in': (v: { metric: string; name: string; unit: string; value: string }) =>
    `${v.metric}: ${v.name} wants one value in ${v.unit}, got ${v.value}`,
  'metric/lists': (v: { metric: string; name: string; shape: string }) =>
    `${v.metric} wants lists of one length, got ${v.name} of shape ${v.shape}`,
  'metric/two-axes': (v: { metric: string; name: string; shape: string }) =>
    `${v.metric}: ${v.name} wants two axes, got the shape ${v.shape}`,
  'metric/size': (v: { metric: string; name: string; least: number; value: string }) =>
    `${v.metric}: ${v.name} must be an integer of ${v.least} or more, got ${v.value}`,
  'metric/signals': (v: { metric: string; n: number }) => `${v.metric} wants two signals or more, got ${v.n}`,
  'spikes/spikes': (v: { operation: string; value: string }) =>
    `${v.operation} wants spikes: a matrix without a unit, or what record.events or record.bits gave, got ${v.value}`,
  'spikes/matrix': (v: { operation: string; shape: string }) =>
    `${v.operation} wants spikes of shape (T, N), got ${v.shape}`,
  'spikes/traced': (v: { operation: string }) =>
    `${v.operation} needs spikes that are known, and inside a transformed function they are not yet: return them, and use what ` +
    `comes out`,

  'conn/probability': (v: { rule: string; name: string; value: string }) =>
    `${v.rule}: ${v.name} must be from 0 to 1, got ${v.value}`,
  'conn/integer': (v: { rule: string; name: string; least: number; value: string }) =>
    `${v.rule}: ${v.name} must be an integer of ${v.least} or more, got ${v.value}`,
  'conn/even': (v: { k: number }) => `SmallWorld: k must be even, half of it on each side, got ${v.k}`,
  'conn/choice': (v: { rule: string; name: string; choices: readonly string[]; value: string }) =>
    `${v.rule}: ${v.name} must be ${v.choices.map((choice) => `'${choice}'`).join(' or ')}, got '${v.value}'`,
  'conn/square': (v: { rule: string; pre: number; post: number }) =>
    `${v.rule} connects a population to itself: preSize and postSize must be the same, got ${v.pre} and ${v.post}`,
  'conn/smaller': (v: { rule: string; name: string; value: number; n: number }) =>
    `${v.rule}: ${v.name} must be below the number of neurons, got ${v.value} of ${v.n}`,
  'conn/too-many': (v: { rule: string; num: number; places: number }) =>
    `${v.rule}: ${v.num} different connections for each neuron want as many neurons, got ${v.places}`,
  'conn/ring': (v: { neighbors: number; most: number; n: number }) =>
    `Ring: of ${v.n} neurons each has at most ${v.most} neighbours on a side, got ${v.neighbors}`,
  'conn/grid': (v: { pre: string; post: string }) =>
    `Grid2d wants rows and columns, the same on both sides, as in generate([20, 30], [20, 30]): got ${v.pre} and ${v.post}`,
  'conn/modules': (v: { nModules: number; n: number }) =>
    `ModularRandom: there must not be more modules than neurons, got ${v.nModules} and ${v.n}`,
  'conn/profile': (v: { rule: string; wants: string; value: string }) =>
    `${v.rule} wants ${v.wants}, as in new init.GaussianProfile(um(100)), got ${v.value}`,
  'conn/positions': (v: { rule: string }) =>
    `${v.rule} wants to know where the neurons lie: generate(pre, post, { prePositions, postPositions }), or { distances }`,
  'conn/positions-shape': (v: { rule: string; name: string; wants: string; got: string }) =>
    `${v.rule}: ${v.name} wants the shape ${v.wants}, got ${v.got}`,
  'conn/dimensions': (v: { rule: string; pre: number; post: number }) =>
    `${v.rule}: both populations lie in one space, got ${v.pre} and ${v.post} dimensions`,
  'conn/distances': (v: { rule: string; wants: string; got: string }) =>
    `${v.rule}: distances wants the shape ${v.wants}, got ${v.got}`,
  'conn/matrix': (v: { model: string; value: string }) =>
    `${v.model} wants connections: a sparse matrix or the result of a rule, got ${v.value}: write new conn.FixedProb(0.1).generate(100, 50)`,
  'conn/delays-left': (v: { model: string }) =>
    `${v.model} has no delays, and these connections have: give it result.toCsr(), and the projection a delay`,
  'conn/both': (v: { given: string; missing: string }) =>
    `ExcitatoryInhibitory: ${v.given} is given and ${v.missing} is not: give both, or none`,
  'conn/kinds': (v: { name: string; wants: string; value: string }) =>
    `ExcitatoryInhibitory: the ${v.name}s of both kinds are of one dimension: the first want ${v.wants}, got ${v.value}`,
  'conn/delay': (v: { value: string }) => `a delay is a time, as in ms(1.5), got ${v.value}`,
  'conn/seed': (v: { value: string }) => `seed must be an integer of 0 or more, got ${v.value}`,
  'conn/traced': (_: object) =>
    `connections are drawn at once, and inside a transformed function random numbers are not there yet: connect before it`,
  'conn/values': (v: { name: string; shape: string; count: number }) =>
    `${v.name} wants one value, or one for each of ${v.count} connections: got the shape (${v.shape})`,
  'conn/no-weights': (_: object) => 'these connections have no weights to scale: give the rule a weight',
  'conn/no-delays': (_: object) => 'these connections have no delays: give the rule a delay',
  'conn/result': (v: { value: string }) => `connections are put together with what another generate gave, got ${v.value}`,
  'conn/shapes': (v: { a: readonly number[]; b: readonly number[] }) =>
    `connections of ${v.a.join(' x ')} and ${v.b.join(' x ')} neurons cannot be put together`,

  'file/name': (v: { path: string }) => `a file's name ends in .npz or .safetensors, got ${v.path}`,
  'file/leaf': (v: { path: string; value: string }) =>
    `a file holds quantities, States, numbers, texts, and lists, objects and maps of them, got ${v.value} at ${v.path}`,
  'file/traced': (v: { path: string }) =>
    `a traced value has no numbers to save (at ${v.path}): return it from the transformed function, and save what comes out`,
  'file/exists': (v: { path: string }) => `${v.path} is there already: give another name, or { overwrite: true }`,
  'file/missing': (v: { path: string }) => `there is no file ${v.path}`,
  'file/damaged': (v: { file: string; why: string }) => `${v.file} is damaged, or no file of ours: ${v.why}`,
  'file/version': (v: { got: number; reads: number }) =>
    `the file was written by a later version (format ${v.got}, this one reads up to ${v.reads}): update braints`,
  'file/incomplete': (v: { array: string }) => `the file is damaged: its array ${v.array} is missing`,
  'file/dtype': (v: { array: string; dtype: string }) =>
    `the array ${v.array} is of the dtype ${v.dtype}, which there is none for here: convert it to float32, float64, int32, uint32 or bool`,
  'file/range': (v: { array: string; value: string }) =>
    `the array ${v.array} holds ${v.value}, which is beyond int32: convert it to float64`,
  'file/unit': (v: { symbol: string }) =>
    `the file was written where ${v.symbol} is another unit than here: create that unit first, with u.Unit.create`,
  'file/mismatch': (v: { file: string; problems: readonly string[] }) =>
    `${v.file} does not fit these States, and none has changed: ${v.problems.join('; ')}`,

  'tools/optional-package': (v: { name: string }) =>
    `${v.name === 'fflate' ? 'npz files need' : 'drawing figures needs'} a package that is not installed: ${v.name}. ` +
    `Install it: ${installCommand(v.name)}`,
  'tools/axis-unit': (v: { axis: string; unit: string; found: string }) =>
    `an axis has one dimension: the ${v.axis} axis is in ${unitName(v.unit)}, got ${unitName(v.found)}. ` +
    axisRemedy(v),
  'tools/plot-lengths': (v: { ts: string; values: string }) =>
    `ts wants shape (T,) and values (T,) or (T, N): got ${v.ts} and ${v.values}`,
  'tools/plot-rows': (v: { width: number; found: number }) =>
    `rows of a nested list are equally long: the first has ${v.width} numbers, another ${v.found}`,
  'tools/plot-id': (v: { id: number; columns: number }) =>
    `plotIds wants columns of the values, 0 to ${v.columns - 1}: got ${v.id}`,
  'tools/plot-limits': (v: { axis: string; limits: string }) =>
    `${v.axis}lim wants two finite values, the smaller first: got ${v.limits === '' ? 'none' : v.limits}`,
  'tools/plot-times': (v: { value: string }) => `ts wants times, as in ms([0, 1, 2]): got ${v.value}`,
  'tools/plot-bins': (v: { value: string }) => `bins wants an integer of 1 or more: got ${v.value}`,
  'tools/plot-field': (v: { value: string }) => `phasePortrait wants a function of x and y that gives their rates: got ${v.value}`,
  'tools/plot-arrows': (v: { value: string }) => `arrows wants an integer of 0 or more: got ${v.value}`,
  'tools/frame': (v: { frame: string; length: number }) => `an animation of ${v.length} frames counts them from 0: it has no frame ${v.frame}`,
  'tools/frames': (v: { value: string }) => `an animation has an integer number of frames: got ${v.value}`,
  'tools/frame-name': (v: { path: string }) => `save wants a name with a # for the frame's number, as in frames/wave-#.png: got ${v.path}`,
  'tools/frame-function': (v: { value: string }) => `animate wants a function that draws the figure of a frame: got ${v.value}`,
  'tools/animate-shape': (v: { shape: string }) => `animate1D wants values of shape (T, N): got ${v.shape}`,
  'tools/animate-every': (v: { value: string }) => `every wants an integer of 1 or more: got ${v.value}`,
  'tools/plot-rule': (v: { axis: string; found: string }) =>
    `a line across a cell wants one finite ${v.axis}: got ${v.found === '' ? 'none' : v.found}`,
  'tools/figure-size': (v: { name: string; count: number }) =>
    `a figure wants 1 ${v.name} of cells or more: got ${v.count}`,
  'tools/figure-length': (v: { name: string; count: number; lengths: string }) =>
    `${v.name === 'row' ? 'rowLen' : 'colLen'} wants one positive length in inches, or ${v.count} (one for each ` +
    `${v.name}): got ${v.lengths}`,
  'tools/figure-cell': (v: { row: number; column: number; rows: number; columns: number }) =>
    `a figure of ${v.rows} x ${v.columns} cells counts them from 0: it has no cell (${v.row}, ${v.column})`,
  'tools/figure-file': (v: { path: string }) => `save wants a name that ends in .svg or .png: got ${v.path}`,
  'tools/figure-page': (v: { method: string }) =>
    `${v.method} works in Node alone: in a page use render(container), or toSvg() for the file's text`,
  'tools/figure-dpi': (v: { dpi: number }) => `dpi wants a positive number: got ${v.dpi}`,
  'tools/figure-font': (_: object) =>
    'a PNG needs a font for its letters and this machine has none: npm install dejavu-fonts-ttf, or name one, as in ' +
    "toPng({ fontFiles: ['DejaVuSans.ttf'] })",
};

function misfits({ unexpected, missing }: { unexpected: readonly string[]; missing: readonly string[] }): string {
  const parts = [
    ...(missing.length > 0 ? [`${missing.join(', ')} is missing`] : []),
    ...(unexpected.length > 0 ? [`${unexpected.join(', ')} is not known`] : []),
  ];
  return parts.join('; ');
}

function installCommand(name: string): string {
  if (name === 'fflate') return 'npm install fflate';
  return `npm install ${name === '@resvg/resvg-js' ? '@resvg/resvg-js dejavu-fonts-ttf' : '@observablehq/plot linkedom'}`;
}

function unitName(unit: string): string {
  return unit === '' ? 'plain numbers' : unit;
}

function axisRemedy({ axis, unit, found }: { axis: string; unit: string; found: string }): string {
  if (found === '') return `Give the numbers a unit, as in ${unit}(values)`;
  const other = axis === 'x' ? 'use another figure, or getFigure(…, { sharex: false })' : 'use another cell';
  return unit === '' ? `Give the first values a unit too, or ${other}` : other.replace(/^u/, 'U');
}
