/** Errors of the room `model`. */
export const modelErrors = {
  'model/unknown-option': (v: { model: string; option: string; nearest: string | undefined; known: string[] }) =>
    `${v.model} has no option ${v.option}: ${v.nearest === undefined ? `it has ${v.known.join(', ')}` : `did you mean ${v.nearest}?`}`,
  'model/input-shape': (v: { model: string; shape: string; size: string; batch: number | undefined }) =>
    `${v.model}: its input of shape ${v.shape} does not broadcast to its neurons, ${v.size}: give a scalar, or one value for each` +
    `${v.batch === undefined ? '' : `; for a batch of ${v.batch} call nn.initAllStates(…, { batchSize: ${v.batch} }) first`}`,
  'model/options': (v: { model: string; value: string }) =>
    `${v.model} takes its options as an object, got ${v.value}: write new ${v.model}(1, { tau: ms(20) })`,
  'model/dimension': (v: { model: string; option: string; wants: string; value: string; example: string | undefined }) =>
    `${v.model}: ${v.option} wants ${v.wants}, got ${v.value}${v.example === undefined ? '' : `: write ${v.example}`}`,
  'model/choice': (v: { model: string; option: string; choices: string[]; value: string }) =>
    `${v.model}: ${v.option} is ${v.choices.join(' or ')}, got ${v.value}`,
  'model/nan': (v: { model: string; option: string; value: string }) =>
    `${v.model}: ${v.option} must be a number, got ${v.value}: look for a division by zero or a missing value`,
  'model/positive': (v: { model: string; option: string; value: string }) =>
    `${v.model}: ${v.option} must be positive, got ${v.value}`,
  'model/not-negative': (v: { model: string; option: string; value: string }) =>
    `${v.model}: ${v.option} must not be negative, got ${v.value}`,
  'model/above': (v: { model: string; option: string; value: string; below: string; limit: string }) =>
    `${v.model}: ${v.option} must be above ${v.below} everywhere, got ${v.option} ${v.value} and ${v.below} ${v.limit}`,
  'model/spike-reset': (v: { model: string; value: string }) =>
    `${v.model}: spkReset is 'soft' (subtracts V_th - V_reset) or 'hard' (sets V_reset), got ${v.value}`,
  'model/no-reset': (v: { model: string; does: string; value: string }) =>
    `${v.model} ${v.does}, so it takes no spkReset, got ${v.value}: leave it out`,
  'model/ref-var': (v: { model: string }) =>
    `${v.model} keeps no State refractory: make it with { refVar: true }`,
  'model/soft-reset': (v: { model: string; dt: string; top: string; V_th: string; jump: string }) =>
    `${v.model}: with dt ${v.dt} a spike takes V from V_th = ${v.V_th} to ${v.top}, and a soft reset takes back no more than ${v.jump}: V would stay above threshold and grow without bound. Reset with spkReset: 'hard', or take a smaller dt`,
  'model/overshoot': (v: { model: string; dt: string; top: string; V_th: string; follower: string }) =>
    `${v.model}: with dt ${v.dt} a spike takes V from V_th = ${v.V_th} to ${v.top}, and ${v.follower} follows it there. Lower V_th, or take a smaller dt`,
  'model/euler-step': (v: { model: string; dt: string; rate: string }) =>
    `${v.model}: forward Euler with dt ${v.dt} diverges in a spike, when the conductances over C reach up to ${v.rate}: leave method out (exponential Euler holds at any dt), or take a smaller dt`,
  'model/spike-function': (v: { model: string; value: string }) =>
    `${v.model}: spkFun wants a surrogate such as new surrogate.ReluGrad(), got ${v.value}`,
  'model/input': (v: { model: string; wants: string; value: string; example: string }) =>
    `${v.model}: its input wants ${v.wants}, got ${v.value}: give it as ${v.example}`,
};
