import { bytesOf, type DType } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import type { OuterParams } from '../../ops/sparse/outer.js';
import type { ProceduralParams } from '../../ops/sparse/procedural.js';
import type { ProductParams } from '../../ops/sparse/product.js';
import type { UpdateParams } from '../../ops/sparse/update.js';
import type { SparseForm } from '../../program/op.js';
import type { Atom, Aval, Equation } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { DenseRows } from './emit-dense-rows.js';
import { emitCompact } from './emit-events.js';
import { ProceduralRows } from './emit-procedural-rows.js';
import { emitRowUpdate } from './emit-row-update.js';
import { emitShared } from './emit-shared.js';
import { advance, emitStart, pointerTo, repeated } from './emit-sparse-parts.js';
import { StoredRows, type RowStarts } from './emit-stored-rows.js';
import type { KernelContext } from './kernels.js';
import { op } from './opcodes.js';
import { bytesOfArray } from './place.js';
import type { RowWalk } from './row-walk.js';
import { elementAddress, floatCode, type FloatCode, type SourceVector } from './scalar-code.js';

/**
 * The kernels of the products in `ops/sparse/`: additions happen in the order that the reference gives them. Networks
 * hold the same product many times over, so it is a function that they share.
 */
export function emitSparse(context: KernelContext, form: SparseForm, e: Equation): void {
  emitShared(context, e, scratchOf(form, e), (inside) => emitProduct(inside, form, e));
}

/** Where the positions of events are listed. */
function scratchOf({ product }: SparseForm, e: Equation): readonly Aval[] {
  const { rows, events, skipZeros } = e.params as ProductParams;
  const lists =
    product === 'update' ||
    (product === 'scatter' && (events || skipZeros === true)) ||
    (product === 'outer' && (e.params as OuterParams).events === 'rows');
  return lists ? [{ shape: [rows], dtype: 'int32' }] : [];
}

function emitProduct(context: KernelContext, form: SparseForm, e: Equation): void {
  if (form.product === 'outer') emitOuter(context, form, e, e.params as OuterParams);
  else if (form.product === 'update') emitRowUpdate(context, e, e.params as UpdateParams);
  else if (form.product === 'scatter') emitScatter(context, form, e, e.params as ProductParams);
  else emitGather(context, form, e, e.params as ProductParams);
}

function emitScatter(context: KernelContext, form: SparseForm, e: Equation, params: ProductParams): void {
  const { code } = context;
  const { rows, columns, events, skipZeros } = params;
  const [onto, weights, vector, ...structure] = e.ins;
  const F = floatCode(e.outs[0].dtype);
  const target = context.place(e.outs[0]);
  emitStart(context, onto, target, e.outs[0].shape);
  const batches = sizeOf(vector.shape.slice(0, -1));
  if (batches === 0 || rows === 0 || columns === 0) return;

  const walk = rowWalk(context, form, F, { weights, structure, columns, source: { dtype: vector.dtype, events } }, e);
  const out = pointerTo(code, target);
  const x = pointerTo(code, context.read(vector));
  const row = code.local('i32');
  const value = events ? undefined : code.local(F.type);
  let list: number | undefined;
  if (events || skipZeros === true) list = pointerTo(code, context.scratch([rows], 'int32'));
  repeated(code, batches, [[x, rows * bytesOf[vector.dtype]], [out, columns * F.bytes]], () => {
    if (list !== undefined) {
      eachEvent(code, vector.dtype, x, rows, list, row, () => {
        if (value !== undefined) elementAddress(code, x, row, F.dtype).access(F.load, 0).set(value);
        walk.scatter(row, out, value);
      });
      return;
    }
    code.countedLoop(row, 0, rows, 1, () => {
      elementAddress(code, x, row, F.dtype).access(F.load, 0).set(value!);
      walk.scatter(row, out, value);
    });
  });
}

/** Runs `body` with the position of each element that is not zero in the local `row`; they are listed at `list` first. */
function eachEvent(code: Assembler, dtype: DType, elements: number, n: number, list: number, row: number, body: () => void): void {
  const end = emitCompact(code, dtype, elements, n, list);
  const event = code.local('i32');
  code.get(list).set(event);
  code.whileLoop(
    () => code.get(event).get(end).plain(op.i32LtU),
    () => {
      code.get(event).access(op.i32Load, 0).set(row);
      body();
      code.get(event).i32(4).add().set(event);
    },
  );
}

function emitGather(context: KernelContext, form: SparseForm, e: Equation, params: ProductParams): void {
  const { code } = context;
  const { rows, columns, events } = params;
  const [onto, weights, vector, ...structure] = e.ins;
  const F = floatCode(e.outs[0].dtype);
  const batches = sizeOf(vector.shape.slice(0, -1));
  if (batches === 0 || rows === 0) return;

  const walk = rowWalk(context, form, F, { weights, structure, columns, source: { dtype: vector.dtype, events } }, e);
  const out = pointerTo(code, context.place(e.outs[0]));
  const y = pointerTo(code, context.read(vector));
  const start = pointerTo(code, context.read(onto));
  const row = code.local('i32');
  repeated(code, batches, [[y, columns * bytesOf[vector.dtype]]], () => {
    code.countedLoop(row, 0, rows, 1, () => {
      const sum = walk.gather(row, y);
      code.get(out).get(start).access(F.load, 0).get(sum).plain(F.add).access(F.store, 0);
      advance(code, out, F.bytes);
      if (onto.shape.length > 0) advance(code, start, F.bytes);
    });
  });
}

function emitOuter(context: KernelContext, form: SparseForm, e: Equation, params: OuterParams): void {
  const { rows, columns, kept, events } = params;
  const { code } = context;
  const [a, b, ...structure] = e.ins;
  const [result] = e.outs;
  const F = floatCode(result.dtype);
  const entries = sizeOf(result.shape.slice(kept));
  const out = pointerTo(code, context.place(result));
  code.get(out).i32(0).i32(bytesOfArray(result.shape, result.dtype)).memoryFill();
  const lead = a.shape.slice(0, -1);
  if (sizeOf(lead) === 0 || rows === 0 || columns === 0 || entries === 0) return;

  const source = { dtype: b.dtype, events: events === 'columns' };
  const walk = rowWalk(context, form, F, { weights: null, structure, columns, source }, e);
  const left = pointerTo(code, context.read(a));
  const right = pointerTo(code, context.read(b));
  const row = code.local('i32');
  const list = events === 'rows' ? pointerTo(code, context.scratch([rows], 'int32')) : undefined;
  repeated(code, sizeOf(lead.slice(0, kept)), [[out, entries * F.bytes]], () => {
    const steps: [number, number][] = [[left, rows * bytesOf[a.dtype]], [right, columns * bytesOf[b.dtype]]];
    repeated(code, sizeOf(lead.slice(kept)), steps, () => {
      if (list !== undefined) {
        eachEvent(code, a.dtype, left, rows, list, row, () => walk.outer(row, out, undefined, right));
        return;
      }
      code.countedLoop(row, 0, rows, 1, () => {
        const x = code.local(F.type);
        elementAddress(code, left, row, a.dtype).access(F.load, 0).set(x);
        walk.outer(row, out, x, right);
      });
    });
  });
}

interface WalkSpec {
  readonly weights: Atom | null;
  readonly structure: readonly Atom[];
  readonly columns: number;
  readonly source: SourceVector;
}

function rowWalk(context: KernelContext, form: SparseForm, F: FloatCode, spec: WalkSpec, e: Equation): RowWalk {
  const { weights, structure, columns, source } = spec;
  const { code } = context;
  switch (form.layout) {
    case 'dense':
      return new DenseRows(code, F, { columns, weights: weights === null ? null : context.read(weights), source });
    case 'csr':
    case 'fixed': {
      const [indices, indptr] = structure;
      const starts: RowStarts = form.layout === 'csr' ? { indptr: context.read(indptr) } : { each: indices.shape[1] };
      const stored = weights === null ? null : { place: context.read(weights), scalar: weights.shape.length === 0 };
      return new StoredRows(code, F, { starts, indices: context.read(indices), weights: stored, source });
    }
    case 'procedural':
      return new ProceduralRows(code, F, {
        key: context.read(structure[0]),
        weights: context.read(weights!),
        source,
        params: e.params as ProceduralParams,
      });
  }
}
