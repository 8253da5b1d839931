import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { toShape, type Size } from '../../state/index.js';

/** The sizes of a layer that works along the last axis: the axes before it are the same on both sides. */
export function layerSizes(layer: string, inSize: Size, outSize: Size): { into: number; out: number; inShape: Shape; outShape: Shape } {
  const [inShape, outShape] = [toShape(inSize, layer), toShape(outSize, layer)];
  if (showShape(inShape.slice(0, -1)) !== showShape(outShape.slice(0, -1))) {
    fail('nn/sizes', { layer, inSize: showShape(inShape), outSize: showShape(outShape) });
  }
  return { into: inShape.at(-1)!, out: outShape.at(-1)!, inShape, outShape };
}
