import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { Module, ParamState, showValue, stopGradient, toShape, type ModuleOptions, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import { LecunUniform } from '../init/index.js';

/** Options of {@link Embedding}. */
export interface EmbeddingOptions<W> extends ModuleOptions {
  /** The first vectors, [number, ...size]. `new nn.init.LecunUniform()` unless given. */
  embeddingInit?: Init<W> | undefined;
  /** An index of which the vector is 0 and stays so. None unless given. */
  paddingIdx?: number | undefined;
  /** Whether the vectors are left as they are when the model is trained. False unless given. */
  freeze?: boolean | undefined;
}

/**
 * A vector for each of so many indices. An index out of range gives the nearest vector inside a transform, and is refused
 * outside.
 *
 * @example
 * const words = new nn.Embedding(1000, 64);
 * words.step(new Quantity(Int32Array.of(3, 14, 15))); // shape [3, 64]
 */
export class Embedding<in out W = 'one'> extends Module {
  static override readonly name: string = 'Embedding';

  readonly paddingIdx: number | null;
  readonly freeze: boolean;
  readonly weight: ParamState<Quantity<W>>;

  constructor(
    readonly numEmbeddings: number,
    embeddingSize: Size,
    options: EmbeddingOptions<W> = {},
  ) {
    super(options);
    checkOptions(this.constructor.name, options, ['embeddingInit', 'paddingIdx', 'freeze', 'name']);
    const [rows] = toShape(numEmbeddings, 'Embedding');
    const size = toShape(embeddingSize, 'Embedding');
    this._outSize = size;
    const { paddingIdx = null, freeze = false } = options;
    if (paddingIdx !== null && !(Number.isInteger(paddingIdx) && paddingIdx >= 0 && paddingIdx < rows)) {
      fail('nn/padding', { value: showValue(paddingIdx), rows });
    }
    this.paddingIdx = paddingIdx;
    this.freeze = freeze;
    const rule = options.embeddingInit ?? (new LecunUniform() as unknown as Init<W>);
    const drawn = param(rule, [rows, ...size], { name: 'Embedding: embeddingInit' });
    const none = new Quantity(0, drawn.unit as AnyUnit) as AnyQuantity;
    this.weight = new ParamState(paddingIdx === null ? drawn : ((drawn as AnyQuantity).with(paddingIdx, none) as Quantity<W>));
  }

  override update(indices: Quantity<'one'> | Int32Array): Quantity<W> {
    const given = indices instanceof Int32Array ? new Quantity(indices) : indices;
    if (!(given instanceof Quantity)) fail('nn/layer-input', { layer: 'Embedding', value: showValue(given) });
    const weight: AnyQuantity = this.freeze ? stopGradient(this.weight.value) : this.weight.value;
    if (this.paddingIdx === null) return weight.get(given);
    // The padding's own vector is no parameter: it comes in as it is, without a derivative.
    const fixed: AnyQuantity = weight.with(this.paddingIdx, stopGradient(weight.get(this.paddingIdx)));
    return fixed.get(given);
  }
}
