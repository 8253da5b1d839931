/** Errors of quantities and units. */
export const unitErrors = {
  'unit/mismatch': (v: { action: string; a: string; b: string; dimA: string; dimB: string; remedy?: string }) =>
    `cannot ${v.action} ${v.a} and ${v.b}: ${v.dimA} and ${v.dimB}${v.remedy === undefined ? '' : `; ${v.remedy}`}`,
  'unit/convert': (v: { value: string; unit: string; dimA: string; dimB: string }) =>
    `cannot express ${v.value} in ${v.unit}: ${v.dimA} and ${v.dimB}`,
  'unit/as': (v: { wants: string; unit: string; value: string }) => `wants a ${v.wants} (${v.unit}), got ${v.value}`,
  'unit/dimensionless': (v: { operation: string; value: string; dim: string; unit: string }) =>
    `${v.operation} wants a plain number, got ${v.value}, a ${v.dim}; divide by a unit first${/^[a-zA-Z]\w*$/.test(v.unit) ? `: x.div(${v.unit}(1))` : ''}`,
  'unit/call': (v: { unit: string; value: string; remedy: string }) =>
    `${v.unit}() wants plain numbers, got ${v.value}; ${v.remedy}`,
  'unit/value': (v: { got: string }) =>
    `a quantity is made of a number, nested arrays of numbers, a typed array or a dimensionless quantity, got ${v.got}`,
  'unit/notUnit': (v: { got: string }) => `wants a unit such as mV, got ${v.got}`,
  'unit/notQuantity': (v: { operation: string; got: string }) =>
    `${v.operation} wants a quantity or a number, got ${v.got}`,
  'unit/power': (v: { value: string; exponent: string }) =>
    `the exponent must be a whole or half number, got ${v.exponent} for ${v.value}; another one has to leave the unit whole and half exponents`,
  'unit/powerOfArray': (v: { value: string; exponent: string }) =>
    `power of ${v.value} wants a plain number as its exponent, got ${v.exponent}: one array has one unit; divide by a unit first`,
  'unit/matrixPower': (v: { value: string; exponent: string }) =>
    `matrixPower wants a whole exponent of 0 or more, got ${v.exponent} for ${v.value}`,
  'unit/rounding': (v: { operation: string; value: string; dim: string; unit: string }) =>
    `${v.operation} wants a plain number, got ${v.value}, a ${v.dim}: what is whole depends on the unit; name it, ${v.operation}(x, { unitToScale: ${v.unit} })`,
  'unit/scaleOfNumber': (v: { operation: string; value: string; unit: string }) =>
    `${v.operation} takes unitToScale for a quantity, got the plain number ${v.value}; leave it out, or give the number a unit: ${v.unit}(${v.value})`,
  'unit/rank': (v: { operation: string; wants: string; shape: string }) => `${v.operation} wants ${v.wants}, got shape ${v.shape}`,
  'unit/lists': (v: { operation: string; a: string; b: string }) =>
    `${v.operation} wants two lists that are not empty, got shapes ${v.a} and ${v.b}`,
  'unit/cross': (v: { a: string; b: string }) =>
    `cross wants two or three components along the last axis of both, got shapes ${v.a} and ${v.b}`,
  'unit/split': (v: { parts: number; length: number; axis: number; shape: string }) =>
    `split cannot make ${v.parts} equal parts of axis ${v.axis} of shape ${v.shape}, which is ${v.length} long; arraySplit makes the first ones longer`,
  'unit/moveaxis': (v: { from: string; to: string }) => `moveaxis wants as many places as axes, got ${v.from} and ${v.to}`,
  'unit/weights': (v: { weights: string; shape: string }) =>
    `average wants weights of the shape of the values, ${v.shape}, or a list along the one axis, got shape ${v.weights}`,
  'unit/quantile': (v: { operation: string; most: number; got: number }) =>
    `${v.operation} wants fractions from 0 to ${v.most}, got ${v.got}`,
  'unit/select': (v: { conditions: number; choices: number }) =>
    `select wants one choice for each condition and at least one, got ${v.conditions} conditions and ${v.choices} choices`,
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
  'unit/whereSize': (v: { operation: string; value: string }) =>
    `u.math.${v.operation}(x) needs values, and ${v.value} is traced: how many there are depends on the data, and a program's shapes do not; say how many there may be, { size }, use where(condition, a, b), or call it on the result`,
  'unit/whereForm': (v: { count: number }) => `u.math.where takes one argument or three, got ${v.count}`,
  'unit/dimensionForm': (v: { name: string; form: string }) =>
    `${v.name}: a dimension is named by its base form, such as 'kg m^2 s^-3 A^-1', or by seven exponents, whole or half numbers, got ${v.form}`,
  'unit/dimensionName': (v: { name: string }) =>
    `a dimension's name is one word of letters and digits, and no symbol of a base unit, got '${v.name}'`,
  'unit/dimensionTwice': (v: { name: string; form: string; known: string }) =>
    `cannot name ${v.form} ${v.name}: ${v.known}`,
  'unit/dimensionUnknown': (v: { got: string }) =>
    `wants a unit, or a dimension by its name or base form, such as 'voltage' or 'kg m^2 s^-3 A^-1', got ${v.got}`,
  'unit/dimensionExponents': (v: { got: string }) =>
    `a dimension has seven exponents, whole or half numbers: of length, mass, time, current, temperature, amount and luminosity; got ${v.got}`,
  'unit/dimensionBase': (v: { name: string; known: string }) =>
    `no base dimension is called '${v.name}'; their names are ${v.known}`,
  'unit/dimensionPower': (v: { exponent: string; dim: string }) =>
    `the exponent must be a finite number, got ${v.exponent} for the dimension ${v.dim}`,
  'unit/notDimension': (v: { got: string }) => `wants a dimension, got ${v.got}; that of a unit is mV.dimension`,
  'unit/prefix': (v: { prefix: string; prefixes: string }) =>
    `no SI prefix is called '${v.prefix}'; they are ${v.prefixes}`,
  'unit/size': (v: { what: string; rule: string; got: string }) => `the ${v.what} of a unit is ${v.rule}, got ${v.got}`,
  'unit/word': (v: { word: string }) =>
    `the name and the symbol of a unit are words without spaces, operators, a digit in front or a 2 or 3 at the end, so that they can be read back; got '${v.word}'`,
  'unit/taken': (v: { word: string; unit: string; symbol: string; dim: string }) =>
    `'${v.word}' is a unit already: ${v.unit} (${v.symbol}), a ${v.dim}; take another name or symbol`,
  'unit/digits': (v: { what: string; got: string }) =>
    `${v.what} wants a number of digits, a whole number from 0 to 100, got ${v.got}`,
  'unit/parse': (v: { text: string; at: number; rule: string }) => `cannot read the unit '${v.text}': ${v.rule} (character ${v.at + 1})`,
  'unit/parseUnknown': (v: { text: string; at: number; word: string; near: string }) =>
    `cannot read the unit '${v.text}': there is no unit '${v.word}' (character ${v.at + 1})${v.near === '' ? '' : `; did you mean ${v.near}?`}`,
  'unit/parseType': (v: { got: string }) => `parseUnit wants a text such as 'nA / cm^2', got ${v.got}`,
  'unit/expr': (v: { reason: string; source: string; at: number; place: string; shown: string }) =>
    `${v.reason}${v.place}\n${v.shown}`,
  'unit/exprSource': (v: { got: string }) => `an equation is a text, got ${v.got}`,
  'unit/exprScope': (v: { got: string }) =>
    `expr wants an object that says what the names stand for, such as { V, tau }, got ${v.got}`,
  'unit/dimensions': (v: { message: string; a: string; b: string; dimA: string; dimB: string }) =>
    `${v.message}: ${v.a} and ${v.b}, ${v.dimA} and ${v.dimB}`,
  'unit/argument': (v: { function: string; name: string; wants: string; got: string }) =>
    `${v.function}: ${v.name} has to be ${v.wants}, got ${v.got}`,
  'unit/argumentLike': (v: { function: string; name: string; like: string; other: string; value: string; otherValue: string }) =>
    `${v.function}: ${v.name} has to have ${v.like} of ${v.other}, got ${v.value}, and ${v.other} is ${v.otherValue}`,
  'unit/sameAs': (v: { function: string; name: string; other: string }) =>
    `${v.function}: ${v.name} has to be like argument ${v.other}, which is not described`,
  'unit/result': (v: { function: string; place: string; wants: string; got: string }) =>
    `${v.function}: ${v.place} has to be ${v.wants}, got ${v.got}`,
  'unit/autogradArgument': (v: { operation: string; place: string; got: string }) =>
    `${v.operation}: ${v.place} has to be a quantity or a number to be differentiated by, got ${v.got}`,
  'unit/autogradAux': (v: { operation: string }) => `${v.operation} with hasAux wants a function that returns [value, anything else]`,
  'unit/autogradValue': (v: { operation: string; got: string }) =>
    `${v.operation} wants a function that returns a quantity or a number, got ${v.got}`,
  'unit/autogradScalar': (v: { operation: string; value: string; shape: string }) =>
    `${v.operation} wants a function that returns one number, got ${v.value} of shape ${v.shape}; take its sum() or mean(), or use vectorGrad or jacrev`,
  'unit/assertQuantity': (v: { wants: string; got: string }) => `wants ${v.wants}, got ${v.got}`,
  'unit/empty': (v: { operation: string }) => `${v.operation} wants at least one quantity`,

  'unit/sparseData': (v: { value: string }) => `the weights of a matrix are a quantity, got ${v.value}`,
  'unit/events': (v: { value: string }) =>
    `events are bools or plain numbers, of which whatever is not zero counts as one, got ${v.value}`,
};
