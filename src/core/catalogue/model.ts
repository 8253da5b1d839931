/** Errors of the room `model`. */
export const modelErrors = {
  'model/unknown-option': (v: { model: string; option: string; nearest: string | undefined; known: string[] }) =>
    `${v.model} has no option ${v.option}: ${v.nearest === undefined ? `it has ${v.known.join(', ')}` : `did you mean ${v.nearest}?`}`,
  'model/input-shape': (v: { model: string; shape: string; size: string }) =>
    `${v.model}: its input of shape ${v.shape} does not broadcast to its neurons, ${v.size}: give a scalar, or one value for each`,
  'model/options': (v: { model: string; value: string }) =>
    `${v.model} takes its options as an object, got ${v.value}: write new ${v.model}(1, { tau: ms(20) })`,
  'model/dimension': (v: { model: string; option: string; wants: string; value: string; example: string | undefined }) =>
    `${v.model}: ${v.option} wants ${v.wants}, got ${v.value}${v.example === undefined ? '' : `: write ${v.example}`}`,
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
  'model/spike-function': (v: { model: string; value: string }) =>
    `${v.model}: spkFun wants a surrogate such as new surrogate.ReluGrad(), got ${v.value}`,
  'model/input': (v: { model: string; wants: string; value: string; example: string }) =>
    `${v.model}: its input wants ${v.wants}, got ${v.value}: give it as ${v.example}`,
};
