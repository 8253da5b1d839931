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
  /** Its number in the original order, all rounds together. */
  at: number;
  readonly neededBy: Item[];
  readonly latency: number;
  /** The longest way from here to the end of the round, in cycles. */
  urgency: number;
  /** How many of the values that it needs have not been emitted yet. */
  missing: number;
  /** The cycle in which the last of those is there. */
  start: number;
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
const WINDOW = 200;
/** Instructions that a core starts in one cycle. */
const WIDTH = 4;

/**
 * The order in which to emit rounds of a loop so that no instruction waits long for another: of those whose operands
 * are there, the one with the longest way to the end comes first. Engines that compile fast keep the order they are
 * given. Stores come after all loads of their round: they may overwrite what those read.
 */
export function schedule(stores: readonly LaneNode[], rounds: number, isDone: (node: LaneNode) => boolean): Step[] {
  const perRound = Array.from({ length: rounds }, (_, round) => itemsOf(stores, round, isDone));
  const items = perRound[0].flatMap((_, i) => perRound.map((round) => round[i]));
  for (let i = items.length - 1; i >= 0; i--) {
    items[i].at = i;
    setUrgency(items[i]);
  }

  const steps: Step[] = [];
  const ready = new Ready();
  /** What waits for its operands, by the cycle in which they are there. */
  const arriving: Item[][] = [];
  let [cycle, started] = [0, 0];
  /** Items that stand in the window, or did. */
  let seen = 0;
  const offer = (item: Item): void => {
    if (item.missing > 0 || item.at >= seen) return;
    if (item.start <= cycle) ready.add(item);
    else (arriving[item.start] ??= []).push(item);
  };
  const widen = (): void => {
    if (seen < items.length) offer(items[seen++]);
  };
  for (let i = 0; i < WINDOW; i++) widen();
  while (steps.length < items.length) {
    if (started === WIDTH || ready.isEmpty) {
      cycle += 1;
      started = 0;
      for (const item of arriving[cycle] ?? []) ready.add(item);
      continue;
    }
    const item = ready.take();
    widen();
    started += 1;
    steps.push(item);
    for (const other of item.neededBy) {
      other.missing -= 1;
      other.start = Math.max(other.start, cycle + item.latency);
      offer(other);
    }
  }
  return steps;
}

/** What can be emitted at once, the most urgent first, as a binary heap. */
class Ready {
  private readonly heap: Item[] = [];

  get isEmpty(): boolean {
    return this.heap.length === 0;
  }

  add(item: Item): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(item, heap[above])) break;
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = item;
  }

  take(): Item {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop()!;
    const { length } = heap;
    if (length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      if (below + 1 < length && isBefore(heap[below + 1], heap[below])) below += 1;
      if (!isBefore(heap[below], last)) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Item, b: Item): boolean {
  return a.urgency > b.urgency || (a.urgency === b.urgency && a.at < b.at);
}

/** What one round has to do, each after what it needs. */
function itemsOf(stores: readonly LaneNode[], round: number, isDone: (node: LaneNode) => boolean): Item[] {
  const items: Item[] = [];
  const known = new Map<LaneNode, Item>();
  const make = (node: LaneNode, store: number | undefined, needs: Item[]): Item => {
    const latency = store === undefined ? (latencies[node.kind] ?? 1) : 1;
    const item: Item = { round, node, store, neededBy: [], latency, urgency: 0, missing: needs.length, start: 0, at: 0 };
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
  if (item.store !== undefined) {
    // It frees a register, so it goes as soon as it can.
    item.urgency = Infinity;
    return;
  }
  let longest = 0;
  for (const { urgency, store } of item.neededBy) if (store === undefined && urgency > longest) longest = urgency;
  item.urgency = item.latency + longest;
}
