/** Errors of quantities and units. */
export const unitErrors = {
  'unit/mismatch': (v: { action: string; a: string; b: string; dimA: string; dimB: string; remedy?: string }) =>
    `cannot ${v.action} ${v.a} and ${v.b}: ${v.dimA} and ${v.dimB}${v.remedy === undefined ? '' : `; ${v.remedy}`}`,
  'unit/convert': (v: { value: string; unit: string; dimA: string; dimB: string }) =>
    `cannot express ${v.value} in ${v.unit}: ${v.dimA} and ${v.dimB}`,
  'unit/as': (v: { wants: string; unit: string; value: string }) => `wants a ${v.wants} (${v.unit}), got ${v.value}`,
  'unit/dimensionless': (v: { operation: string; value: string; dim: string; unit: string }) =>
    `${v.operation} wants a plain number, got ${v.value}, a ${v.dim}; divide by a unit first: x.div(${v.unit}(1))`,
  'unit/call': (v: { unit: string; value: string }) =>
    `${v.unit}() wants plain numbers, got ${v.value}; convert with .in(${v.unit})`,
  'unit/value': (v: { got: string }) =>
    `a quantity is made of a number, nested arrays of numbers, a typed array or a dimensionless quantity, got ${v.got}`,
  'unit/notUnit': (v: { got: string }) => `wants a unit such as mV, got ${v.got}`,
  'unit/notQuantity': (v: { operation: string; got: string }) =>
    `${v.operation} wants a quantity or a number, got ${v.got}`,
  'unit/power': (v: { value: string; exponent: string }) =>
    `the exponent must be a whole or half number, got ${v.exponent} for ${v.value}`,
  'unit/item': (v: { value: string; shape: string }) =>
    `item() wants one element, got ${v.value} of shape ${v.shape}; pick one with get(index)`,
  'unit/itemUnit': (v: { value: string; unit: string }) =>
    `item() of ${v.value} needs the unit to count in: item(${v.unit})`,
  'unit/traced': (v: { operation: string; value: string; remedy: string }) =>
    `${v.operation} needs a value, and ${v.value} is traced: it has none until the compiled program runs; ${v.remedy}`,
  'unit/tracedNumber': (v: { value: string }) =>
    `JavaScript's operators cannot use the traced ${v.value}: compare with x.gt(y), x.lt(y), x.eq(y), compute with x.add(y), x.neg(), and choose with u.math.where(condition, a, b)`,
  'unit/tracedString': (v: { value: string }) =>
    `the traced ${v.value} has no text and indexes nothing: return it from the function and print it afterwards; console.log(x) shows its shape and unit`,
  'unit/tracedDefault': (v: { value: string }) =>
    `'+' and '==' cannot use the traced ${v.value}: write x.add(y), x.eq(y)`,
  'unit/number': (v: { value: string; unit: string }) =>
    `JavaScript's operators would drop the unit of ${v.value}: compare with x.gt(y), compute with x.add(y), x.mul(y), or take the number with x.item(${v.unit})`,
  'unit/default': (v: { value: string; unit: string }) =>
    `'+' and '==' would drop the unit of ${v.value}: write x.add(y), x.eq(y), or take the number with x.item(${v.unit})`,
  'unit/numberOfMany': (v: { value: string; shape: string }) =>
    `JavaScript's operators take single numbers, got ${v.value} of shape ${v.shape}: write x.gt(y), x.add(y), or pick an element with x.get(index)`,
  'unit/length': (v: { value: string }) => `a quantity has no length (${v.value}): use x.shape[0] or x.size`,
  'unit/iterate': (v: { value: string }) =>
    `cannot iterate over ${v.value}: it has no axis; take its number with item()`,
  'unit/whereSize': (v: { value: string }) =>
    `u.math.where(x) needs values, and ${v.value} is traced: how many positions there are depends on the data, and a program's shapes do not; say how many there may be, where(x, { size }), use where(condition, a, b), or call it on the result`,
  'unit/whereForm': (v: { count: number }) => `u.math.where takes one argument or three, got ${v.count}`,
  'unit/empty': (v: { operation: string }) => `${v.operation} wants at least one quantity`,
};
