import { BrainError, fail } from '../../core/error.js';
import { Desc, Module, showValue } from '../../state/index.js';
import type { AnyQuantity } from '../../unit/index.js';

/** A part of a {@link Sequential}: a module, a function, or a descriptor of a module, which is told its input's size. */
export type SequentialPart = Module | Desc<Module> | ((x: never) => unknown);

/**
 * Modules one after the other: what one gives is what the next one takes. Descriptors are made with the size that the part
 * before them gives.
 *
 * @typeParam Out - what the last part gives: a quantity of a dimension that is not known unless told
 *
 * @example
 * const net = new nn.Sequential(new nn.Linear(100, 32), u.math.relu, nn.Linear.desc(undefined, 10));
 * net.step(x); // shape [..., 10]
 *
 * @throws when a part is none of these, and when a part fails: the error names it
 */
export class Sequential<Out = AnyQuantity> extends Module {
  static override readonly name: string = 'Sequential';

  /** The parts, made. */
  readonly layers: readonly (Module | ((x: never) => unknown))[];

  constructor(first: Module | ((x: never) => unknown), ...rest: readonly SequentialPart[]) {
    super();
    let size = sizeOf(first, 'outSize');
    this.layers = [first, ...rest].map((part, i) => {
      const made = part instanceof Desc ? part.create(size ?? fail('nn/sequential-size', { position: i, part: String(part) })) : part;
      if (!(made instanceof Module) && typeof made !== 'function') fail('nn/sequential-part', { position: i, value: showValue(made) });
      size = sizeOf(made, 'outSize') ?? size;
      return made;
    });
    this._inSize = sizeOf(first, 'inSize') ?? null;
    this._outSize = size ?? null;
  }

  /** The number of parts. */
  get length(): number {
    return this.layers.length;
  }

  /** The part at a position, counted from the end if it is negative. */
  at(position: number): Module | ((x: never) => unknown) {
    return this.layers.at(position) ?? fail('nn/sequential-at', { position, length: this.length });
  }

  /** A Sequential of some of the parts, which are shared. */
  slice(start?: number, end?: number): Sequential {
    const [first, ...rest] = this.layers.slice(start, end);
    return new Sequential(first, ...rest);
  }

  override update(x: unknown): Out {
    return this.layers.reduce((value: unknown, layer, i) => {
      try {
        return layer instanceof Module ? layer.step(value as never) : layer(value as never);
      } catch (error) {
        if (!(error instanceof BrainError)) throw error;
        const name = layer instanceof Module ? layer.constructor.name : layer.name;
        return fail('nn/sequential-failed', { position: i, part: name, input: showValue(value), reason: error.message });
      }
    }, x) as Out;
  }
}

function sizeOf(part: unknown, which: 'inSize' | 'outSize'): readonly number[] | undefined {
  if (!(part instanceof Module)) return undefined;
  try {
    return part[which];
  } catch {
    // A module that says no size takes and gives any.
    return undefined;
  }
}
