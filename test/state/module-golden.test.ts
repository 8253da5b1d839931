import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BatchState,
  DelayState,
  filter,
  HiddenGroupState,
  HiddenState,
  HiddenTreeState,
  Module,
  ParamState,
  ShortTermState,
  State,
  type Filter,
  type Size,
} from '../../src/state/index.js';
import { mA, math, ms, mV } from '../../src/unit/index.js';

// Made with brainstate by tools/golden/state.py.
interface Tree {
  tree: string;
  print: string;
  states: Record<string, string[] | string[][]>;
  nodes: string[];
  nodesByHierarchy: Record<string, string[]>;
  statesByHierarchy: Record<string, string[]>;
}
interface Golden {
  trees: Tree[];
  prints: Record<string, string>;
}
const golden = JSON.parse(readFileSync(new URL('../golden/state.json', import.meta.url), 'utf8')) as Golden;
const { zeros, ones } = math;

class Cell extends Module {
  w = new ParamState({ weight: ones([2, 3]), bias: zeros(3) });

  constructor(n: Size, { name }: { name?: string | null } = {}) {
    super({ name: name ?? undefined });
    this.inSize = n;
  }
}

class Net extends Module {
  a = new Cell(2);
  b = [this.a, new Cell([3, 4], { name: 'three' })];
  d = { x: new Cell(1), n: 3, f: true, s: 'text', none: null };
  _h = new HiddenState(ones(2, mV), { name: 'h', tag: 'soma' });
  t = new ShortTermState(zeros(2), { tag: ['slow'] });
  t2 = this.t;
  st = new State([zeros(2), { q: ones(1, ms) }]);
  inside = { list: [1, { deep: 'er' }], empty: [], none: {} };
  me = this;

  constructor() {
    super({ name: 'net' });
  }
}

class Empty extends Module {}

class Inner extends Module {
  z: HiddenState;
  _a: ParamState;
  up?: Module;

  constructor(n: number) {
    super();
    this.z = new HiddenState(zeros(n));
    this._a = new ParamState(zeros(n), { tag: 'slow' });
  }
}

class Outer extends Module {
  second = new Inner(2);
  first = new Inner(1);
  layers = [new Inner(3), { b: new Inner(4), a: this.first }];
  W = new ParamState(zeros(3));
  shared = this.W;

  constructor() {
    super();
    this.second.up = this;
  }
}

const trees: Record<string, () => Module> = { Net: () => new Net(), Outer: () => new Outer() };
const selections: Record<string, Filter[]> = {
  all: [],
  param: [ParamState],
  slow: ['slow'],
  pathContainsA: [filter.pathContains('a')],
  pathContains1: [filter.pathContains(1)],
  notHidden: [filter.not(HiddenState)],
  anyOf: [[HiddenState, 'slow']],
  allOf: [filter.all(ParamState, filter.not('slow'))],
  nothing: [filter.nothing],
  two: [ParamState, State],
  three: ['slow', HiddenState, filter.everything],
};
const keys = (map: ReadonlyMap<string, unknown>): string[] => [...map.keys()];

describe.each(golden.trees)('the tree $tree of brainstate', ({ tree, print, states, nodes, nodesByHierarchy, statesByHierarchy }) => {
  const module = trees[tree]();

  it('prints', () => expect(String(module)).toBe(print));

  it('has its modules', () => {
    expect(keys(module.nodes())).toEqual(nodes);
    for (const [hierarchy, paths] of Object.entries(nodesByHierarchy)) {
      const allowedHierarchy = hierarchy.split(',').map(Number) as [number, number];
      expect(keys(module.nodes({ allowedHierarchy })), hierarchy).toEqual(paths);
      expect(keys(module.nodes(Module, { allowedHierarchy })), hierarchy).toEqual(paths);
    }
  });

  it('has its States', () => {
    for (const [hierarchy, paths] of Object.entries(statesByHierarchy)) {
      const allowedHierarchy = hierarchy.split(',').map(Number) as [number, number];
      expect(keys(module.states({ allowedHierarchy })), hierarchy).toEqual(paths);
    }
  });

  it.each(Object.entries(states))('has its States chosen by %s', (name, paths) => {
    const found: unknown = (module.states as (...filters: Filter[]) => unknown).call(module, ...selections[name]);
    expect(Array.isArray(found) ? found.map(keys) : keys(found as Map<string, unknown>)).toEqual(paths);
  });
});

describe('prints of brainstate', () => {
  const all: Record<string, () => unknown> = {
    empty: () => new Empty(),
    group: () => new HiddenGroupState(ones([2, 3], mV), { metadata: { foo: 3 } }),
    tree: () => new HiddenTreeState({ V: ones(2, mV), I: ones(2, mA) }),
    delay: () => new DelayState(ones([3, 2], mV)),
    batch: () => new BatchState(ones(2), { name: 'mean', tag: 'stats' }),
    desc: () => Cell.desc(10, { name: 'cell' }),
    descNested: () => Cell.desc([1, 2], { name: null }),
  };

  it.each(Object.entries(golden.prints))('%s', (name, text) => expect(String(all[name]())).toBe(text));
});
