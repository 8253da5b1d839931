import { fail } from '../../core/error.js';
import { isPlainObject } from '../../core/tree.js';
import { BitArray, EventArray, isNumericArray, isTraced, NDArray, sizeOf, toNDArray, type DType, type TypedArray } from '../../engine/index.js';
import { showValue, State } from '../../state/index.js';
import * as record from '../../state/record/index.js';
import { parseUnit, Quantity, unitless, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import { VERSION, type Document, type Header, type Node, type UnitText } from './document.js';

/**
 * A tree as arrays and the data that describes it. Leaves are quantities, States (their values are written), recordings,
 * numbers, booleans, strings and typed arrays; lists, plain objects and maps with text for keys hold them.
 */
export function toDocument(tree: unknown): Document {
  const arrays = new Map<string, NDArray>();
  const name = (path: readonly string[]): string => {
    const wanted = path.length === 0 ? 'value' : path.join('.');
    let free = wanted;
    for (let i = 2; arrays.has(free); i++) free = `${wanted}~${i}`;
    return free;
  };
  const keep = (array: NDArray, path: readonly string[]): string => {
    const key = name(path);
    arrays.set(key, array);
    return key;
  };
  const visit = (node: unknown, path: readonly string[]): Node => {
    if (node instanceof State) return visit(node.kept, path);
    if (node instanceof Quantity) return quantityNode(node as AnyQuantity, path, keep);
    if (node instanceof record.Events) return { kind: 'record', as: 'events', spikes: visit(node.toDense(), path) };
    if (node instanceof record.Bits) return { kind: 'record', as: 'bits', spikes: visit(node.toDense(), path) };
    if (node === undefined) return { kind: 'undefined' };
    if (node === null || typeof node === 'string' || typeof node === 'boolean') return { kind: 'plain', value: node };
    if (typeof node === 'number') return { kind: 'number', value: numberText(node) };
    if (isNumericArray(node)) return { kind: 'typed', array: keep(toNDArray(new Quantity(node).mantissa), path) };
    if (Array.isArray(node)) return { kind: 'list', items: node.map((item, i) => visit(item, [...path, String(i)])) };
    if (node instanceof Map || isPlainObject(node)) {
      const entries = node instanceof Map ? [...(node as Map<unknown, unknown>)] : Object.entries(node);
      const keys = entries.map(([key]) => (typeof key === 'string' ? key : refuse(path, key)));
      const items = entries.map(([, item], i) => visit(item, [...path, keys[i]]));
      return { kind: node instanceof Map ? 'map' : 'object', keys, items };
    }
    return refuse(path, node);
  };
  const header: Header = { format: 'braints', version: VERSION, tree: visit(tree, []) };
  return { arrays, header };
}

function quantityNode(q: AnyQuantity, path: readonly string[], keep: (array: NDArray, path: readonly string[]) => string): Node {
  const { mantissa } = q;
  if (isTraced(mantissa)) fail('file/traced', { path: pathText(path) });
  if (mantissa instanceof EventArray) {
    const { shape, dtype } = mantissa;
    const steps = keep(listOf(mantissa.steps()), [...path, 'steps']);
    return { kind: 'events', shape, dtype, steps, neurons: keep(listOf(mantissa.neurons), [...path, 'neurons']) };
  }
  if (mantissa instanceof BitArray) {
    const { shape, dtype, bytes } = mantissa;
    const words = new Uint32Array(Math.ceil(bytes.length / 4));
    new Uint8Array(words.buffer).set(bytes);
    return { kind: 'bits', shape, dtype, words: keep(new NDArray([words.length], 'uint32', words), [...path, 'bits']) };
  }
  const weak = typeof mantissa === 'number';
  // A plain number keeps all its digits, whatever the precision is.
  const array = weak ? NDArray.scalar(mantissa, 'float64') : toNDArray(mantissa);
  const unit: AnyUnit = q.unit;
  return {
    kind: 'quantity',
    array: keep(array, path),
    ...(unit.isUnitless ? {} : { unit: unitText(unit) }),
    ...(weak ? { weak: true as const } : {}),
  };
}

/** The tree that a document describes; one without a description is an object of its arrays, by name. */
export function toTree({ arrays, header }: Document): unknown {
  if (header === undefined) return Object.fromEntries([...arrays].map(([name, array]) => [name, new Quantity(array)]));
  if (header.version > VERSION) fail('file/version', { got: header.version, reads: VERSION });
  const arrayOf = (name: string): NDArray => arrays.get(name) ?? fail('file/incomplete', { array: name });
  const build = (node: Node): unknown => {
    switch (node.kind) {
      case 'quantity': {
        const array = arrayOf(node.array);
        return new Quantity(node.weak === true ? array.data[0] : array, unitOf(node.unit) as never);
      }
      case 'events':
        return new Quantity(eventsOf(node.shape, node.dtype, arrayOf(node.steps).data, arrayOf(node.neurons).data), unitless);
      case 'bits': {
        const bytes = new Uint8Array(arrayOf(node.words).data.buffer);
        const [steps, ...neurons] = node.shape;
        return new Quantity(new BitArray(node.shape, node.dtype, bytes.slice(0, steps * Math.ceil(sizeOf(neurons) / 8))), unitless);
      }
      case 'record': {
        const spikes = build(node.spikes) as Quantity<'one'>;
        return node.as === 'events' ? record.events(spikes) : record.bits(spikes);
      }
      case 'typed':
        return arrayOf(node.array).data.slice();
      case 'number':
        return Number(node.value);
      case 'plain':
        return node.value;
      case 'undefined':
        return undefined;
      case 'list':
        return node.items.map(build);
      case 'object':
        return Object.fromEntries(node.items.map((item, i) => [node.keys[i], build(item)]));
      case 'map':
        return new Map(node.items.map((item, i) => [node.keys[i], build(item)]));
    }
  };
  return build(header.tree);
}

function listOf(x: Int32Array): NDArray {
  return new NDArray([x.length], 'int32', x);
}

/** Spikes by the step and the neuron of each, in the order of the steps. */
function eventsOf(shape: readonly number[], dtype: DType, steps: TypedArray, neurons: TypedArray): EventArray {
  const ends = new Int32Array(shape[0]);
  for (const step of steps) ends[step] += 1;
  for (let step = 1; step < ends.length; step++) ends[step] += ends[step - 1];
  return new EventArray(shape, dtype, ends, Int32Array.from(neurons));
}

function unitText(unit: AnyUnit): UnitText {
  return { symbol: unit.symbol, dimension: unit.dimension.exponents, scale: unit.scale, factor: unit.factor };
}

/** The unit that a text stands for; a text that means another unit here than where it was written is refused. */
function unitOf(text: UnitText | undefined): AnyUnit {
  if (text === undefined) return unitless;
  const unit = parseUnit(text.symbol) as AnyUnit;
  const close = Math.abs(unit.factor / text.factor - 1) < 1e-12;
  const same = unit.scale === text.scale && close && unit.dimension.exponents.every((e, i) => e === text.dimension[i]);
  return same ? unit : fail('file/unit', { symbol: text.symbol });
}

function numberText(x: number): Extract<Node, { kind: 'number' }>['value'] {
  if (Object.is(x, -0)) return '-0';
  return Number.isFinite(x) ? x : (String(x) as 'NaN');
}

function pathText(path: readonly string[]): string {
  return path.length === 0 ? 'the tree' : path.join('.');
}

function refuse(path: readonly string[], value: unknown): never {
  return fail('file/leaf', { path: pathText(path), value: showValue(value) });
}
