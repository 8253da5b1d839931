import { fail } from '../../core/error.js';
import { hiddenImport, optional } from '../host/optional.js';
import { PIXELS_PER_INCH } from './style.js';

/** Options of `toPng` and of saving a PNG. */
export interface PngOptions {
  /** Pixels to the inch. Default: 192, twice what a screen of old has. */
  dpi?: number;
  /**
   * Font files (TrueType or OpenType) to take letters from. Default: DejaVu Sans of the package `dejavu-fonts-ttf`, so
   * that every machine draws the same picture; where that is not installed, the machine's own fonts.
   */
  fontFiles?: readonly string[];
}

interface Resvg {
  getBBox(): unknown;
  render(): { asPng(): Uint8Array };
}

interface ResvgModule {
  Resvg: new (svg: string, options: object) => Resvg;
}

/** What this file uses of `node:module`. */
interface NodeModule {
  createRequire(from: string): { resolve(specifier: string): string };
}

/** A text whose box is empty where no font is found. */
const PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">m</text></svg>';

/** An SVG as a PNG. Node only. */
export async function toPng(svg: string, options: PngOptions): Promise<Uint8Array> {
  const { dpi = 2 * PIXELS_PER_INCH, fontFiles = await dejavu() } = options;
  if (!(dpi > 0 && Number.isFinite(dpi))) fail('tools/figure-dpi', { dpi });
  const { Resvg } = await optional<ResvgModule>('@resvg/resvg-js', () => hiddenImport('@resvg/resvg-js'));
  const own = fontFiles.length > 0;
  const font = { loadSystemFonts: !own, fontFiles: [...fontFiles] };
  // Without a font every letter would be missing, and nobody told.
  if (new Resvg(PROBE, { font }).getBBox() === undefined) fail('tools/figure-font', {});
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: dpi / PIXELS_PER_INCH } });
  return new Uint8Array(image.render().asPng());
}

/** The files of DejaVu Sans, where its package is installed. */
async function dejavu(): Promise<string[]> {
  const { createRequire } = (await hiddenImport('node:module')) as NodeModule;
  const { resolve } = createRequire(import.meta.url);
  try {
    return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
  } catch {
    return [];
  }
}
