/** Errors of the room `nn`. */
export const nnErrors = {
  'nn/hook-twice': (v: { module: string; key: string }) =>
    `${v.module} has a hook '${v.key}' already: choose another key`,
  'nn/hook-missing': (v: { module: string; key: string; known: string[] }) =>
    `${v.module} has no hook '${v.key}': it has ${list(v.known)}`,
  'nn/input-twice': (v: { module: string; key: string }) =>
    `${v.module} has another input '${v.key}' already: choose another key`,
  'nn/input-missing': (v: { module: string; key: string; known: string[] }) =>
    `${v.module} has no input '${v.key}': it has ${list(v.known)}`,
  'nn/input-value': (v: { module: string; key: string; value: string }) =>
    `${v.module}: the input '${v.key}' wants a quantity or a function that gives one, got ${v.value}`,
  'nn/input-failed': (v: { module: string; key: string; reason: string }) =>
    `${v.module}: the input '${v.key}' cannot be added: ${v.reason}`,

  'nn/delay-time': (v: { owner: string; value: string }) => `${v.owner}: a delay is a time of 0 or more, got ${v.value}: give it as ms(5)`,
  'nn/delay-known': (v: { owner: string }) =>
    `${v.owner}: a delay must be known while tracing, since the length of the buffer depends on it: give it outside of the transform`,
  'nn/delay-short': (v: { owner: string; value: string; dt: string }) =>
    `${v.owner}: a delay is 0 or at least one time step, got ${v.value} at a time step of ${v.dt}: lengthen it, or shorten dt`,
  'nn/delay-target': (v: { owner: string }) => `${v.owner} does not know what it keeps: give it a quantity like it`,
  'nn/delay-value': (v: { owner: string; value: string }) => `${v.owner} keeps quantities, got ${v.value}`,
  'nn/delay-tree': (v: { owner: string; wants: number; got: number }) => `${v.owner} keeps a tree of ${v.wants} quantities, got ${v.got}`,
  'nn/delay-dimension': (v: { owner: string; wants: string; value: string }) =>
    `${v.owner} keeps ${v.wants}, got ${v.value}: say what comes, as in outputDelay(ms(1), [], { unit: mS })`,
  'nn/delay-shape': (v: { owner: string; wants: string; got: string }) =>
    `${v.owner} keeps values of shape ${v.wants}, got ${v.got}: initialise it with the batch size that it runs with`,
  'nn/delay-entry': (v: { owner: string; name: string; known: string[] }) =>
    `${v.owner} has no entry '${v.name}': it has ${list(v.known)}`,
  'nn/delay-entry-twice': (v: { owner: string; name: string }) => `${v.owner} has an entry '${v.name}' already: choose another name`,
  'nn/delay-late': (v: { owner: string; slots: number; wants: number }) =>
    `${v.owner} has ${v.slots} slots, and a delay that was asked for later needs ${v.wants}: call nn.initAllStates again`,
  'nn/interpolation': (v: { owner: string; value: string; known: string[] }) =>
    `${v.owner}: no interpolation ${v.value}: there is ${v.known.join(', ')}, or give a function`,
  'nn/dt': (v: { owner: string; made: string; now: string }) =>
    `${v.owner} was made for a time step of ${v.made}, and dt is now ${v.now}: make it anew`,
  'nn/prefetch': (v: { module: string; item: string; value: string }) =>
    `${v.module}.${v.item} is no State to be read, got ${v.value}: name a State, and call nn.initAllStates first`,
  'nn/align-pre': (v: { module: string; value: string }) =>
    `${v.module}.alignPre wants a module or a descriptor of one, got ${v.value}: write Expon.desc(…)`,

  'nn/cell-batch': (v: { layer: string; input: string; state: string }) =>
    `${v.layer}: its input of shape ${v.input} and its state of shape ${v.state} differ before the last axis: for a batch call ` +
    `nn.initAllStates(…, { batchSize }) first`,
  'nn/sizes': (v: { layer: string; inSize: string; outSize: string }) =>
    `${v.layer} works along the last axis: all others are the same on both sides, got ${v.inSize} and ${v.outSize}`,
  'nn/layer-input': (v: { layer: string; value: string }) => `${v.layer} wants a quantity, got ${v.value}: write u.unitless(…)`,
  'nn/layer-features': (v: { layer: string; shape: string; features: number }) =>
    `${v.layer} wants a last axis of length ${v.features}, got the shape ${v.shape}`,
  'nn/layer-shape': (v: { layer: string; shape: string; size: string }) =>
    `${v.layer} wants the last axes ${v.size}, got the shape ${v.shape}`,
  'nn/axis': (v: { layer: string; axis: string; shape: string }) => `${v.layer}: no axis ${v.axis} in the shape ${v.shape}`,
  'nn/ratio': (v: { layer: string; value: string }) => `${v.layer}: afferentRatio is a share from 0 to 1, got ${v.value}`,
  'nn/probability': (v: { layer: string; value: string }) =>
    `${v.layer}: prob is the probability of keeping an element, from 0 to 1, got ${v.value}`,
  'nn/connections': (v: { layer: string; connNum: string; count: string; out: number; most: number }) =>
    `${v.layer}: every neuron has at least one target${v.most === Infinity ? '' : ` and at most ${v.most} different ones`}, got ` +
    `connNum ${v.connNum}${v.count === v.connNum ? '' : `, which is ${v.count} of ${v.out} neurons`}: give a number of targets, or a share below 1`,
  'nn/activation': (v: { layer: string; value: string; known: string[] }) =>
    `${v.layer}: no activation ${v.value}: there is ${v.known.join(', ')}, or give a function`,
  'nn/padding': (v: { value: string; rows: number }) => `Embedding: paddingIdx is an index below ${v.rows}, got ${v.value}`,
  'nn/sequential-part': (v: { position: number; value: string }) =>
    `Sequential: its parts are modules, functions and descriptors, got ${v.value} at ${v.position}`,
  'nn/sequential-size': (v: { position: number; part: string }) =>
    `Sequential: ${v.part} at ${v.position} does not know what size comes in: let a module with an outSize stand before it`,
  'nn/sequential-at': (v: { position: number; length: number }) => `Sequential has ${v.length} parts, and none at ${v.position}`,
  'nn/sequential-failed': (v: { position: number; part: string; input: string; reason: string }) =>
    `Sequential: its part ${v.position} (${v.part}) failed on ${v.input}: ${v.reason}`,

  'nn/interval': (v: { transform: string; lower: string; upper: string }) =>
    `${v.transform}: lower must be below upper, got ${v.lower} and ${v.upper}`,
  'nn/positive': (v: { owner: string; name: string; value: string }) => `${v.owner}: ${v.name} must be positive and finite, got ${v.value}`,
  'nn/invertible': (v: { transform: string; value: string }) => `${v.transform}: a scale of 0 cannot be undone, got ${v.value}`,
  'nn/param-value': (v: { value: string }) => `a Param holds a quantity, got ${v.value}: write u.unitless(…)`,
  'nn/layer-unit': (v: { layer: string; product: string; bias: string; unit: string }) =>
    `${v.layer}: its input times its weights is ${v.product}, its bias ${v.bias}: give bInit in ${v.unit}, or bInit: null`,
  'nn/param-transform': (v: { value: string }) => `a Param's t is a transform such as new nn.SoftplusT(ms(0)), got ${v.value}`,
  'nn/param-bounds': (v: { transform: string; value: string }) =>
    `${v.value} is not within the bounds of ${v.transform}: nothing that can be trained gives it`,
};

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
