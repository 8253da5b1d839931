/**
 * Trees: arrays, tuples, plain objects and Maps with text for keys, nested at will, around leaves. `null` and `undefined`
 * are empty trees. Whatever is none of these is a leaf.
 */
export type Path = readonly (string | number)[];

/** The shape of a tree without its leaves: what `unflatten` needs to build it again. */
export type TreeShape =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'none'; readonly value: null | undefined }
  | { readonly kind: 'array'; readonly items: readonly TreeShape[] }
  | { readonly kind: 'object' | 'map'; readonly keys: readonly string[]; readonly items: readonly TreeShape[] };

export interface FlatTree {
  readonly leaves: unknown[];
  readonly paths: Path[];
  readonly shape: TreeShape;
}

const LEAF: TreeShape = { kind: 'leaf' };

/** The leaves of a tree in order, each with its path, and the shape that is left. */
export function flatten(tree: unknown): FlatTree {
  const leaves: unknown[] = [];
  const paths: Path[] = [];
  const visit = (node: unknown, path: Path): TreeShape => {
    if (node === null || node === undefined) return { kind: 'none', value: node };
    if (Array.isArray(node)) return { kind: 'array', items: node.map((item, i) => visit(item, [...path, i])) };
    if (isPlainObject(node)) {
      const keys = Object.keys(node);
      return { kind: 'object', keys, items: keys.map((key) => visit(node[key], [...path, key])) };
    }
    if (isTextMap(node)) {
      return { kind: 'map', keys: [...node.keys()], items: [...node].map(([key, item]) => visit(item, [...path, key])) };
    }
    leaves.push(node);
    paths.push(path);
    return LEAF;
  };
  return { shape: visit(tree, []), leaves, paths };
}

/** The tree of this shape around these leaves. */
export function unflatten(shape: TreeShape, leaves: readonly unknown[]): unknown {
  let next = 0;
  const build = (node: TreeShape): unknown => {
    switch (node.kind) {
      case 'leaf':
        return leaves[next++];
      case 'none':
        return node.value;
      case 'array':
        return node.items.map(build);
      case 'object':
        return Object.fromEntries(node.items.map((item, i) => [node.keys[i], build(item)]));
      case 'map':
        return new Map(node.items.map((item, i) => [node.keys[i], build(item)]));
    }
  };
  return build(shape);
}

export function sameTreeShape(a: TreeShape, b: TreeShape): boolean {
  return showTreeShape(a) === showTreeShape(b);
}

/** A tree's shape as text: `[*, {a: *}]`. */
export function showTreeShape(shape: TreeShape): string {
  switch (shape.kind) {
    case 'leaf':
      return '*';
    case 'none':
      return String(shape.value);
    case 'array':
      return `[${shape.items.map(showTreeShape).join(', ')}]`;
    case 'object':
      return `{${shape.items.map((item, i) => `${shape.keys[i]}: ${showTreeShape(item)}`).join(', ')}}`;
    case 'map':
      return `Map {${shape.items.map((item, i) => `${shape.keys[i]}: ${showTreeShape(item)}`).join(', ')}}`;
  }
}

function isTextMap(x: unknown): x is ReadonlyMap<string, unknown> {
  return x instanceof Map && [...(x as Map<unknown, unknown>).keys()].every((key) => typeof key === 'string');
}

export function isPlainObject(x: unknown): x is Record<string, unknown> {
  if (typeof x !== 'object' || x === null) return false;
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
}
