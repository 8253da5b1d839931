import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions } from '../../state/index.js';
import { connectionMatrix, type Connections } from '../../tools/conn/connection-matrix.js';
import { param, type Init } from '../../tools/init/index.js';
import type { AnyQuantity, Mul, Quantity, SparseMatrix } from '../../unit/index.js';
import { checkLayerInput, withBias } from './input.js';
import type { LinearParams } from './linear.js';

/** Options of {@link SparseLinear}. */
export interface SparseLinearOptions<B> extends ModuleOptions {
  /** The first bias. None unless given. */
  bInit?: Init<B> | null | undefined;
}

/**
 * `y = x W + b` with a sparse W, of which the entries are trained and the places stay. For spikes there is
 * {@link EventSparseLinear}.
 *
 * @param connections - a sparse matrix, or what a rule of `conn` has drawn
 *
 * @example
 * const W = u.sparse.csr({ data: mS([1, 2, 3]), indices: [1, 2, 0], indptr: [0, 2, 3], shape: [2, 3] });
 * new nn.SparseLinear(W).step(u.unitless([1, 1])); // Quantity<'conductance'>
 * new nn.SparseLinear<'conductance', 'voltage'>(W).step(mV([1, 1])); // Quantity<'current'>
 */
export class SparseLinear<in out W = 'one', in out X = 'one'> extends Module {
  static override readonly name: string = 'SparseLinear';

  readonly matrix: SparseMatrix<W>;
  readonly weight: ParamState<LinearParams<W, Mul<X, W>>>;

  constructor(connections: Connections<W>, options: SparseLinearOptions<NoInfer<Mul<X, W>>> = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['bInit', 'name']);
    const matrix = connectionMatrix(this.constructor.name, connections);
    const [into, out] = matrix.shape;
    this._inSize = [into];
    this._outSize = [out];
    this.matrix = matrix;
    const params: LinearParams<W, Mul<X, W>> = { weight: matrix.data };
    if (options.bInit !== undefined && options.bInit !== null) params.bias = param(options.bInit, [out], { name: 'SparseLinear: bInit' });
    this.weight = new ParamState(params);
  }

  override update(x: Quantity<X>): Quantity<Mul<X, W>> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const { weight, bias } = this.weight.value;
    const y: AnyQuantity = this.matrix.withData(weight).vecmat(x);
    return withBias(this.constructor.name, y as AnyQuantity, bias as AnyQuantity | undefined) as never;
  }
}
