// One row on this Node: `node --expose-gc bench/lib/measure.mjs NAME RUNS` prints one JSON line.
import { cpus } from 'node:os';
import { relaxedSimd } from './simd.mjs';

const [name, runs] = process.argv.slice(2);
const { default: row } = await import(`../rows/${name}.mjs`);

/** Milliseconds below which a turn is made of several calls. */
const SHORT = 20;
const CALLS = 21;

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (x) => Number(x.toPrecision(4));

/**
 * The medians of contenders that take turns. Each is an async function that gives `{ ms, check }`, or undefined where it is
 * missing; `check` is a number of the result, which all have to agree on.
 */
async function takeTurns(contenders, tolerance) {
  /** One turn; a short one is the median of several calls in a row, so that a collection of garbage is not all of it. */
  const turn = async (contender) => {
    const first = await contender();
    if (first === undefined || first.ms > SHORT || contender.once) return first;
    const times = [first.ms];
    while (times.length < CALLS) times.push((await contender()).ms);
    return { ms: median(times), check: first.check };
  };
  const samples = contenders.map(() => []);
  let expected;
  for (let run = -1; run < Number(runs); run++) {
    for (const [i, contender] of contenders.entries()) {
      const sample = await turn(contender);
      if (sample === undefined) continue;
      expected ??= sample.check;
      if (sample.check !== undefined && !(Math.abs(sample.check - expected) <= tolerance * Math.abs(expected))) {
        throw new Error(`${name}: contender ${i} did other work: ${sample.check} instead of ${expected}`);
      }
      // The first turn warms up.
      if (run >= 0) samples[i].push(sample.ms);
    }
  }
  return samples.map((list) => (list.length === 0 ? undefined : median(list)));
}

const relaxed = relaxedSimd();
const cases = [];
for (const one of await row.cases()) {
  const names = Object.keys(one.peers ?? {});
  const [ours, ...peers] = await takeTurns([one.ours, ...names.map((peer) => one.peers[peer])], row.tolerance ?? 1e-3);
  const times = Object.fromEntries(names.map((peer, i) => [peer, peers[i] === undefined ? 'missing' : round(peers[i])]));
  // A case that has a limit of its own, in the unit of the row, is measured against that.
  const against = one.limit ?? (row.against === undefined ? row.limit : times[row.against]);
  const ratio = typeof against === 'number' ? round(ours / against) : undefined;
  cases.push({ case: one.name, ours: round(ours), peers: times, ratio, ...(one.limit === undefined ? {} : { limit: one.limit }) });
}

const toC = row.against === 'c128';
const target = relaxed || !toC ? row.target : (row.targetWithoutRelaxed ?? round(row.target * 1.5));
const worst = cases.reduce((a, b) => ((b.ratio ?? Infinity) > (a.ratio ?? Infinity) ? b : a));
const faster = (row.faster ?? []).map(({ than, times }) => ({
  than,
  times,
  reached: typeof worst.peers[than] === 'number' ? round(worst.peers[than] / worst.ours) : 'missing',
}));
console.log(
  JSON.stringify({
    name,
    unit: row.unit ?? 'ms',
    ours_ms: worst.ours,
    peers: worst.peers,
    // Null where the peer that the target is about is missing: never a pass.
    ratio: worst.ratio ?? null,
    target,
    ...(faster.length === 0 ? {} : { faster }),
    cases,
    relaxed,
    machine: cpus()[0]?.model ?? 'unknown',
    node: process.versions.node,
  }),
);
