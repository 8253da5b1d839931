// One row on this Node: `node --expose-gc bench/lib/measure.mjs NAME RUNS` prints one JSON line.
import { cpus } from 'node:os';
import { closePeers } from './python.mjs';
import { relaxedSimd } from './simd.mjs';
import { overSeeds, takeTurns } from './turns.mjs';

const [name, runs] = process.argv.slice(2);
const { default: row } = await import(`../rows/${name}.mjs`);

const round = (x) => Number(x.toPrecision(4));
const relaxed = relaxedSimd();

/** How many times faster than a peer a case is, where it has to be so many times. */
function factor({ than, times, timesWithoutRelaxed = times }, { ours, peers }) {
  const reached = typeof peers[than] === 'number' ? round(peers[than] / ours) : 'missing';
  return { than, times: relaxed ? times : timesWithoutRelaxed, reached };
}

/** A limit in the unit of the row, or as so many `times` what a peer takes: `{ times, of }`. */
function limitOf(limit, peers) {
  if (typeof limit !== 'object') return limit;
  return typeof peers[limit.of] === 'number' ? limit.times * peers[limit.of] : undefined;
}

async function measure(one) {
  const names = Object.keys(one.peers ?? {});
  const contenders = [one.ours, ...names.map((peer) => one.peers[peer])];
  const results =
    one.seeds === undefined
      ? await takeTurns(contenders, { runs: one.runs ?? Number(runs), cold: one.cold, tolerance: row.tolerance ?? 1e-3 })
      : await overSeeds(contenders, one.seeds);
  const [ours, ...others] = results;
  const times = names.map((peer, i) => [peer, others[i].ms === undefined ? 'missing' : round(others[i].ms)]);
  const peers = Object.fromEntries(times);
  const reasons = names.map((peer, i) => [peer, others[i].missing]).filter(([, reason]) => (reason ?? 'missing') !== 'missing');
  const limit = limitOf(one.limit, peers);
  // A case that has a limit of its own is measured against that.
  const against = one.limit !== undefined ? limit : row.against === undefined ? row.limit : peers[row.against];
  const ratio = typeof against === 'number' ? round(ours.ms / against) : undefined;
  const rates = ['ours', ...names].flatMap((who, i) => (results[i].rate === undefined ? [] : [{ who, ...results[i].rate }]));
  const result = { case: one.name, ours: round(ours.ms), peers, ratio };
  const faster = (one.faster ?? []).map((goal) => ({ ...factor(goal, result), case: one.name }));
  return Object.assign(
    result,
    limit === undefined ? {} : { limit: round(limit) },
    // Measured against its peers one by one alone.
    one.beside ? { beside: true } : {},
    faster.length === 0 ? {} : { faster },
    rates.length === 0 ? {} : { rates },
    reasons.length === 0 ? {} : { missing: Object.fromEntries(reasons) },
  );
}

const cases = [];
for (const one of await row.cases()) cases.push(await measure(one));
closePeers();

const toC = row.against === 'c128';
const target = relaxed || !toC || row.target === undefined ? row.target : (row.targetWithoutRelaxed ?? round(row.target * 1.5));
const worst = cases.filter((one) => !one.beside).reduce((a, b) => ((b.ratio ?? Infinity) > (a.ratio ?? Infinity) ? b : a));
const faster = [...(row.faster ?? []).map((goal) => factor(goal, worst)), ...cases.flatMap((one) => one.faster ?? [])];
console.log(
  JSON.stringify({
    name,
    work: row.work,
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
