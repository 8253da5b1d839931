import type { LaneNode } from './lane-node.js';

/** Something to emit: the value of a node, or the store of a root. */
export interface Step {
  /** Which of the rounds that run side by side. */
  readonly round: number;
  readonly node: LaneNode;
  /** Which store this is; undefined for a value. */
  readonly store: number | undefined;
}

interface Item extends Step {
  readonly needs: Item[];
  readonly neededBy: Item[];
  readonly latency: number;
  /** The longest way from here to the end of the round, in cycles. */
  urgency: number;
  /** When its value is there; undefined while it has not been emitted. */
  ready: number | undefined;
}

/** Cycles from operands to value on present x86 and Arm cores; 1 where nothing is said. */
const latencies: Readonly<Record<string, number>> = {
  add: 3,
  sub: 3,
  mul: 3,
  madd: 4,
  nmadd: 4,
  div: 11,
  sqrt: 14,
  load: 5,
  min: 2,
  max: 2,
  select: 2,
  nearest: 8,
  floor: 8,
  ceil: 8,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  pow2: 5,
};

/** How far ahead of the original order an instruction may be taken: farther, and values wait too long in registers. */
const WINDOW = 64;
/** Instructions that a core starts in one cycle. */
const WIDTH = 4;

/**
 * The order in which to emit rounds of a loop so that no instruction waits long for another: of those whose operands
 * are there, the one with the longest way to the end comes first. Engines that compile fast keep the order they are
 * given. Stores come after all loads of their round: they may overwrite what those read.
 */
export function schedule(stores: readonly LaneNode[], rounds: number, isDone: (node: LaneNode) => boolean): Step[] {
  const perRound = Array.from({ length: rounds }, (_, round) => itemsOf(stores, round, isDone));
  const pending = perRound[0].flatMap((_, i) => perRound.map((items) => items[i]));
  for (let i = pending.length - 1; i >= 0; i--) setUrgency(pending[i]);

  const steps: Step[] = [];
  let [cycle, started] = [0, 0];
  while (pending.length > 0) {
    let best = -1;
    const reach = Math.min(WINDOW, pending.length);
    for (let i = 0; i < reach; i++) {
      const item = pending[i];
      if (best >= 0 && item.urgency <= pending[best].urgency) continue;
      if (item.needs.every((need) => need.ready !== undefined && need.ready <= cycle)) best = i;
    }
    if (best < 0 || started === WIDTH) {
      cycle += 1;
      started = 0;
      continue;
    }
    const [item] = pending.splice(best, 1);
    item.ready = cycle + item.latency;
    started += 1;
    steps.push(item);
  }
  return steps;
}

/** What one round has to do, each after what it needs. */
function itemsOf(stores: readonly LaneNode[], round: number, isDone: (node: LaneNode) => boolean): Item[] {
  const items: Item[] = [];
  const known = new Map<LaneNode, Item>();
  const make = (node: LaneNode, store: number | undefined, needs: Item[]): Item => {
    const latency = store === undefined ? (latencies[node.kind] ?? 1) : 1;
    const item: Item = { round, node, store, needs, neededBy: [], latency, urgency: 0, ready: undefined };
    needs.forEach((need) => need.neededBy.push(item));
    items.push(item);
    return item;
  };
  const visit = (node: LaneNode): Item => {
    let item = known.get(node);
    if (item === undefined) {
      const needs = operandsOf(node).filter((arg) => !isDone(arg)).map(visit);
      known.set(node, (item = make(node, undefined, [...new Set(needs)])));
    }
    return item;
  };
  const values = stores.map((node) => (isDone(node) ? undefined : visit(node)));
  const loads = items.filter(({ node }) => node.kind === 'load' || node.kind === 'rarely');
  stores.forEach((node, i) => {
    const value = values[i];
    make(node, i, [...new Set(value === undefined ? loads : [value, ...loads])]);
  });
  return items;
}

/** What has to be there before a node; the rare side of a branch is computed inside it. */
function operandsOf(node: LaneNode): readonly LaneNode[] {
  return node.kind === 'rarely' ? node.args.slice(0, 2) : node.args;
}

function setUrgency(item: Item): void {
  // A store that can go frees a register.
  let longest = item.store === undefined ? 0 : 1000;
  if (item.store === undefined) for (const { urgency, store } of item.neededBy) if (store === undefined) longest = Math.max(longest, urgency);
  item.urgency = item.latency + longest;
}
