// Golden connections of braintools.conn, made by tools/golden/conn.py: the rules that draw nothing, or with chances of 0 and 1.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as conn from '../../src/tools/conn/index.js';
import * as init from '../../src/tools/init/index.js';
import { ms, nS, um, unitless } from '../../src/unit/index.js';

interface Stored {
  shape: number[];
  pre: number[];
  post: number[];
  dense?: number[];
  delays?: number[];
  distances?: number[];
}

const golden = JSON.parse(readFileSync(new URL('conn.json', import.meta.url), 'utf8')) as { cases: Record<string, Stored> };

const positions = um([[0, 0], [3, 4], [6, 8], [0, 1]]);
const places = { prePositions: positions, postPositions: positions };
const each = new init.Constant(nS(2));
const a = () => new conn.OneToOne({ weight: each, delay: new init.Constant(ms(1)) }).generate(4, 4);
const b = () => new conn.Ring({ neighbors: 1, weight: nS(5), delay: ms(3) }).generate(4, 4);
const c = () => new conn.AllToAll({ includeSelfConnections: true, weight: unitless(10), delay: ms(2) }).generate(4, 4);
const near = new init.StepProfile(um(5.5));

const cases: Record<string, () => unknown> = {
  allToAll: () => new conn.AllToAll({ weight: nS(2) }).generate(3, 3),
  allToAllSelf: () => new conn.AllToAll({ includeSelfConnections: true, delay: ms(2) }).generate(3, 3),
  allToAllTwo: () => new conn.AllToAll().generate(2, 3),
  oneToOne: () => new conn.OneToOne({ weight: nS(2) }).generate(3, 5),
  oneToOneCircular: () => new conn.OneToOne({ circular: true }).generate(3, 5),
  fixedProbAll: () => new conn.FixedProb(1, { weight: each }).generate(3, 3),
  fixedProbAllSelf: () => new conn.FixedProb(1, { allowSelfConnections: true }).generate(3, 3),
  fixedProbTwo: () => new conn.FixedProb(1).generate(2, 3),
  fixedProbNone: () => new conn.FixedProb(0).generate(3, 3),
  ring: () => new conn.Ring().generate(7, 7),
  ringOneWay: () => new conn.Ring({ bidirectional: false }).generate(7, 7),
  grid: () => new conn.Grid2d().generate([3, 4], [3, 4]),
  gridMoore: () => new conn.Grid2d({ connectivity: 'moore' }).generate([3, 4], [3, 4]),
  gridPeriodic: () => new conn.Grid2d({ connectivity: 'moore', periodic: true }).generate([3, 2], [3, 2]),
  smallWorldRing: () => new conn.SmallWorld({ k: 4, p: 0 }).generate(8, 8),
  distance: () => new conn.DistanceDependent(near, { weight: each }).generate(4, 4, places),
  distanceSelf: () => new conn.DistanceDependent(near, { allowSelfConnections: true }).generate(4, 4, places),
  excitatoryInhibitory: () =>
    new conn.ExcitatoryInhibitory({ excProb: 1, inhProb: 1, excWeight: each, inhWeight: nS(-4), excDelay: ms(1), inhDelay: ms(2) }).generate(5, 3),
  modular: () => new conn.ModularRandom(3, { intraProb: 1, interProb: 0 }).generate(7, 7),
  regularAll: () => new conn.Regular(4).generate(5, 5),
  union: () => a().union(b()),
  intersection: () => a().intersection(c()),
  difference: () => c().difference(b()),
  scaled: () => b().weightScale(3),
  later: () => b().delayScale(3),
};

describe('conn connects as braintools.conn does', () => {
  it.each(Object.keys(golden.cases))('%s', (name) => {
    const { shape, pre, post, dense, delays, distances } = golden.cases[name];
    const found = cases[name]() as conn.ConnectionResult;
    expect(found.shape).toEqual(shape);
    expect([...found.preIndices]).toEqual(pre);
    expect([...found.postIndices]).toEqual(post);
    expect(found.weights === undefined).toBe(dense === undefined);
    expect(found.delays === undefined).toBe(delays === undefined);
    if (dense !== undefined) expect([...found.toDense().toTypedArray()]).toEqual(dense);
    if (delays !== undefined) expect([...found.delayToDense().toTypedArray()]).toEqual(delays);
    if (distances !== undefined) found.distances()!.toTypedArray().forEach((d, i) => expect(d).toBeCloseTo(distances[i], 5));
  });

  it('leaves none out', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(golden.cases).sort());
  });
});
