import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { isPlainObject } from '../../core/tree.js';
import { Dynamics } from '../../nn/index.js';
import { Module, showValue, State } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { checkOptions } from '../checks.js';
import { ReleaseModel } from '../plasticity/release.js';
import { InputDelay } from './input-delay.js';

/** What stands before the connections: a module or a function of what came before it, or a State that is read. */
export type ProjectionPart = Module | State<AnyQuantity> | ((...args: never[]) => unknown);

/** Connections: what they make of spikes has the dimension `G`. */
export type Comm<G> = (Module & { update(...args: never[]): Quantity<G> }) | ((...args: never[]) => Quantity<G>);

/** Connections that can weigh a presynaptic neuron by the amount that it releases. */
interface WeighsAmounts {
  updateByValue(amounts: Quantity<'one'>): AnyQuantity;
}

/**
 * What brings spikes from one population to another. Projections are stepped before the populations they lead to. One of
 * your own has its parts as properties, which are stepped in alphabetical order, or says what `update` does.
 *
 * @throws when it is stepped and has no parts
 */
export class Projection extends Module {
  static override readonly name: string = 'Projection';
  static readonly callOrder: Readonly<Record<string, number>> = { initState: 2 };

  override update(...args: readonly unknown[]): unknown {
    const parts = [...this.nodes({ allowedHierarchy: [1, 1] }).values()];
    if (parts.length === 0) fail('projection/empty', { model: this.constructor.name });
    for (const part of parts) part.step(...(args as never[]));
    return undefined;
  }
}

/** The modules before the connections, and the options behind them. */
export function splitArguments<O extends object>(
  model: string,
  args: readonly unknown[],
  known: readonly string[],
): { modules: readonly ProjectionPart[]; options: O } {
  const options = args.at(-1);
  if (!isPlainObject(options)) fail('model/options', { model, value: showValue(options) });
  checkOptions(model, options, known);
  const modules = args.slice(0, -1);
  for (const module of modules) {
    const isPart = module instanceof Module || module instanceof State || typeof module === 'function';
    if (!isPart) fail('projection/module', { model, value: showValue(module) });
  }
  return { modules: modules as readonly ProjectionPart[], options: options as O };
}

/** Refuses connections that cannot be called. */
export function checkComm(model: string, comm: unknown): void {
  if (!(comm instanceof Module) && typeof comm !== 'function') fail('projection/comm', { model, value: showValue(comm) });
}

/** Refuses a target that is no population, or connections that lead to another number of neurons than it has. */
export function checkTarget(model: string, comm: unknown, post: unknown): void {
  if (!(post instanceof Dynamics)) fail('projection/post', { model, option: 'post', value: showValue(post) });
  const size = comm instanceof Module ? (comm as unknown as { readonly _outSize: readonly number[] | null })._outSize : null;
  if (size !== null) checkSize(model, `comm (${comm!.constructor.name})`, size, 'post', post.varshape);
}

export function checkSize(model: string, part: string, size: readonly number[], of: string, wants: readonly number[]): void {
  if (showShape(size) === showShape(wants)) return;
  fail('projection/size', { model, part, size: showShape(size), of, wants: showShape(wants) });
}

/** Calls a part with what came before it. */
function call(part: ProjectionPart, args: readonly unknown[]): unknown {
  if (part instanceof State) return part.value;
  return part instanceof Module ? part.step(...(args as never[])) : part(...(args as never[]));
}

/** What comes out of a chain of parts: what went in, where there are none. */
export function through(parts: readonly ProjectionPart[], args: readonly unknown[]): readonly unknown[] {
  return parts.reduce<readonly unknown[]>((x, part) => [call(part, x)], args);
}

/** The parts before the connections, the delay of the projection as the last one. */
export function withDelay(parts: readonly ProjectionPart[], delay: Module | null): readonly ProjectionPart[] {
  return delay === null ? parts : [...parts, delay];
}

/**
 * What connections bring to a target of this size, of what comes through the parts before them. Behind a model of release
 * each neuron weighs by what it releases, and behind a delay between time steps by the share that arrives; otherwise
 * connections that are driven by events take whatever is not 0 for one.
 */
export function drive(
  model: string,
  comm: ProjectionPart,
  parts: readonly ProjectionPart[],
  args: readonly unknown[],
  size: readonly number[],
): AnyQuantity {
  const x = through(parts, args);
  const weighs = givesAmounts(parts) && typeof (comm as Partial<WeighsAmounts>).updateByValue === 'function';
  const value = weighs ? (comm as unknown as WeighsAmounts).updateByValue(x[0] as Quantity<'one'>) : call(comm, x);
  if (!(value instanceof Quantity)) return fail('projection/value', { model, part: 'comm', value: showValue(value) });
  const { shape } = value as AnyQuantity;
  const tail = shape.slice(Math.max(0, shape.length - size.length));
  if (showShape(tail) !== showShape(size)) fail('projection/value-shape', { model, shape: showShape(shape), wants: showShape(size) });
  return value as AnyQuantity;
}

/** Whether amounts come out of a chain of parts, not spikes. */
function givesAmounts(parts: readonly ProjectionPart[]): boolean {
  const last = parts.at(-1);
  if (last instanceof InputDelay) return last.isFractional || givesAmounts(parts.slice(0, -1));
  return last instanceof ReleaseModel;
}
