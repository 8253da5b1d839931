import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { show } from 'braints';
import type { Figure } from 'braints/visualize';

/** Whether a module is the program that was started, and not one that another imports: given its `import.meta.url`. */
export function isProgram(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && url === pathToFileURL(realpathSync(started)).href;
}

/** Writes a figure into `figures/` as SVG and, unless the program was started with `--no-png`, as PNG. */
export async function saveFigure(figure: Figure, name: string): Promise<void> {
  const endings = process.argv.includes('--no-png') ? ['svg'] : ['svg', 'png'];
  for (const ending of endings) {
    const path = `figures/${name}.${ending}`;
    await figure.save(path, { dpi: 144 });
    show(`wrote ${path}`);
  }
}
