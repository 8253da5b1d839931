import { greyPng } from './grey-png.js';
import type { Layer } from './layer.js';
import type { Placed } from './layout.js';
import { space } from './style.js';

/** Dots beyond this number are drawn as an image: an element for each would take seconds and megabytes. */
export const DOTS_DRAWN_ALONE = 20_000;

/** Pixels of the image to one of the figure: enough for a screen of twice the resolution. */
const SCALE = 2;

type Dots = Extract<Layer, { kind: 'dots' }>;

/** The pictures of layers that are too many dots to be drawn alone, as addresses that hold their data. */
export type Pictures = ReadonlyMap<Layer, string>;

/** Makes the pictures of all cells. The one part of drawing that has to wait: compressing is asynchronous. */
export async function picturesOf(cells: readonly Placed[]): Promise<Pictures> {
  const pictures = new Map<Layer, string>();
  for (const cell of cells) {
    for (const layer of cell.axes.layers) {
      if (layer.kind === 'dots' && isDense(layer)) pictures.set(layer, await picture(layer, cell));
    }
  }
  return pictures;
}

export function isDense(dots: Dots): boolean {
  return dots.x.length > DOTS_DRAWN_ALONE;
}

async function picture(dots: Dots, cell: Placed): Promise<string> {
  const [width, height] = [cell.width, cell.height].map((pixels) => Math.max(1, Math.round(pixels * SCALE)));
  const png = await greyPng(levelsOf(countsOf(dots, cell, width, height), dotWidth(dots)), width, height);
  return `data:image/png;base64,${base64(png)}`;
}

/** Dots become smaller as they become more, so that what they cover stays the same: down to one pixel. They are square here. */
function dotWidth({ x, size }: Dots): number {
  const sideOfCircle = Math.sqrt(Math.PI) / 2;
  return Math.max(1, Math.round(size * SCALE * sideOfCircle * Math.min(1, Math.sqrt(DOTS_DRAWN_ALONE / x.length))));
}

/** How many dots cover each pixel, row by row from the top. */
function countsOf(dots: Dots, { x, y }: Placed, width: number, height: number): Uint16Array {
  const counts = new Uint16Array(width * height);
  const dot = dotWidth(dots);
  const inset = space.inset * SCALE;
  const toX = (width - 2 * inset) / (x.domain[1] - x.domain[0]);
  const toY = height / (y.domain[1] - y.domain[0]);
  for (let i = 0; i < dots.x.length; i++) {
    const left = Math.floor(inset + (dots.x[i] - x.domain[0]) * toX - (dot - 1) / 2);
    const top = Math.floor(height - (dots.y[i] - y.domain[0]) * toY - (dot - 1) / 2);
    for (let row = Math.max(0, top); row < Math.min(height, top + dot); row++) {
      for (let column = Math.max(0, left); column < Math.min(width, left + dot); column++) counts[row * width + column]++;
    }
  }
  return counts;
}

/** Counts as 16 levels: each dot takes the same share of what is left of the paper. */
function levelsOf(counts: Uint16Array, dot: number): Uint8Array {
  const left = dot === 1 ? 0.45 : 0.15;
  return Uint8Array.from(counts, (count) => Math.round(15 * (1 - left ** count)));
}

function base64(bytes: Uint8Array): string {
  let text = '';
  // In parts, since a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
