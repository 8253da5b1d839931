import { hiddenImport } from './optional.js';

// What is used of Node's modules. Their own types would have to be there for every page as well.
interface FileSystem {
  mkdir(path: string, options: { recursive: boolean }): Promise<unknown>;
  writeFile(path: string, data: string | Uint8Array): Promise<void>;
}

interface Paths {
  dirname(path: string): string;
}

/** Writes a file, and before it the folders it lies in. Node only. */
export async function writeFile(path: string, data: string | Uint8Array): Promise<void> {
  const fs = (await hiddenImport('node:fs/promises')) as FileSystem;
  const { dirname } = (await hiddenImport('node:path')) as Paths;
  await fs.mkdir(dirname(path), { recursive: true });
  await fs.writeFile(path, data);
}
